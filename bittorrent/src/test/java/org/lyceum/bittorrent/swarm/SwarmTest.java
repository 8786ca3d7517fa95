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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
}
