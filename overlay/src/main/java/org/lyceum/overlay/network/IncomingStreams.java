package org.lyceum.overlay.network;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Connection;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.Protocol;
import org.lyceum.overlay.channel.Stream;
import org.lyceum.overlay.codec.MalformedMessageException;

/**
 * Reads what peers send. A stream's next message is read when the last has been dealt with, so that a peer is not read
 * faster than that.
 */
final class IncomingStreams {

    /** Of one protocol, from one peer: one in use, and others that are on their way out. */
    private static final int MAX_STREAMS = 4;

    private record Place(Connection connection, String protocol) {}

    private final Host host;
    private final BiConsumer<PeerId, String> misbehaved;
    private final Map<Place, Integer> streams = new ConcurrentHashMap<>();

    /** @param misbehaved hears of a peer that breaks the rules, and of what it did; its connection has ended then */
    IncomingStreams(Host host, BiConsumer<PeerId, String> misbehaved) {
        this.host = host;
        this.misbehaved = misbehaved;
    }

    /** Deals with the messages of a protocol from now on; one that the receiver finds malformed ends the connection. */
    void hear(Protocol protocol, Messenger.Receiver receiver) {
        host.handle(protocol, stream -> {
            Place place = new Place(stream.connection(), protocol.id());
            try {
                if (streams.merge(place, 1, Integer::sum) > MAX_STREAMS) {
                    throw violation("more than %d streams of %s".formatted(MAX_STREAMS, protocol));
                }
                for (byte[] message = stream.receive(); message != null; message = stream.receive()) {
                    receive(stream.peer(), message, receiver);
                }
            } catch (OverlayException e) {
                if (e.reason() == Reason.PROTOCOL_VIOLATION || e.reason() == Reason.TOO_LARGE) {
                    blame(stream, e);
                }
                throw e;
            } finally {
                streams.computeIfPresent(place, (_, open) -> open > 1 ? open - 1 : null);
            }
        });
    }

    private static void receive(PeerId from, byte[] message, Messenger.Receiver receiver) {
        try {
            receiver.receive(from, message);
        } catch (MalformedMessageException e) {
            throw new OverlayException(Reason.PROTOCOL_VIOLATION, "malformed: " + e.getMessage(), e);
        }
    }

    private void blame(Stream stream, OverlayException fault) {
        stream.connection().end(fault);
        misbehaved.accept(stream.peer(), String.valueOf(fault.getMessage()));
    }

    private static OverlayException violation(String what) {
        return new OverlayException(Reason.PROTOCOL_VIOLATION, what);
    }
}
