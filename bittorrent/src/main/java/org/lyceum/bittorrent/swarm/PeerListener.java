package org.lyceum.bittorrent.swarm;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;
import org.lyceum.bittorrent.InfoHash;

/** The TCP port that peers connect to. */
final class PeerListener {

    private final Channel channel;

    private PeerListener(Channel channel) {
        this.channel = channel;
    }

    /**
     * Peers that the gate lets in say which torrent they want, and are handed to it.
     *
     * @throws BitTorrentException when the port cannot be had
     */
    static PeerListener bind(
            InetSocketAddress address,
            Transport transport,
            ByteBufAllocator buffers,
            ListenerGate gate,
            Function<InfoHash, @Nullable Swarm> torrents) {
        var bound = new ServerBootstrap()
                .group(transport.loops())
                .channel(transport.listening())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 256)
                .handler(gate)
                .childOption(ChannelOption.ALLOCATOR, buffers)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, Handshaking.receiveBuffers())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        Handshaking.incoming(
                                accepted, accepted.remoteAddress(), ListenerGate.slotOf(accepted), torrents);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new BitTorrentException(
                    Reason.NETWORK,
                    "cannot listen for peers on TCP port %d of %s: %s"
                            .formatted(
                                    address.getPort(),
                                    address.getHostString(),
                                    bound.cause().getMessage()),
                    bound.cause());
        }
        return new PeerListener(bound.channel());
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    void close() {
        channel.close().awaitUninterruptibly();
    }
}
