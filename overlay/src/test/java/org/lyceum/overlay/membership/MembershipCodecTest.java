package org.lyceum.overlay.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.WireSamples;
import org.lyceum.overlay.codec.MalformedMessageException;

class MembershipCodecTest {

    @Property(tries = 500)
    void whatIsWrittenIsRead(@ForAll("messages") MembershipMessage message) {
        assertThat(MembershipCodec.decode(MembershipCodec.encode(message))).isEqualTo(message);
    }

    @Property
    void whatIsReadIsWrittenAlike(@ForAll("almostMessages") byte[] bytes) {
        try {
            assertThat(MembershipCodec.encode(MembershipCodec.decode(bytes))).isEqualTo(bytes);
        } catch (MalformedMessageException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 200)
    void aMessageCutShortIsRefused(@ForAll("messages") MembershipMessage message) {
        byte[] bytes = MembershipCodec.encode(message);
        for (int length = 0; length < bytes.length; length += 1 + bytes.length / 50) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> MembershipCodec.decode(part)).isInstanceOf(MalformedMessageException.class);
        }
    }

    @Property(tries = 200)
    void aMessageWithAByteMoreIsRefused(@ForAll("messages") MembershipMessage message) {
        byte[] bytes = MembershipCodec.encode(message);

        assertThatThrownBy(() -> MembershipCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("1 bytes after the end");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void eachMessageIsLaidOutAsDocumented(MembershipMessage message, String bytes) {
        assertThat(HexFormat.of().formatHex(MembershipCodec.encode(message))).isEqualTo(bytes.replace(" ", ""));
    }

    static Stream<Arguments> layouts() {
        byte[] key = new byte[PeerId.KEY_BYTES];
        Arrays.fill(key, (byte) 0xaa);
        PeerId peer = PeerId.of(key);
        Contact contact = new Contact(peer, 3, List.of(new Address("a.b", 4001)));
        String keyBytes = "aa".repeat(PeerId.KEY_BYTES);
        String token = "0000000000000007";
        String contactBytes = keyBytes + "0000000000000003 0001 0003 612e62 0fa1";
        return Stream.of(
                arguments(
                        new MembershipMessage.Register(7, contact, List.of(peer), 8),
                        "01 01" + token + contactBytes + "0001" + keyBytes + "0008"),
                arguments(
                        new MembershipMessage.Registered(7, -1, true, List.of(contact)),
                        "01 02" + token + "ffffffffffffffff 01 0001" + contactBytes),
                arguments(new MembershipMessage.RegistrationRefused(7, "no"), "01 03" + token + "0002 6e6f"),
                arguments(new MembershipMessage.Unregister(7), "01 04" + token),
                arguments(new MembershipMessage.LinkRequest(7, contact), "01 05" + token + contactBytes),
                arguments(
                        new MembershipMessage.LinkReply(7, false, List.of(contact)),
                        "01 06" + token + "00 0001" + contactBytes),
                arguments(new MembershipMessage.Probe(7, true), "01 07" + token + "01"),
                arguments(new MembershipMessage.ProbeReply(7, true, 3), "01 08" + token + "01 0000000000000003"),
                arguments(new MembershipMessage.Report(7, peer, 3), "01 09" + token + keyBytes + "0000000000000003"),
                arguments(new MembershipMessage.ReportReceived(7), "01 0a" + token),
                arguments(new MembershipMessage.Goodbye(7, true), "01 0b" + token + "01"),
                arguments(new MembershipMessage.GoodbyeReply(7, false), "01 0c" + token + "00"));
    }

    @Test
    void aClaimedCountIsNotBelieved() {
        byte[] registered = new byte[2 + 8 + 8 + 1 + 2];
        registered[0] = 1;
        registered[1] = 2;
        registered[20] = (byte) MembershipMessage.MAX_CONTACTS;

        assertThatThrownBy(() -> MembershipCodec.decode(registered))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("early");
        registered[19] = (byte) 0xFF;
        assertThatThrownBy(() -> MembershipCodec.decode(registered)).hasMessageContaining("at most 200");
        assertThatThrownBy(() -> MembershipCodec.decode(new byte[MembershipCodec.MAX_BYTES + 1]))
                .hasMessageContaining("at most");
    }

    @Provide
    Arbitrary<byte[]> almostMessages() {
        return WireSamples.almostMessages();
    }

    @Provide
    Arbitrary<MembershipMessage> messages() {
        Arbitrary<Long> tokens = Arbitraries.longs();
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        return Arbitraries.oneOf(
                Combinators.combine(
                                tokens,
                                WireSamples.contacts(),
                                WireSamples.peers().list().ofMaxSize(16),
                                Arbitraries.integers().between(0, 0xFFFF))
                        .as(MembershipMessage.Register::new),
                Combinators.combine(
                                tokens,
                                tokens,
                                flags,
                                WireSamples.contacts().list().ofMaxSize(5))
                        .as(MembershipMessage.Registered::new),
                Combinators.combine(tokens, Arbitraries.strings().ofMaxLength(50))
                        .as(MembershipMessage.RegistrationRefused::new)
                        .filter(it -> it.reason().equals(utf8(it.reason()))),
                tokens.map(MembershipMessage.Unregister::new),
                Combinators.combine(tokens, WireSamples.contacts()).as(MembershipMessage.LinkRequest::new),
                Combinators.combine(tokens, flags, WireSamples.contacts().list().ofMaxSize(5))
                        .as(MembershipMessage.LinkReply::new),
                Combinators.combine(tokens, flags).as(MembershipMessage.Probe::new),
                Combinators.combine(tokens, flags, tokens).as(MembershipMessage.ProbeReply::new),
                Combinators.combine(tokens, WireSamples.peers(), tokens).as(MembershipMessage.Report::new),
                tokens.map(MembershipMessage.ReportReceived::new),
                Combinators.combine(tokens, flags).as(MembershipMessage.Goodbye::new),
                Combinators.combine(tokens, flags).as(MembershipMessage.GoodbyeReply::new));
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
