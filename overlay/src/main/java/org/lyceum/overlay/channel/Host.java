package org.lyceum.overlay.channel;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.noise.DhKeyPair;
import org.lyceum.overlay.identity.Identity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's end of the overlay: one listening port, at most one connection in use to each peer, many protocols on each.
 * May be called from any thread.
 *
 * <pre>{@code
 * Protocol greeting = new Protocol("/lyceum/greeting/1", 1024);
 * host.answer(greeting, (from, request) -> ("hello " + from).getBytes(UTF_8));
 * host.connect(peer, address).thenCompose(to -> to.request(greeting, new byte[0], Duration.ofSeconds(5)));
 * }</pre>
 */
public final class Host implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Host.class);

    private static final int STOP_SECONDS = 5;

    /** Between them an end stops and resumes handing data to the socket; bytes. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    private final Identity identity;
    private final HostSettings settings;
    private final DhKeyPair noiseKey = DhKeyPair.generate();
    private final EventLoopGroup loops;
    private final boolean epoll = Epoll.isAvailable();
    private final Channel listener;
    private final HalfOpen halfOpen;
    private final Connections connections;
    private final Protocols protocols = new Protocols();
    private final Traffic traffic = new Traffic();
    private final Map<PeerId, CompletableFuture<Connection>> dials = new ConcurrentHashMap<>();
    private final Set<PeerId> protectedPeers = ConcurrentHashMap.newKeySet();
    private final List<HostListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private Host(Identity identity, HostSettings settings) {
        this.identity = identity;
        this.settings = settings;
        halfOpen = new HalfOpen(settings.halfOpen(), settings.halfOpenPerAddress());
        connections = new Connections(
                identity.peerId(),
                settings.connections(),
                settings.handshakeTimeout().toNanos());
        protocols.put(new Protocol(Ping.PROTOCOL, 0), Ping::answer);
        protocols.put(Identify.PROTOCOL, stream -> Identify.answer(stream, id(), describe(stream.connection())));
        loops = new MultiThreadIoEventLoopGroup(
                Math.max(2, Runtime.getRuntime().availableProcessors() / 2),
                new DefaultThreadFactory("overlay", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        ChannelFuture bound = bind().awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new OverlayException(
                    Reason.UNREACHABLE,
                    "cannot listen for nodes on TCP port %d of %s: %s"
                            .formatted(
                                    settings.listen().getPort(),
                                    settings.listen().getHostString(),
                                    bound.cause().getMessage()),
                    bound.cause());
        }
        listener = bound.channel();
    }

    /**
     * Listens.
     *
     * @throws OverlayException {@code UNREACHABLE} when the port cannot be had
     */
    public static Host start(Identity identity, HostSettings settings) {
        return new Host(identity, settings);
    }

    private ChannelFuture bind() {
        return new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 256)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, receiveBuffers())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                })
                .bind(settings.listen());
    }

    /**
     * Two frames at a time, and all that is there before readers are woken, which costs more than a frame: 2 MiB at
     * most, half a window.
     */
    private static RecvByteBufAllocator receiveBuffers() {
        return new AdaptiveRecvByteBufAllocator(2 * 1024, 16 * 1024, 128 * 1024)
                .respectMaybeMoreData(false)
                .maxMessagesPerRead(16);
    }

    private void accept(SocketChannel channel) {
        InetSocketAddress from = channel.remoteAddress();
        if (closed || !halfOpen.enter(from.getAddress())) {
            refused(from, new OverlayException(Reason.OVERLOADED, "too many handshakes are under way"));
            var _ = channel.close();
            return;
        }
        channel.pipeline()
                .addLast(traffic)
                .addLast(Upgrade.incoming(
                        identity, noiseKey, settings.handshakeTimeout().toMillis(), new Upgrade.Outcome() {
                            @Override
                            public void upgraded(ChannelHandlerContext ctx, PeerId remote) {
                                halfOpen.leave(from.getAddress());
                                if (remote.equals(id())) {
                                    refused(
                                            from,
                                            new OverlayException(
                                                    Reason.WRONG_PEER, "another node has this node's key"));
                                    var _ = ctx.channel().close();
                                } else {
                                    established(ctx, remote, from, false);
                                }
                            }

                            @Override
                            public void failed(OverlayException cause) {
                                halfOpen.leave(from.getAddress());
                                refused(from, cause);
                            }
                        }));
    }

    private void refused(InetSocketAddress from, OverlayException why) {
        log.debug("{}: refused, {}", from, why.getMessage());
        tell(to -> to.refused(from, why));
    }

    private Connection established(
            ChannelHandlerContext ctx, PeerId remote, InetSocketAddress address, boolean dialled) {
        Connection[] made = new Connection[1];
        SessionHandler session = new SessionHandler(
                remote,
                dialled,
                settings,
                pipe -> protocols.serve(made[0], pipe, settings.handshakeTimeout()),
                () -> protectedPeers.contains(remote),
                why -> ended(made[0], why));
        Connection connection = new Connection(remote, address, dialled, session, System.nanoTime());
        made[0] = connection;
        ctx.pipeline().addLast(session);
        if (closed) {
            connection.close();
        } else if (!connections.add(connection)) {
            connection.end(new OverlayException(
                    Reason.OVERLOADED, "%d connections are open, more may not be".formatted(settings.connections())));
        } else {
            log.debug("{}: open", connection);
            tell(to -> to.connected(connection));
        }
        return connection;
    }

    private void ended(Connection connection, OverlayException why) {
        log.debug("{}: ended, {}", connection, why.getMessage());
        connections.remove(connection);
        connection.ended(why);
        tell(to -> to.disconnected(connection, why));
    }

    private void tell(Consumer<HostListener> what) {
        for (HostListener to : listeners) {
            try {
                what.accept(to);
            } catch (RuntimeException e) {
                // neither the connection nor the other listeners are to suffer for it
                log.error("a listener failed", e);
            }
        }
    }

    public PeerId id() {
        return identity.peerId();
    }

    /** Where the host listens, with the port that it got. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Speaks a protocol, from now on, with whoever opens a stream for it. */
    public void handle(Protocol protocol, StreamHandler handler) {
        protocols.put(protocol, handler);
    }

    /** Answers requests: one message on a stream, and one back. */
    public void answer(Protocol protocol, RequestHandler handler) {
        protocols.put(protocol, stream -> {
            byte[] request = stream.receive();
            if (request != null) {
                stream.send(handler.answer(stream.peer(), request));
            }
        });
    }

    /** Hears messages, each on a stream of its own. */
    public void hear(Protocol protocol, MessageHandler handler) {
        protocols.put(protocol, stream -> {
            byte[] message = stream.receive();
            if (message != null) {
                handler.receive(stream.peer(), message);
            }
        });
    }

    /** Hears of connections from now on. */
    public void listen(HostListener to) {
        listeners.add(to);
    }

    /**
     * The connection to a peer: the one that is open, or one to this address. Fails with an {@link OverlayException}:
     * {@code UNREACHABLE}, {@code WRONG_PEER} when someone else answers there, {@code TIMED_OUT}, or what else went
     * wrong in the handshake.
     */
    public CompletableFuture<Connection> connect(PeerId peer, InetSocketAddress address) {
        if (peer.equals(id())) {
            return CompletableFuture.failedFuture(
                    new OverlayException(Reason.WRONG_PEER, "%s is this node itself".formatted(peer)));
        }
        Optional<Connection> open = connections.to(peer);
        if (open.isPresent()) {
            return CompletableFuture.completedFuture(open.get());
        }
        CompletableFuture<Connection> dial = new CompletableFuture<>();
        CompletableFuture<Connection> underWay = dials.putIfAbsent(peer, dial);
        if (underWay != null) {
            return underWay.copy();
        }
        dial(peer, address, dial);
        return dial.whenComplete((_, _) -> dials.remove(peer, dial));
    }

    /**
     * A new connection to whoever listens at an address, or the one that is kept to the same peer. Fails as
     * {@link #connect(PeerId, InetSocketAddress)} does, with {@code WRONG_PEER} when it is this node itself.
     */
    public CompletableFuture<Connection> connect(InetSocketAddress address) {
        CompletableFuture<Connection> dial = new CompletableFuture<>();
        dial(null, address, dial);
        return dial;
    }

    private void dial(@Nullable PeerId peer, InetSocketAddress address, CompletableFuture<Connection> dial) {
        if (closed) {
            dial.completeExceptionally(new OverlayException(Reason.CLOSED, "the host is closed"));
            return;
        }
        int timeout = Math.toIntExact(settings.handshakeTimeout().toMillis());
        var _ = new Bootstrap()
                .group(loops)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeout)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .option(ChannelOption.RECVBUF_ALLOCATOR, receiveBuffers())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(traffic)
                                .addLast(Upgrade.outgoing(identity, noiseKey, peer, timeout, dialled(address, dial)));
                    }
                })
                .connect(address)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        dial.completeExceptionally(new OverlayException(
                                Reason.UNREACHABLE,
                                "%s cannot be reached at %s: %s"
                                        .formatted(
                                                peer != null ? peer : "a node",
                                                address,
                                                connected.cause().getMessage()),
                                connected.cause()));
                    }
                });
    }

    private Upgrade.Outcome dialled(InetSocketAddress address, CompletableFuture<Connection> dial) {
        return new Upgrade.Outcome() {
            @Override
            public void upgraded(ChannelHandlerContext ctx, PeerId remote) {
                if (remote.equals(id())) {
                    var _ = ctx.channel().close();
                    failed(new OverlayException(Reason.WRONG_PEER, "%s is this node itself".formatted(address)));
                    return;
                }
                established(ctx, remote, address, true);
                connections.to(remote).ifPresentOrElse(dial::complete, () -> failed(gone()));
            }

            @Override
            public void failed(OverlayException cause) {
                dial.completeExceptionally(cause);
            }
        };
    }

    private static OverlayException gone() {
        return new OverlayException(Reason.CLOSED, "the connection ended as soon as it was made");
    }

    /** The connection in use to a peer. */
    public Optional<Connection> connection(PeerId peer) {
        return connections.to(peer);
    }

    /** The connections in use, one for each peer. */
    public List<Connection> connections() {
        return connections.kept();
    }

    /** Of all connections since the start, as they were on the wire. */
    public long bytesReceived() {
        return traffic.received();
    }

    /** Of all connections since the start, as they were on the wire. */
    public long bytesSent() {
        return traffic.sent();
    }

    /** Keeps connections to a peer though they are idle. */
    public void protect(PeerId peer) {
        protectedPeers.add(peer);
    }

    /** Lets connections to a peer go when they are idle. */
    public void unprotect(PeerId peer) {
        protectedPeers.remove(peer);
    }

    private PeerDescription describe(Connection to) {
        InetSocketAddress own = address();
        List<Multiaddr> addresses =
                own.getAddress().isAnyLocalAddress() ? List.of() : List.of(new Multiaddr(own, null));
        return new PeerDescription(
                settings.agent(), addresses, Optional.of(new Multiaddr(to.address(), null)), protocols.ids());
    }

    /** Ends every connection, and listens no more. */
    @Override
    public void close() {
        closed = true;
        listener.close().awaitUninterruptibly();
        List<CompletableFuture<OverlayException>> ending = connections.all().stream()
                .map(connection -> {
                    connection.close();
                    return connection.closed();
                })
                .toList();
        CompletableFuture.allOf(ending.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
                .join();
        loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
