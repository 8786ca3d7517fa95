package org.lyceum.overlay.channel;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.channel.multistream.Negotiation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a host speaks. */
final class Protocols {

    private static final Logger log = LoggerFactory.getLogger(Protocols.class);

    private record Spoken(Protocol protocol, StreamHandler handler) {}

    private final Map<String, Spoken> spoken = new ConcurrentHashMap<>();

    void put(Protocol protocol, StreamHandler handler) {
        spoken.put(protocol.id(), new Spoken(protocol, handler));
    }

    List<String> ids() {
        return spoken.keySet().stream().sorted().toList();
    }

    /** Serves a stream of the other end, in a virtual thread of its own. */
    void serve(Connection connection, Pipe pipe, Duration negotiationTime) {
        Thread.startVirtualThread(() -> {
            try {
                serve(new Stream(connection, pipe), negotiationTime);
            } finally {
                connection.session().endHandler();
            }
        });
    }

    private void serve(Stream stream, Duration negotiationTime) {
        try {
            stream.deadlineIn(negotiationTime);
            String id = stream.negotiate(Negotiation.listener(spoken::containsKey));
            stream.deadlineIn(null);
            Spoken agreed = Objects.requireNonNull(spoken.get(id), "protocols are never removed");
            stream.agree(agreed.protocol());
            agreed.handler().handle(stream);
            stream.close();
        } catch (OverlayException e) {
            log.debug("{}: a stream ended, {}", stream.connection(), e.getMessage());
            stream.reset();
        } catch (IOException | RuntimeException e) {
            log.warn("{}: the handler of a stream failed", stream.connection(), e);
            stream.reset();
        }
    }
}
