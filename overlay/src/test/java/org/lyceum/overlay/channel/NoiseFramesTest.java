package org.lyceum.overlay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.channel.noise.DhKeyPair;
import org.lyceum.overlay.channel.noise.NoiseHandshake;
import org.lyceum.overlay.identity.Identity;

/** What is written at one end of an encrypted connection, and read at the other, whatever TCP makes of it between. */
class NoiseFramesTest {

    private static final int LONGEST = 2 + 65_535;

    private final EmbeddedChannel writing;
    private final EmbeddedChannel reading;

    NoiseFramesTest() {
        Identity bob = Identity.generate();
        NoiseHandshake dialler =
                NoiseHandshake.dialler(Identity.generate(), DhKeyPair.generate(), List.of(), bob.peerId());
        NoiseHandshake listener = NoiseHandshake.listener(bob, DhKeyPair.generate(), List.of());
        listener.receive(dialler.next().orElseThrow());
        dialler.receive(listener.next().orElseThrow());
        listener.receive(dialler.next().orElseThrow());
        writing = new EmbeddedChannel(new NoiseEncoder(dialler.transport().sending()));
        reading = new EmbeddedChannel(new NoiseDecoder(listener.transport().receiving()));
    }

    @Property(tries = 100)
    void whatIsWrittenIsReadHoweverItIsCut(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 150_000) Integer> writes,
            @ForAll @IntRange(min = 1, max = 100_000) int cut,
            @ForAll long seed) {
        NoiseFramesTest fresh = new NoiseFramesTest();
        Random random = new Random(seed);
        byte[] sent = new byte[writes.stream().mapToInt(Integer::intValue).sum()];
        random.nextBytes(sent);
        int at = 0;
        for (int length : writes) {
            ByteBuf bytes = Unpooled.wrappedBuffer(sent).slice(at, length);
            var _ = fresh.writing.write(
                    random.nextBoolean() ? bytes : Unpooled.directBuffer().writeBytes(bytes));
            if (random.nextBoolean()) {
                fresh.writing.flush();
            }
            at += length;
        }

        ByteBuf wire = fresh.wire();
        while (wire.isReadable()) {
            fresh.reading.writeInbound(wire.readRetainedSlice(Math.min(cut, wire.readableBytes())));
        }

        assertThat(Arrays.equals(fresh.read(), sent)).isTrue();
    }

    @Test
    void littleWritesShareAFrame() {
        for (int i = 0; i < 100; i++) {
            var _ = writing.write(Unpooled.wrappedBuffer(new byte[12]));
        }

        assertThat(wire().readableBytes()).isEqualTo(2 + 1200 + 16);
    }

    @Test
    void aLargeWriteTakesAsFewFramesAsCanBe() {
        var _ = writing.write(Unpooled.wrappedBuffer(new byte[3 * 65_519]));

        assertThat(wire().readableBytes()).isEqualTo(3 * LONGEST);
    }

    @Test
    void nothingIsReadAfterAFrameThatWasChanged() {
        var _ = writing.write(Unpooled.wrappedBuffer(new byte[65_519]));
        var _ = writing.write(Unpooled.wrappedBuffer(new byte[65_519]));
        ByteBuf wire = wire();
        wire.setByte(1_000, ~wire.getByte(1_000));

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> reading.writeInbound(wire.retain()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPTED));

        reading.writeInbound(wire.readerIndex(LONGEST));
        assertThat(read()).isEmpty();
    }

    private ByteBuf wire() {
        writing.flush();
        ByteBuf wire = Unpooled.buffer();
        for (ByteBuf frame = writing.readOutbound(); frame != null; frame = writing.readOutbound()) {
            wire.writeBytes(frame);
            frame.release();
        }
        return wire;
    }

    private byte[] read() {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf plain = reading.readInbound(); plain != null; plain = reading.readInbound()) {
            all.writeBytes(plain);
            plain.release();
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }
}
