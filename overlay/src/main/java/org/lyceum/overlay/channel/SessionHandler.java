package org.lyceum.overlay.channel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.yamux.StreamEvents;
import org.lyceum.overlay.channel.yamux.YamuxEvents;
import org.lyceum.overlay.channel.yamux.YamuxSession;
import org.lyceum.overlay.channel.yamux.YamuxStream;

/** The last handler of an authenticated connection: carries its session, watches over it, and ends it. */
final class SessionHandler extends ChannelInboundHandlerAdapter implements YamuxEvents {

    /** Answers that may wait for an end that does not read; only one that wants us to fill memory lets it come so far. */
    private static final long MAX_UNSENT = 8 * 1024 * 1024;

    private static final int PROTOCOL_ERROR = 1;

    /** How long an end that does not read keeps a connection from being closed. */
    private static final int PARTING_SECONDS = 5;

    /** In which the other end learns of the connection that takes the place of this one. */
    private static final Duration RETIREMENT = Duration.ofSeconds(2);

    private final PeerId peer;
    private final HostSettings settings;
    private final YamuxSession session;
    private final Queue<Pipe> fed = new ArrayDeque<>();
    private final Consumer<Pipe> accept;
    private final BooleanSupplier keep;
    private final Consumer<OverlayException> ended;

    private final AtomicLong buffered = new AtomicLong();
    private final AtomicInteger handlers = new AtomicInteger();
    private volatile boolean paused;
    private volatile @Nullable ChannelHandlerContext context;
    private volatile @Nullable OverlayException cause;
    private @Nullable ScheduledFuture<?> watch;
    private long heardAt;
    private long usedAt;
    private long pings;

    /**
     * What one connection is made of.
     *
     * @param accept takes each stream that the other end opens
     * @param keep whether to keep the connection though it is idle
     * @param ended hears why, once
     */
    SessionHandler(
            PeerId peer,
            boolean dialler,
            HostSettings settings,
            Consumer<Pipe> accept,
            BooleanSupplier keep,
            Consumer<OverlayException> ended) {
        this.peer = peer;
        this.settings = settings;
        this.accept = accept;
        this.keep = keep;
        this.ended = ended;
        session = new YamuxSession(dialler, settings.streams(), this);
    }

    PeerId peer() {
        return peer;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        heardAt = usedAt = System.nanoTime();
        long period = Math.min(
                settings.deadAfter().toNanos() / 3, settings.idleAfter().toNanos() / 4);
        watch = ctx.executor().scheduleWithFixedDelay(this::watch, period, period, TimeUnit.NANOSECONDS);
    }

    private ChannelHandlerContext ctx() {
        return Objects.requireNonNull(context, "a handler is used once it is added");
    }

