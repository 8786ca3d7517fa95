package org.lyceum.overlay.network;

import java.util.List;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.Protocol;

/**
 * Messages of one more protocol between nodes, {@linkplain OverlayNode#messenger opened} by a part of a node. To each
 * peer they go in order, over the connection that is there or a new one; what cannot be sent, or is more than 5 MiB
 * behind a slow peer, is lost. May be used from any thread.
 */
public final class Messenger implements AutoCloseable {

    /** Deals with what comes. */
    @FunctionalInterface
    public interface Receiver {

        /**
         * Runs on a thread of the peer's stream, whose next message is read when this returns: so to block sets the
         * pace of that peer alone.
         *
         * @throws org.lyceum.overlay.codec.MalformedMessageException when it is no such message: the connection ends,
         *     and there is no link to the peer for a while
         */
        void receive(PeerId from, byte[] message);
    }

    private final Protocol protocol;
    private final Lanes lanes;

    Messenger(Host host, Protocol protocol, IncomingStreams incoming, Receiver receiver) {
        this.protocol = protocol;
        this.lanes = new Lanes(host, _ -> {});
        incoming.hear(protocol, receiver);
    }

    /**
     * Sends a message.
     *
     * @param addresses where to dial when there is no connection; without any it is lost then
     */
    public void send(PeerId to, List<Address> addresses, byte[] message) {
        Message toSend = new Message(protocol, message);
        if (addresses.isEmpty()) {
            lanes.send(to, toSend);
        } else {
            lanes.send(new Contact(to, 0, addresses), toSend);
        }
    }

    /** What waits is sent, as far as connections are open; nothing is received any more. */
    @Override
    public void close() {
        lanes.close();
    }
}
