package org.lyceum.overlay.channel;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.multistream.Negotiation;

/** An encrypted connection to a peer that has proved who it is. May be used from any thread. */
public final class Connection implements AutoCloseable {

    private static final Protocol PING = new Protocol(Ping.PROTOCOL, 0);

    private final PeerId peer;
    private final InetSocketAddress address;
    private final boolean dialled;
    private final long openedAt;
    private final SessionHandler session;
    private final CompletableFuture<OverlayException> closed = new CompletableFuture<>();

    Connection(PeerId peer, InetSocketAddress address, boolean dialled, SessionHandler session, long openedAt) {
        this.peer = peer;
        this.address = address;
        this.dialled = dialled;
        this.session = session;
        this.openedAt = openedAt;
    }

    public PeerId peer() {
        return peer;
    }

    /** Where the other end of the TCP connection is; its port is that of a listener only if this end dialled. */
    public InetSocketAddress address() {
        return address;
    }

    /** Whether this end opened the connection. */
    public boolean isDialled() {
        return dialled;
    }

    /** Nanoseconds of the clock that only ever grows. */
    long openedAt() {
        return openedAt;
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    /** Why it ended, once it has. */
    public CompletableFuture<OverlayException> closed() {
        return closed.copy();
    }

    void ended(OverlayException why) {
        closed.complete(why);
    }

    SessionHandler session() {
        return session;
    }

    /**
     * Opens a stream, and agrees on the protocol. Blocks.
     *
     * @param deadline for opening alone; the stream that is returned has none
     * @throws OverlayException {@code UNSUPPORTED} when the peer does not speak it, {@code TIMED_OUT},
     *     {@code OVERLOADED}, or why the connection has ended
     */
    public Stream open(Protocol protocol, Duration deadline) {
        Stream stream = opened(protocol, deadline);
        stream.deadlineIn(null);
        return stream;
    }

    /** The stream has to be done within the deadline too. */
    private Stream opened(Protocol protocol, Duration deadline) {
        CompletableFuture<Pipe> opening = new CompletableFuture<>();
        boolean begun = session.execute(() -> {
            try {
                opening.complete(session.open());
            } catch (OverlayException e) {
                opening.completeExceptionally(e);
            }
        });
        if (!begun) {
            throw new OverlayException(Reason.CLOSED, "the host is closed");
        }
        Stream stream = new Stream(this, await(opening));
        stream.agree(protocol);
        stream.deadlineIn(deadline);
        try {
            stream.negotiate(Negotiation.dialler(List.of(protocol.id())));
        } catch (OverlayException e) {
            stream.reset();
            throw e;
        }
        return stream;
    }

    private Pipe await(CompletableFuture<Pipe> opening) {
        try {
            return opening.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OverlayException(Reason.CLOSED, "interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof OverlayException known ? known : new IllegalStateException(e.getCause());
        }
    }

    /**
     * Sends a request on a stream of its own and waits for the answer, each one message. Fails with an
     * {@link OverlayException}, {@code TIMED_OUT} at the deadline among them.
     */
    public CompletableFuture<byte[]> request(Protocol protocol, byte[] request, Duration deadline) {
        return onStream(protocol, deadline, stream -> {
            stream.send(request);
            stream.finish();
            byte[] answer = stream.receive();
            if (answer == null) {
                throw new OverlayException(
                        Reason.PROTOCOL_VIOLATION,
                        "%s ends the stream of %s without an answer".formatted(peer, protocol));
            }
            return answer;
        });
    }

    /** Sends one message on a stream of its own; done when it has left this node. */
    public CompletableFuture<Void> send(Protocol protocol, byte[] message, Duration deadline) {
        return onStream(protocol, deadline, stream -> {
                    stream.send(message);
                    stream.awaitSent();
                    return message.length;
                })
                .thenAccept(_ -> {});
    }

    /** How long 32 bytes take to the peer and back. */
    public CompletableFuture<Duration> ping(Duration deadline) {
        return onStream(PING, deadline, Ping::measure);
    }

    /** What the peer says of itself. */
    public CompletableFuture<PeerDescription> identify(Duration deadline) {
        return onStream(Identify.PROTOCOL, deadline, stream -> Identify.ask(stream, peer));
    }

    private <T> CompletableFuture<T> onStream(Protocol protocol, Duration deadline, Function<Stream, T> use) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                Stream stream = opened(protocol, deadline);
                try {
                    T value = use.apply(stream);
                    stream.close();
                    result.complete(value);
                } catch (RuntimeException e) {
                    stream.reset();
                    throw e;
                }
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Ends the connection and what is on its way on it. */
    @Override
    public void close() {
        end(new OverlayException(Reason.CLOSED, "the connection to %s was closed here".formatted(peer)));
    }

    /** Ends the connection for a fault of the other end, or another reason that is told to whoever uses it. */
    public void end(OverlayException why) {
        session.end(why);
    }

    @Override
    public String toString() {
        return "connection %s %s at %s".formatted(dialled ? "to" : "from", peer, address);
    }
}
