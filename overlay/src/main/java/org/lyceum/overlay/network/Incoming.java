package org.lyceum.overlay.network;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Connection;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.Protocol;
import org.lyceum.overlay.channel.Stream;
import org.lyceum.overlay.codec.MalformedMessageException;
import org.lyceum.overlay.directory.DirectoryCodec;
import org.lyceum.overlay.gossip.GossipCodec;
import org.lyceum.overlay.membership.MembershipCodec;
import org.lyceum.overlay.node.Node;

/**
 * Hands the node what peers send. A stream's next message is read when the node has dealt with the last, so that a peer
 * is not read faster than it is dealt with.
 */
final class Incoming {

    /** Of one protocol, from one peer: one in use, and others that are on their way out. */
    private static final int MAX_STREAMS = 4;

    private record Place(Connection connection, String protocol) {}

    private interface Receiver<M> {
        void receive(PeerId from, M message, long now);
    }

    private final Host host;
    private final NodeLoop loop;
    private final Node node;
    private final Map<Place, Integer> streams = new ConcurrentHashMap<>();

    Incoming(Host host, NodeLoop loop, Node node) {
        this.host = host;
        this.loop = loop;
        this.node = node;
    }

    /** Speaks the node's protocols from now on. */
    void listen() {
        hear(Message.MEMBERSHIP, MembershipCodec::decode, node::receive);
        hear(Message.GOSSIP, GossipCodec::decode, node::receive);
        hear(Message.DIRECTORY, DirectoryCodec::decode, node::receive);
    }

    private <M> void hear(Protocol protocol, Function<byte[], M> decode, Receiver<M> receiver) {
        host.handle(protocol, stream -> {
            Place place = new Place(stream.connection(), protocol.id());
            try {
                if (streams.merge(place, 1, Integer::sum) > MAX_STREAMS) {
                    throw violation("more than %d streams of %s".formatted(MAX_STREAMS, protocol));
                }
                for (byte[] message = stream.receive(); message != null; message = stream.receive()) {
                    receive(stream.peer(), message, decode, receiver);
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

    private <M> void receive(PeerId from, byte[] bytes, Function<byte[], M> decode, Receiver<M> receiver) {
        M message;
        try {
            message = decode.apply(bytes);
        } catch (MalformedMessageException e) {
            throw new OverlayException(Reason.PROTOCOL_VIOLATION, "malformed: " + e.getMessage(), e);
        }
        try {
            loop.ask(now -> {
                        receiver.receive(from, message, now);
                        return true;
                    })
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof OverlayException known ? known : e;
        }
    }

    /** The connection ends, and the node takes no link to its peer for a while. */
    private void blame(Stream stream, OverlayException fault) {
        stream.connection().end(fault);
        loop.tell(now -> node.misbehaved(stream.peer(), String.valueOf(fault.getMessage()), now));
    }

    private static OverlayException violation(String what) {
        return new OverlayException(Reason.PROTOCOL_VIOLATION, what);
    }
}
