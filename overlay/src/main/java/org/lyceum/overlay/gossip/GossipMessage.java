package org.lyceum.overlay.gossip;

import java.util.List;

/** What neighbours say to each other on {@value #PROTOCOL}. */
public sealed interface GossipMessage {

    String PROTOCOL = "/lyceum/gossip/1";

    /** The most names in one message. */
    int MAX_IDS = 256;

    /** These I have. */
    record Offer(List<Offered> bodies) implements GossipMessage {
        public Offer {
            bodies = List.copyOf(bodies);
        }
    }

    /**
     * A body that can be had.
     *
     * @param hops links that it has crossed so far, 255 for more
     */
    record Offered(GossipId id, int hops) {}

    /** These I lack. */
    record Request(List<GossipId> ids) implements GossipMessage {
        public Request {
            ids = List.copyOf(ids);
        }
    }

    /**
     * Only ever sent to who asked.
     *
     * @param hops links that it has crossed with this one, 255 for more
     */
    record Body(int hops, String topic, byte[] content) implements GossipMessage {}
}
