package org.lyceum.chat.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.codec.MalformedMessageException;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.Role;

class SignedEventTest {

    private static final Identity ISHAN = Identity.generate();
    private static final IdentitySignatures SIGNATURES = new IdentitySignatures(ISHAN);

    @Property(tries = 500)
    void whatIsWrittenIsReadAndGenuine(@ForAll("events") Event event) {
        SignedEvent signed = SignedEvent.sign(event, SIGNATURES);

        SignedEvent read = SignedEvent.decode(signed.encode());

        assertThat(read).isEqualTo(signed);
        assertThat(SignedEvent.of(signed.content(), signed.signature())).isEqualTo(signed);
        assertThat(EventId.parse(signed.id().toString())).isEqualTo(signed.id());
        assertThat(read.event()).isEqualTo(event);
        assertThat(read.isGenuine(SIGNATURES)).isTrue();
    }

    @Property(tries = 300)
    void anEventThatWasChangedOnTheWayIsRefused(@ForAll("events") Event event, @ForAll int where, @ForAll byte change) {
        byte[] bytes = SignedEvent.sign(event, SIGNATURES).encode();
        byte[] changed = bytes.clone();
        changed[Math.floorMod(where, bytes.length)] ^= change == 0 ? 1 : change;

        assertThat(isAccepted(changed)).isFalse();
    }

    @Property
    void whatIsReadIsWrittenAlike(@ForAll("almostEvents") byte[] content) {
        try {
            assertThat(EventCodec.encode(EventCodec.decode(content))).isEqualTo(content);
        } catch (MalformedMessageException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 100)
    void anEventCutShortOrContinuedIsRefused(@ForAll("events") Event event) {
        byte[] bytes = SignedEvent.sign(event, SIGNATURES).encode();
        for (int length = 0; length < bytes.length; length += 1 + bytes.length / 50) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> SignedEvent.decode(part)).isInstanceOf(MalformedMessageException.class);
        }
        assertThatThrownBy(() -> SignedEvent.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("after the end");
    }

    @Test
    void whatIsReplayedHasTheNameItHadAndWhatIsSaidAgainHasAnother() {
        Event event = message("the same", 1);
        SignedEvent signed = SignedEvent.sign(event, SIGNATURES);

        assertThat(SignedEvent.decode(signed.encode()).id()).isEqualTo(signed.id());
        assertThat(SignedEvent.sign(event, SIGNATURES).id()).isEqualTo(signed.id());
        assertThat(SignedEvent.sign(message("the same", 2), SIGNATURES).id()).isNotEqualTo(signed.id());
    }

    @Test
    void anEventIsNotGenuineInAnotherRoomOrOfAnotherAuthor() {
        SignedEvent signed = SignedEvent.sign(message("hello", 1), SIGNATURES);
        Event elsewhere = new Event(
                RoomName.of("algebra"),
                signed.event().author(),
                signed.event().sentAt(),
                signed.event().nonce(),
                signed.event().body());
        Author priya = new Author(Identity.generate().peerId(), "priya", Role.STUDENT);
        Event stolen = new Event(
                signed.room(),
                priya,
                signed.event().sentAt(),
                signed.event().nonce(),
                signed.event().body());

        assertThat(withSignatureOf(signed, elsewhere).isGenuine(SIGNATURES)).isFalse();
        assertThat(withSignatureOf(signed, stolen).isGenuine(SIGNATURES)).isFalse();
    }

    @Test
    void aSignatureForSomethingElseIsNoneForAnEvent() {
        SignedEvent signed = SignedEvent.sign(message("hello", 1), SIGNATURES);
        byte[] elsewhere = SIGNATURES.sign("lyceum-node-record:", signed.content());

        assertThat(new SignedEvent(signed.id(), signed.event(), signed.content(), elsewhere).isGenuine(SIGNATURES))
                .isFalse();
    }

    @Test
    void aTextOf64KibPassesAndALargerOneIsRefusedWithBothSizes() {
        String longest = "ü".repeat(32 * 1024);
        SignedEvent signed = SignedEvent.sign(message(longest, 1), SIGNATURES);

        assertThat(SignedEvent.decode(signed.encode()).event().body()).isEqualTo(new Body.Message(longest));
        assertThatThrownBy(() -> new Body.Message(longest + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the text takes 65537 bytes, at most 65536 are allowed");
    }

    @Test
    void aClaimedLengthIsNotBelieved() {
        byte[] claim = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
        byte[] early = {0, 1, 0, 0};

        assertThatThrownBy(() -> SignedEvent.decode(claim)).hasMessageContaining("4294967295 bytes in one field");
        assertThatThrownBy(() -> SignedEvent.decode(early)).hasMessageContaining("early");
        assertThatThrownBy(() -> SignedEvent.decode(new byte[SignedEvent.MAX_BYTES + 1]))
                .hasMessageContaining("at most");
    }

    @Test
    void whatIsNoIdIsRefused() {
        for (String digits : new String[] {"", "0a", "g".repeat(32), "0".repeat(33), "-" + "0".repeat(31)}) {
            assertThatThrownBy(() -> EventId.parse(digits)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void halfOfASurrogatePairIsNoText() {
        assertThatThrownBy(() -> new Body.Message("\ud83d")).hasMessageContaining("surrogate");
    }

    private static boolean isAccepted(byte[] bytes) {
        try {
            return SignedEvent.decode(bytes).isGenuine(SIGNATURES);
        } catch (MalformedMessageException e) {
            return false;
        }
    }

    private static SignedEvent withSignatureOf(SignedEvent signed, Event other) {
        byte[] content = EventCodec.encode(other);
        return new SignedEvent(EventId.of(content), other, content, signed.signature());
    }

    private static Event message(String text, long nonce) {
        return new Event(
                RoomName.of("swe"),
                new Author(ISHAN.peerId(), "ishan", Role.STUDENT),
                Instant.parse("2026-11-21T09:00:00Z"),
                nonce,
                new Body.Message(text));
    }

    @Provide
    Arbitrary<Event> events() {
        return EventSamples.events(ISHAN.peerId());
    }

    /** Up to the kind as it should be, then anything. */
    @Provide
    Arbitrary<byte[]> almostEvents() {
        byte[] start = EventCodec.encode(new Event(
                RoomName.of("swe"), new Author(ISHAN.peerId(), "", Role.STUDENT), Instant.EPOCH, 0, new Body.Left()));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(200))
                .as((kind, rest) -> {
                    byte[] event = Arrays.copyOf(start, start.length + rest.length);
                    event[start.length - 1] = kind.byteValue();
                    System.arraycopy(rest, 0, event, start.length, rest.length);
                    return event;
                });
    }
}
