package org.lyceum.tracker.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.lyceum.tracker.stats.Traffic;
import org.lyceum.tracker.swarms.Swarms;
import org.lyceum.web.StartupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tracker's UDP socket, open from {@link #bind} to {@link #close}, and the clock of its sweeps. */
public final class UdpTracker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UdpTracker.class);

    /** The largest request, a scrape of 74 info hashes, has 1,496 bytes; an announce with long options fits too. */
    private static final int MAX_DATAGRAM = 2048;

    private final EventLoopGroup group;
    private final Channel channel;

    private UdpTracker(EventLoopGroup group, Channel channel) {
        this.group = group;
        this.channel = channel;
    }

    /**
     * Opens the socket and begins to answer.
     *
     * @param address port 0 takes a free one
     * @throws StartupException when the address cannot be had
     */
    public static UdpTracker bind(InetSocketAddress address, RequestHandler handler, Swarms swarms, Traffic traffic) {
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("udp-tracker", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        ChannelFuture bound = new Bootstrap()
                .group(group)
                .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM))
                .handler(new DatagramHandler(handler, traffic))
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw cannotBind(address, bound.cause());
        }
        UdpTracker tracker = new UdpTracker(group, bound.channel());
        var _ = bound.channel().eventLoop().scheduleAtFixedRate(swarms::sweep, 1, 1, TimeUnit.SECONDS);
        log.info("Tracking at udp://{}:{}", address.getHostString(), tracker.port());
        return tracker;
    }

    private static StartupException cannotBind(InetSocketAddress address, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return new StartupException(
                message.contains("in use")
                        ? "UDP port %d on %s is in use: set lyceum.tracker.udp-port to another one, or to 0 for any that is free."
                                .formatted(address.getPort(), address.getHostString())
                        : "UDP port %d on %s cannot be opened (%s): change lyceum.tracker.udp-port or lyceum.tracker.bind."
                                .formatted(address.getPort(), address.getHostString(), message),
                cause);
    }

    /** Where it listens, with the port that it got. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** The port that it is bound to. */
    public int port() {
        return address().getPort();
    }

    public boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
