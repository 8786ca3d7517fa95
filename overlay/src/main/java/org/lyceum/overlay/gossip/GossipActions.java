package org.lyceum.overlay.gossip;

import org.lyceum.overlay.PeerId;

/** What {@link Gossip} wants done. */
public interface GossipActions {

    /** Over the link to this neighbour. May get lost. */
    void send(PeerId neighbour, GossipMessage message);

    /**
     * Hands over a message, once.
     *
     * @param from the neighbour that sent it
     * @param hops links that it crossed on its way, as its senders say
     */
    Verdict deliver(Topic topic, byte[] content, PeerId from, int hops);

    /** A neighbour broke the rules and should lose its link. */
    void misbehaved(PeerId neighbour, String what);

    /** What a message is worth. */
    enum Verdict {
        /** New: to be offered on. */
        FRESH,
        /** New, and true until replaced: to be offered on, and to every new neighbour until {@link Gossip#setAside}. */
        LASTING,
        /** True once, overtaken since: not to be offered on. */
        STALE,
        /**
         * Not to be kept just now, and perhaps later: not to be offered on. What is offered again is taken again ten
         * minutes later or after {@link Gossip#reconsider}, but over no link that it has crossed.
         */
        LATER,
        /** No such message may be sent: the sender should have checked it. */
        INVALID
    }
}
