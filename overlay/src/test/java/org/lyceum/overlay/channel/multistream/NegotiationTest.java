package org.lyceum.overlay.channel.multistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

class NegotiationTest {

    @Test
    void headerAndOfferAreWrittenAsTheSpecificationHasThem() {
        assertThat(Negotiation.dialler(List.of("/noise")).greeting())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("\u0013/multistream/1.0.0\n\u0007/noise\n");
    }

    @Test
    void theFirstOfferThatIsSpokenIsSelected() {
        Negotiation dialler = Negotiation.dialler(List.of("/new/2", "/old/1", "/older/0"));
        Negotiation listener = Negotiation.listener(List.of("/older/0", "/old/1")::contains);

        agree(dialler, listener);

        assertThat(dialler.selected()).contains("/old/1");
        assertThat(listener.selected()).contains("/old/1");
    }

    @Test
    void endsWithoutAProtocolInCommonSaySo() {
        Negotiation dialler = Negotiation.dialler(List.of("/a", "/b"));

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> agree(dialler, Negotiation.listener("/c"::equals)))
                .withMessageContaining("/a, /b")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    }

    @Test
    void whatFollowsTheLastLineIsLeftToTheProtocol() {
        Negotiation listener = Negotiation.listener("/noise"::equals);
        ByteBuf in = Unpooled.wrappedBuffer(
                Negotiation.dialler(List.of("/noise")).greeting(), "handshake".getBytes(StandardCharsets.UTF_8));

        listener.receive(in);

        assertThat(listener.selected()).contains("/noise");
        assertThat(in.toString(StandardCharsets.UTF_8)).isEqualTo("handshake");
    }

    @Property
    void itDoesNotMatterHowTheBytesAreCut(@ForAll @IntRange(min = 1, max = 27) int cut) {
        Negotiation listener = Negotiation.listener("/noise"::equals);
        byte[] greeting = Negotiation.dialler(List.of("/noise")).greeting();
        ByteBuf in = Unpooled.buffer();
        for (int at = 0; at < greeting.length; at += cut) {
            in.writeBytes(greeting, at, Math.min(cut, greeting.length - at));
            listener.receive(in);
        }
        assertThat(listener.selected()).contains("/noise");
    }

    @Test
    void aLineThatIsTooLongIsRefusedBeforeItHasCome() {
        // a length of 1025 and nothing else
        ByteBuf in = Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, 0x08});

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> Negotiation.listener(_ -> true).receive(in))
                .withMessageContaining("1024");
    }

    @Test
    void whoeverAsksForEverMoreProtocolsIsGivenUp() {
        Negotiation listener = Negotiation.listener(_ -> false);
        listener.receive(
                Unpooled.wrappedBuffer(Negotiation.dialler(List.of("/a")).greeting()));
        ByteBuf asking = Unpooled.wrappedBuffer("\u0003/a\n".repeat(40).getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> listener.receive(asking))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    }

    @Property
    void noBytesCrashIt(@ForAll byte[] bytes) {
        try {
            assertThat(Negotiation.listener(_ -> false).receive(Unpooled.wrappedBuffer(bytes)))
                    .isNotNull();
        } catch (OverlayException e) {
            assertThat(e.reason()).isIn(Reason.PROTOCOL_VIOLATION, Reason.UNSUPPORTED);
        }
    }

    private static void agree(Negotiation dialler, Negotiation listener) {
        ByteBuf toListener = Unpooled.buffer().writeBytes(dialler.greeting());
        ByteBuf toDialler = Unpooled.buffer().writeBytes(listener.greeting());
        while (toListener.isReadable() || toDialler.isReadable()) {
            toDialler.writeBytes(listener.receive(toListener));
            toListener.writeBytes(dialler.receive(toDialler));
        }
    }
}
