package org.lyceum.bittorrent.swarm;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import org.lyceum.bittorrent.swarm.ConnectionSlots.Slot;

/** Opens connections to peers on their torrent's event loop. */
final class Dialler {

    private static final int CONNECT_MILLIS = 10_000;

    private final Class<? extends Channel> channelType;
    private final ByteBufAllocator buffers;

    Dialler(Class<? extends Channel> channelType, ByteBufAllocator buffers) {
        this.channelType = channelType;
        this.buffers = buffers;
    }

    /** The slot is free again once the connection is closed, or could not be made. */
    void dial(Swarm swarm, InetSocketAddress address, Slot slot) {
        new Bootstrap()
                .group(swarm.loop())
                .channel(channelType)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.ALLOCATOR, buffers)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, Handshaking.receiveBuffers())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        var _ = channel.closeFuture().addListener(_ -> slot.free());
                        Handshaking.outgoing(channel, swarm, address, slot);
                    }
                })
                .connect(address)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        slot.free();
                        // without a socket to open, this comes from a thread of no torrent
                        swarm.loop().execute(() -> swarm.dialling().failed(address));
                    }
                });
    }
}