    private void watch() {
        long now = System.nanoTime();
        if (session.streamCount() > 0 || keep.getAsBoolean()) {
            usedAt = now;
        }
        long silent = now - heardAt;
        if (silent >= settings.deadAfter().toNanos() && !paused) {
            end(new OverlayException(
                    Reason.TIMED_OUT, "%s gives no sign of life since %d s".formatted(peer, silent / 1_000_000_000)));
        } else if (now - usedAt >= settings.idleAfter().toNanos()) {
            end(new OverlayException(Reason.IDLE, "no stream to %s in %s".formatted(peer, settings.idleAfter())));
        } else {
            session.ping(pings++ & 0xffff_ffffL);
            flush();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (cause == null) {
                heardAt = System.nanoTime();
                session.receive(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        for (Pipe pipe = fed.poll(); pipe != null; pipe = fed.poll()) {
            pipe.wakeReader();
        }
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(new OverlayException(Reason.CLOSED_BY_PEER, peer + " closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable fault) {
        end(Faults.of(fault));
    }

    /** Sends what can be sent. In the event loop. */
    void flush() {
        boolean more = true;
        while (more && cause == null) {
            more = session.pump();
            ctx().flush();
        }
    }

    /** Runs something in the event loop; false when the host is closed, and every connection with it. */
    boolean execute(Runnable task) {
        try {
            ctx().executor().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    ScheduledFuture<?> schedule(Runnable task, Duration delay) {
        return ctx().executor()
                .schedule(
                        () -> {
                            task.run();
                            flush();
                        },
                        delay.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    /** Opens a stream. In the event loop. */
    Pipe open() {
        if (cause != null) {
            throw why(cause);
        }
        Pipe[] opened = new Pipe[1];
        session.open(stream -> opened[0] = new Pipe(this, stream));
        flush();
        return opened[0];
    }

    int streamCount() {
        return session.streamCount();
    }

    /** Ends the connection, and every stream on it with the same reason. */
    void end(OverlayException why) {
        ChannelHandlerContext ctx = ctx();
        if (!ctx.executor().inEventLoop()) {
            execute(() -> end(why));
            return;
        }
        if (cause != null) {
            return;
        }
        cause = why;
        if (watch != null) {
            watch.cancel(false);
        }
        session.goAway(
                switch (why.reason()) {
                    case PROTOCOL_VIOLATION, WINDOW_OVERRUN, TOO_LARGE, CORRUPTED, OVERLOADED -> PROTOCOL_ERROR;
                    default -> 0;
                });
        var _ = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        var _ = ctx.executor()
                .schedule(
                        () -> {
                            var _ = ctx.channel().close();
                        },
                        PARTING_SECONDS,
                        TimeUnit.SECONDS);
        session.end();
        ended.accept(why);
    }

    /** Ends the connection as soon as it has no stream; another takes its place. */
    void retire() {
        execute(() -> {
            var _ = schedule(
                    () -> {
                        if (session.streamCount() == 0) {
                            end(new OverlayException(
                                    Reason.REPLACED, "another connection to %s is kept".formatted(peer)));
                        } else {
                            retire();
                        }
                    },
                    RETIREMENT);
        });
    }

    OverlayException whyReset() {
        OverlayException why = cause;
        return why != null ? why(why) : new OverlayException(Reason.RESET, peer + " gave the stream up");
    }

    private static OverlayException why(OverlayException cause) {
        return new OverlayException(cause.reason(), String.valueOf(cause.getMessage()), cause);
    }

    /** Wakes the reader of a pipe once all that has come with these bytes is there. In the event loop. */
    void fed(Pipe pipe) {
        fed.add(pipe);
    }

    /** Received bytes begin to wait for their reader. */
    void buffered(int bytes) {
        if (buffered.addAndGet(bytes) > settings.bufferedPerConnection() && !paused) {
            paused = true;
            ctx().channel().config().setAutoRead(false);
        }
    }

    /** Received bytes were read. */
    void unbuffered(int bytes) {
        long left = buffered.addAndGet(-bytes);
        if (paused && left <= settings.bufferedPerConnection() / 2) {
            execute(() -> {
                if (paused && buffered.get() <= settings.bufferedPerConnection() / 2) {
                    paused = false;
                    heardAt = System.nanoTime();
                    ctx().channel().config().setAutoRead(true);
                }
            });
        }
    }

    /** One more stream of the other end is served; false when too many are. */
    private boolean beginHandler() {
        if (handlers.incrementAndGet() > 2 * settings.streams().inboundStreams()) {
            handlers.decrementAndGet();
            return false;
        }
        return true;
    }

    void endHandler() {
        handlers.decrementAndGet();
    }

    @Override
    public void send(ByteBuf bytes) {
        ChannelHandlerContext ctx = ctx();
        var _ = ctx.write(bytes, ctx.voidPromise());
        if (ctx.channel().bytesBeforeWritable() > MAX_UNSENT && cause == null) {
            end(new OverlayException(Reason.OVERLOADED, peer + " asks on and on, and reads no answer"));
        }
    }

    @Override
    public boolean isWritable() {
        return ctx().channel().isWritable();
    }

    @Override
    public ByteBuf allocate(int bytes) {
        return ctx().alloc().heapBuffer(bytes);
    }

    @Override
    public @Nullable StreamEvents opened(YamuxStream stream) {
        if (cause != null || !beginHandler()) {
            return null;
        }
        Pipe pipe = new Pipe(this, stream);
        accept.accept(pipe);
        return pipe;
    }

    @Override
    public void pong(long value) {
        // that something came is what counts
    }

    @Override
    public void goAway(long code) {
        end(new OverlayException(
                Reason.CLOSED_BY_PEER,
                switch ((int) code) {
                    case 0 -> peer + " closes the connection";
                    case PROTOCOL_ERROR -> peer + " closes the connection and blames this end for an error";
                    default -> peer + " closes the connection after a fault of its own";
                }));
    }
}
