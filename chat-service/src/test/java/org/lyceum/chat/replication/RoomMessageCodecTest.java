package org.lyceum.chat.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.EventSamples;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.codec.MalformedMessageException;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;

class RoomMessageCodecTest {

    private static final Identity ISHAN = Identity.generate();
    private static final Lineage LINEAGE = new Lineage(new Founding(1, ISHAN.peerId(), 2), true);

    @Property(tries = 500)
    void whatIsWrittenIsRead(@ForAll("messages") RoomMessage message) {
        assertThat(RoomMessageCodec.decode(RoomMessageCodec.encode(message))).isEqualTo(message);
    }

    @Property
    void whatIsReadIsWrittenAlike(@ForAll("almostMessages") byte[] bytes) {
        try {
            assertThat(RoomMessageCodec.encode(RoomMessageCodec.decode(bytes))).isEqualTo(bytes);
        } catch (MalformedMessageException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 200)
    void aMessageCutShortIsRefused(@ForAll("messages") RoomMessage message) {
        byte[] bytes = RoomMessageCodec.encode(message);
        for (int length = 0; length < bytes.length; length += 1 + bytes.length / 50) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RoomMessageCodec.decode(part)).isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void entriesThatDoNotFollowOneAnotherAreRefused() {
        Entry.Content content = new Entry.Voters(Configuration.of(List.of(new Voter(ISHAN.peerId(), 1, true))));
        Position previous = new Position(2, 5);

        assertThatThrownBy(() -> append(previous, new Entry(new Position(2, 7), content)))
                .hasMessageContaining("entry 2.7 follows 2.5");
        assertThatThrownBy(() -> append(previous, new Entry(new Position(1, 6), content)))
                .hasMessageContaining("entry 1.6 follows 2.5");
        assertThat(append(previous, new Entry(new Position(2, 6), content)).entries())
                .hasSize(1);
    }

    @Test
    void anEpochThatNobodyCanReachIsRefused() {
        assertThatThrownBy(() -> RoomMessageCodec.decode(
                        RoomMessageCodec.encode(new RoomMessage.VoteRequest(LINEAGE, Position.MAX + 1, false))))
                .hasMessageContaining("out of range");
    }

    @Test
    void aClaimedCountIsNotBelieved() {
        byte[] submit = RoomMessageCodec.encode(new RoomMessage.Submit(LINEAGE, List.of()));
        submit[submit.length - 1] = 100;
        assertThatThrownBy(() -> RoomMessageCodec.decode(submit)).hasMessageContaining("early");
        submit[submit.length - 2] = (byte) 0xFF;
        assertThatThrownBy(() -> RoomMessageCodec.decode(submit)).hasMessageContaining("at most 8192");
        assertThatThrownBy(() -> RoomMessageCodec.decode(new byte[RoomMessageCodec.MAX_BYTES + 1]))
                .hasMessageContaining("at most");
    }

    private static RoomMessage.Append append(Position previous, Entry entry) {
        return new RoomMessage.Append(LINEAGE, 3, previous, List.of(entry), 0);
    }

    @Provide
    Arbitrary<byte[]> almostMessages() {
        byte[] known = RoomMessageCodec.encode(new RoomMessage.Known(LINEAGE));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(300))
                .as((type, rest) -> {
                    byte[] message = Arrays.copyOf(known, known.length + rest.length);
                    message[1] = type.byteValue();
                    System.arraycopy(rest, 0, message, known.length, rest.length);
                    return message;
                });
    }

    @Provide
    Arbitrary<RoomMessage> messages() {
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        Arbitrary<Long> numbers = Arbitraries.longs().between(0, Position.MAX);
        Arbitrary<Long> longs = Arbitraries.longs();
        Arbitrary<Lineage> lineages = Combinators.combine(longs, peers(), longs, flags)
                .as((at, founder, nonce, established) -> new Lineage(new Founding(at, founder, nonce), established));
        Arbitrary<Position> positions = Combinators.combine(
                        Arbitraries.longs().between(1, 1_000),
                        Arbitraries.longs().between(1, 1_000_000))
                .as(Position::new);
        Arbitrary<List<Entry.Content>> contents = contents().list().ofMaxSize(5);
        Arbitrary<Long> laterEpochs = Arbitraries.longs().between(2_000, Position.MAX);
        return Arbitraries.oneOf(
                flags.map(RoomMessage.Seek::new),
                lineages.map(RoomMessage.Known::new),
                Combinators.combine(lineages, laterEpochs, positions, contents, numbers)
                        .as((lineage, epoch, previous, added, committed) ->
                                new RoomMessage.Append(lineage, epoch, previous, after(previous, added), committed)),
                Combinators.combine(lineages, numbers, longs, flags, numbers).as(RoomMessage.Appended::new),
                Combinators.combine(lineages, numbers, flags).as(RoomMessage.VoteRequest::new),
                Combinators.combine(lineages, numbers, flags, flags, longs, positions)
                        .as(RoomMessage.Vote::new),
                Combinators.combine(lineages, numbers, numbers).as(RoomMessage.Fetch::new),
                Combinators.combine(lineages, laterEpochs, positions, contents)
                        .as((lineage, epoch, previous, added) ->
                                new RoomMessage.Fetched(lineage, epoch, previous, after(previous, added))),
                Combinators.combine(lineages, events().list().ofMaxSize(5)).as(RoomMessage.Submit::new),
                Combinators.combine(lineages, longs, longs)
                        .as((lineage, high, low) ->
                                new RoomMessage.Refused(lineage, new EventId(high, low), "only a professor announces")),
                Combinators.combine(lineages, numbers).as(RoomMessage.Handover::new));
    }

    private static List<Entry> after(Position previous, List<Entry.Content> contents) {
        List<Entry> entries = new ArrayList<>();
        for (Entry.Content content : contents) {
            entries.add(new Entry(new Position(previous.epoch(), previous.seq() + entries.size() + 1), content));
        }
        return entries;
    }

    private static Arbitrary<Entry.Content> contents() {
        Arbitrary<List<Voter>> voters = Combinators.combine(peers(), Arbitraries.longs(), Arbitraries.of(true, false))
                .as(Voter::new)
                .list()
                .uniqueElements(Voter::peer)
                .ofMinSize(1)
                .ofMaxSize(Configuration.MAX_VOTERS);
        return Arbitraries.oneOf(
                events().map(Entry.Posted::new),
                events().map(event -> new Entry.Expired(event.id())),
                Combinators.combine(voters, voters).as(Configuration::new).map(Entry.Voters::new));
    }

    private static Arbitrary<SignedEvent> events() {
        IdentitySignatures signatures = new IdentitySignatures(ISHAN);
        return EventSamples.events(ISHAN.peerId()).map(event -> SignedEvent.sign(event, signatures));
    }

    private static Arbitrary<PeerId> peers() {
        return Arbitraries.bytes().array(byte[].class).ofSize(PeerId.KEY_BYTES).map(PeerId::of);
    }
}
