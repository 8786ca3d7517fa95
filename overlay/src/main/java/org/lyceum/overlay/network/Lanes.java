package org.lyceum.overlay.network;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Host;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes to all peers that are being sent to. */
final class Lanes implements AutoCloseable {

    private static final int MAX_LANES = 8_192;

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private final Host host;
    private final Consumer<PeerId> unreachable;
    private final Map<PeerId, Lane> lanes = new ConcurrentHashMap<>();

    /** @param unreachable hears of a peer that could not be dialled */
    Lanes(Host host, Consumer<PeerId> unreachable) {
        this.host = host;
        this.unreachable = unreachable;
    }

    /** Sends over the open connection, or dials. */
    void send(Contact to, Message message) {
        send(to.peer(), message, to.addresses());
    }

    /** Sends if a connection is open. */
    void send(PeerId to, Message message) {
        if (lanes.containsKey(to) || host.connection(to).isPresent()) {
            send(to, message, List.of());
        }
    }

    private void send(PeerId to, Message message, List<Address> addresses) {
        Lane there = lanes.get(to);
        if (there != null && there.offer(message, addresses)) {
            return;
        }
        if (lanes.size() >= MAX_LANES) {
            log.debug("{} peers are being sent to: a message to one more is lost", MAX_LANES);
            return;
        }
        Lane lane = new Lane(to, host, () -> unreachable.accept(to));
        lane.offer(message, addresses);
        lanes.put(to, lane);
        lane.start(() -> lanes.remove(to, lane));
    }

    /** What waits is sent, as far as connections are open. */
    @Override
    public void close() {
        lanes.values().forEach(Lane::retire);
    }
}
