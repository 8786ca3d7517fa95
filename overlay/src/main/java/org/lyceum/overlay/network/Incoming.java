package org.lyceum.overlay.network;

import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.Protocol;
import org.lyceum.overlay.directory.DirectoryCodec;
import org.lyceum.overlay.gossip.GossipCodec;
import org.lyceum.overlay.membership.MembershipCodec;
import org.lyceum.overlay.node.Node;

/** Hands the node what peers send. */
final class Incoming {

    private interface Receiver<M> {
        void receive(PeerId from, M message, long now);
    }

    private final NodeLoop loop;
    private final Node node;
    private final IncomingStreams streams;

    Incoming(Host host, NodeLoop loop, Node node) {
        this.loop = loop;
        this.node = node;
        this.streams = new IncomingStreams(host, (peer, what) -> loop.tell(now -> node.misbehaved(peer, what, now)));
    }

    /** Speaks the node's protocols from now on. */
    void listen() {
        hear(Message.MEMBERSHIP, MembershipCodec::decode, node::receive);
        hear(Message.GOSSIP, GossipCodec::decode, node::receive);
        hear(Message.DIRECTORY, DirectoryCodec::decode, node::receive);
    }

    private <M> void hear(Protocol protocol, Function<byte[], M> decode, Receiver<M> receiver) {
        streams.hear(protocol, (from, bytes) -> receive(from, decode.apply(bytes), receiver));
    }

    private <M> void receive(PeerId from, M message, Receiver<M> receiver) {
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
}
