package org.lyceum.overlay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class InboxTest {

    @Property(tries = 200)
    void whatGoesInComesOut(
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 70_000) Integer> pieces,
            @ForAll @IntRange(min = 1, max = 100_000) int readSize,
            @ForAll long seed) {
        byte[] all = new byte[pieces.stream().mapToInt(Integer::intValue).sum()];
        new Random(seed).nextBytes(all);
        Inbox inbox = new Inbox();
        int at = 0;
        for (int piece : pieces) {
            ByteBuf whole = Unpooled.wrappedBuffer(all).slice(at, piece);
            inbox.add(whole);
            at += piece;
        }
        byte[] read = new byte[all.length];
        int done = 0;
        while (!inbox.isEmpty()) {
            int before = done;
            for (ByteBuf chunk : inbox.take(readSize)) {
                int length = chunk.readableBytes();
                chunk.readBytes(read, done, length).release();
                done += length;
            }
            assertThat(done - before).isBetween(1, readSize);
            assertThat(inbox.isEmpty()).isEqualTo(done == all.length);
        }

        assertThat(Arrays.equals(read, all)).isTrue();
    }

    @Test
    void aSmallPieceDoesNotHoldTheBufferThatItCameIn() {
        ByteBuf large = Unpooled.buffer(65_536).writeZero(65_536);
        Inbox inbox = new Inbox();

        inbox.add(large.readSlice(10));

        assertThat(large.refCnt()).isOne();
        inbox.add(large.readSlice(60_000));
        assertThat(large.refCnt()).isEqualTo(2);
        assertThat(inbox.clear()).isEqualTo(60_010);
        assertThat(large.refCnt()).isOne();
    }
}
