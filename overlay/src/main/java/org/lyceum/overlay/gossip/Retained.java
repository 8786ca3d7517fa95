package org.lyceum.overlay.gossip;

import java.util.HashSet;
import java.util.Set;
import org.lyceum.overlay.PeerId;

/** A body that is kept, and who needs it no more. */
final class Retained {

    final Topic topic;
    final byte[] content;
    final int hops;
    final long since;

    /** Links that the body has crossed, or that lead to someone who has it. */
    final Set<PeerId> served = new HashSet<>(8);

    Retained(Topic topic, byte[] content, int hops, long since) {
        this.topic = topic;
        this.content = content;
        this.hops = hops;
        this.since = since;
    }
}
