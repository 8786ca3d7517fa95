package org.lyceum.bittorrent.swarm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.SwarmFixture.address;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.choker.ChokeAlgorithm;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.wire.Message;
import org.lyceum.bittorrent.wire.MessageEncoder;

class SwarmTest {

    /** As a channel whose peer has gone: each flush fails, and says so before it returns. */
    private static final class BrokenPipe extends ChannelOutboundHandlerAdapter {
        @Override
        public void flush(ChannelHandlerContext ctx) {
            ctx.fireExceptionCaught(new IOException("Broken pipe"));
        }
    }

    @Test
    void everyPeerIsToldOfAPieceAlsoWhenTheFirstCanNoLongerBeReached(@TempDir Path folder) {
        SwarmFixture fixture = new SwarmFixture(folder);
        List<EmbeddedChannel> channels = new ArrayList<>();
        for (int host = 0; host < 3; host++) {
            EmbeddedChannel channel = new EmbeddedChannel();
            channel.pipeline()
                    .addLast(requireNonNull(fixture.peer((char) ('a' + host), true, address(host, 1000), channel)));
            channels.add(channel);
        }
        channels.getFirst().pipeline().addFirst(new BrokenPipe());

        fixture.swarm.pieceVerified(7);
        channels.forEach(EmbeddedChannel::runPendingTasks);

        ByteBuf have = Unpooled.buffer();
        MessageEncoder.write(new Message.Have(7), have);
        assertThat(channels.get(1).<ByteBuf>readOutbound()).isEqualTo(have);
        assertThat(channels.get(2).<ByteBuf>readOutbound()).isEqualTo(have);
        assertThat(fixture.connections().size()).isEqualTo(2);
    }

    @Test
    void nothingIsReadFromAPeerThatSendsMoreThanTheLimitUntilThatIsMadeGood(@TempDir Path folder) {
        SwarmFixture fixture = new SwarmFixture(folder);
        EmbeddedChannel channel = new EmbeddedChannel();
        PeerConnection peer = requireNonNull(fixture.peer('a', true, address(1, 1000), channel));
        channel.pipeline().addLast(peer);
        int rate = 4 * Block.SIZE;
        fixture.swarm.limit(new RateLimits(rate, 0));

        for (int block = 0; block < 42; block++) {
            channel.writeInbound(new Message.Piece(block, 0, Unpooled.wrappedBuffer(new byte[Block.SIZE])));
        }

        assertThat(channel.config().isAutoRead()).isFalse();
        for (int tenth = 0; tenth < 95; tenth++) {
            fixture.pass(Duration.ofMillis(100));
            fixture.swarm.tick();
        }
        assertThat(channel.config().isAutoRead()).isFalse();
        for (int tenth = 0; tenth < 10; tenth++) {
            fixture.pass(Duration.ofMillis(100));
        }
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void aPeerThatWeDoNotReadFromIsNotSilent(@TempDir Path folder) {
        SwarmFixture fixture = new SwarmFixture(folder);
        EmbeddedChannel channel = new EmbeddedChannel();
        PeerConnection peer = requireNonNull(fixture.peer('a', true, address(1, 1000), channel));
        channel.pipeline().addLast(peer);
        fixture.swarm.limit(new RateLimits(1, 0));
        for (int block = 0; block < 3; block++) {
            channel.writeInbound(new Message.Piece(block, 0, Unpooled.wrappedBuffer(new byte[Block.SIZE])));
        }

        for (int minutes = 0; minutes < 30; minutes++) {
            fixture.pass(Duration.ofMinutes(1));
            fixture.swarm.tick();
        }
        assertThat(fixture.connections().size()).isEqualTo(1);

        fixture.swarm.limit(RateLimits.NONE);
        assertThat(channel.config().isAutoRead()).isTrue();
        fixture.pass(Duration.ofMinutes(4));
        fixture.swarm.tick();
        assertThat(fixture.connections().size()).isZero();
    }

    @Test
    void tellsWhoHasWhichSlotAndUntilWhen(@TempDir Path folder) {
        SwarmFixture fixture = new SwarmFixture(folder);
        for (int host = 1; host <= 6; host++) {
            EmbeddedChannel channel = new EmbeddedChannel();
            PeerConnection peer = requireNonNull(fixture.peer((char) ('a' + host), true, address(host, 1000), channel));
            channel.pipeline().addLast(peer);
            if (host < 6) {
                channel.writeInbound(new Message.Interested());
            }
        }
        fixture.swarm.tick();
        fixture.pass(Duration.ofSeconds(7));

        ChokeStatus status = fixture.swarm.choking().status();

        assertThat(status.algorithm()).isEqualTo(ChokeAlgorithm.CLASSIC);
        assertThat(status.nextRound()).isEqualTo(Duration.ofSeconds(23));
        assertThat(status.slots()).isEqualTo(4);
        assertThat(status.taken()).hasSize(4).allMatch(ChokeStatus.Slot::interested);
        assertThat(status.taken().getLast().optimistic()).isTrue();
        assertThat(status.taken().subList(0, 3)).noneMatch(ChokeStatus.Slot::optimistic);
        assertThat(fixture.swarm.peers().stream().filter(PeerStatus::optimistic))
                .singleElement()
                .satisfies(peer -> assertThat(peer.address())
                        .isEqualTo(status.taken().getLast().address()));
    }
}
