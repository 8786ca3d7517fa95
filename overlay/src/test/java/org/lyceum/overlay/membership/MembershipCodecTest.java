package org.lyceum.overlay.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
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
