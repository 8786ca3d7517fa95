package org.lyceum.overlay.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Connection;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.Protocol;
import org.lyceum.overlay.channel.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages on their way to one peer, in order: one stream for each protocol, opened with the first message and closed
 * when none has followed for a while. A message that cannot be sent is lost.
 */
final class Lane {

    /** A whole window of gossip, which a new neighbour may ask for at once, and some more. */
    static final int MAX_WAITING_BYTES = 5 * 1024 * 1024;

    /** Longer than two registrations with a seed are apart. */
    private static final Duration IDLE = Duration.ofSeconds(40);

    /** For opening a stream, and for the other end to take one message. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final PeerId peer;
    private final Host host;
    private final Runnable unreachable;
    private final Map<Protocol, Stream> streams = new HashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Message> waiting = new ArrayDeque<>();
    private List<Address> addresses = List.of();
    private int waitingBytes;
    private boolean retired;

    /** @param unreachable runs when nobody answers a dial, or someone else */
    Lane(PeerId peer, Host host, Runnable unreachable) {
        this.peer = peer;
        this.host = host;
        this.unreachable = unreachable;
    }

    /** Sends from now on, in a virtual thread. */
    void start(Runnable onRetirement) {
        Thread.ofVirtual().name("lane to " + peer).start(() -> {
            try {
                for (Message message = next(); message != null; message = next()) {
                    send(message);
                }
            } finally {
                onRetirement.run();
                streams.values().forEach(Stream::close);
            }
        });
    }

    /**
     * Takes a message to send.
     *
     * @param dialled where to dial the peer when it is not connected; empty to send over an open connection alone
     * @return false when this lane is no longer in use, and a new one is needed
     */
    boolean offer(Message message, List<Address> dialled) {
        lock.lock();
        try {
            if (retired) {
                return false;
            }
            if (waitingBytes + message.bytes().length > MAX_WAITING_BYTES) {
                log.debug("{} does not keep up: a message is lost", peer);
                return true;
            }
            if (!dialled.isEmpty()) {
                addresses = dialled;
            }
            waiting.add(message);
            waitingBytes += message.bytes().length;
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Sends what waits, and no more. */
    void retire() {
        lock.lock();
        try {
            retired = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Message next() {
        lock.lock();
        try {
            long left = IDLE.toNanos();
            while (waiting.isEmpty()) {
                if (retired || left <= 0) {
                    retired = true;
                    return null;
                }
                left = changed.awaitNanos(left);
            }
            Message next = waiting.remove();
            waitingBytes -= next.bytes().length;
            return next;
        } catch (InterruptedException e) {
            retired = true;
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void send(Message message) {
        try {
            Optional<Connection> connection = connection();
            if (connection.isPresent() && !sentOnOpenStream(message, connection.get())) {
                Stream stream = connection.get().open(message.protocol(), PATIENCE);
                streams.put(message.protocol(), stream);
                send(message, stream);
            }
        } catch (OverlayException e) {
            log.debug("a message to {} is lost: {}", peer, e.getMessage());
            giveUp(message.protocol());
        }
    }

    /** False when there is no such stream, or the other end has let go of it. */
    private boolean sentOnOpenStream(Message message, Connection connection) {
        Stream stream = streams.get(message.protocol());
        if (stream == null) {
            return false;
        }
        if (!stream.connection().equals(connection)) {
            giveUp(message.protocol());
            return false;
        }
        try {
            send(message, stream);
            return true;
        } catch (OverlayException e) {
            if (e.reason() == Reason.TIMED_OUT) {
                throw e;
            }
            giveUp(message.protocol());
            return false;
        }
    }

    private static void send(Message message, Stream stream) {
        stream.deadlineIn(PATIENCE);
        stream.send(message.bytes());
    }

    private void giveUp(Protocol protocol) {
        Stream stream = streams.remove(protocol);
        if (stream != null) {
            stream.reset();
        }
    }

    private Optional<Connection> connection() {
        Optional<Connection> open = host.connection(peer).filter(Connection::isOpen);
        List<Address> where = where();
        if (open.isPresent() || where.isEmpty()) {
            return open;
        }
        for (Address address : where) {
            try {
                // names of strangers are not looked up: only a configured seed may have one
                InetAddress literal = InetAddress.ofLiteral(address.host());
                return Optional.of(host.connect(peer, new InetSocketAddress(literal, address.port()))
                        .join());
            } catch (IllegalArgumentException | CompletionException e) {
                log.debug("{} is not reached at {}: {}", peer, address, e.getMessage());
            }
        }
        dropWaiting();
        unreachable.run();
        return Optional.empty();
    }

    private List<Address> where() {
        lock.lock();
        try {
            return addresses;
        } finally {
            lock.unlock();
        }
    }

    private void dropWaiting() {
        lock.lock();
        try {
            waiting.clear();
            waitingBytes = 0;
        } finally {
            lock.unlock();
        }
    }
}
