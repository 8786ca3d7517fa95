package org.lyceum.bittorrent.tracker;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of a UDP tracker client: one for each address family, opened when first needed. Confined to its loop,
 * on which the listener is called too.
 */
final class UdpSockets {

    private static final Logger log = LoggerFactory.getLogger(UdpSockets.class);

    /** Room for 1,300 IPv4 or 450 IPv6 peers; trackers send 200 at most. */
    private static final int MAX_DATAGRAM = 8 * 1024;

    interface Listener {

        void received(InetSocketAddress from, UdpResponse response);

        /** A datagram came that cannot be read beyond its transaction id. */
        void unreadable(InetSocketAddress from, int transactionId, BitTorrentException why);

        void unreachable(InetSocketAddress to, BitTorrentException why);
    }

    private final EventLoop loop;
    private final Listener listener;
    private final Map<CompactPeers.Family, ChannelFuture> sockets = new EnumMap<>(CompactPeers.Family.class);

    UdpSockets(EventLoop loop, Listener listener) {
        this.loop = loop;
        this.listener = listener;
    }

    /** Sends a packet, or tells the listener why that failed. */
    void send(InetSocketAddress to, UdpRequest packet) {
        CompactPeers.Family family = CompactPeers.Family.of(to.getAddress());
        ChannelFuture socket = sockets.computeIfAbsent(family, this::open);
        socket.addListener(opened -> {
            if (opened.isSuccess()) {
                send(socket.channel(), to, packet);
            } else {
                sockets.remove(family, socket);
                unreachable(to, opened.cause());
            }
        });
    }

    private void send(Channel channel, InetSocketAddress to, UdpRequest packet) {
        ByteBuf bytes = channel.alloc().ioBuffer();
        UdpCodec.encode(packet, bytes);
        channel.writeAndFlush(new DatagramPacket(bytes, to)).addListener(sent -> {
            if (!sent.isSuccess()) {
                unreachable(to, sent.cause());
            }
        });
    }

    private void unreachable(InetSocketAddress to, Throwable cause) {
        listener.unreachable(
                to,
                new BitTorrentException(
                        Reason.NETWORK,
                        "no packet can be sent to %s (%s)"
                                .formatted(to.getAddress().getHostAddress(), cause.getMessage()),
                        cause));
    }

    private ChannelFuture open(CompactPeers.Family family) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(() -> newChannel(family))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM))
                .handler(new Reader(family))
                .bind(0);
    }

    private Channel newChannel(CompactPeers.Family family) {
        SocketProtocolFamily protocol = switch (family) {
            case IPV4 -> SocketProtocolFamily.INET;
            case IPV6 -> SocketProtocolFamily.INET6;
        };
        return loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class)
                ? new EpollDatagramChannel(protocol)
                : new NioDatagramChannel(protocol);
    }

    void close() {
        sockets.values().forEach(socket -> socket.addListener(ChannelFutureListener.CLOSE));
        sockets.clear();
    }

    private final class Reader extends SimpleChannelInboundHandler<DatagramPacket> {

        private final CompactPeers.Family family;

        Reader(CompactPeers.Family family) {
            this.family = family;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
            ByteBuf bytes = datagram.content();
            int transactionId = UdpCodec.transactionIdOfResponse(bytes).orElse(0);
            UdpResponse response;
            try {
                response = UdpCodec.decodeResponse(bytes, family);
            } catch (BitTorrentException e) {
                listener.unreadable(datagram.sender(), transactionId, e);
                return;
            }
            listener.received(datagram.sender(), response);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.warn("UDP socket for trackers: {}", cause.toString());
        }
    }
}
