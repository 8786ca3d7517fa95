package org.lyceum.overlay.membership;

import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;

/** What {@link Membership} wants done. Called while it decides: an action must not call back into it. */
public interface MembershipActions extends MembershipChannel {

    /** To whoever listens at a seed's address. A seed may be told to send to itself. */
    void sendToSeed(Address seed, MembershipMessage message);

    /** A link is up, by our choice or the other's. */
    void linked(Contact neighbour);

    void unlinked(PeerId neighbour, UnlinkReason reason);

    /** To be signed and published on {@link NewsCodec#TOPIC}. */
    void spread(News news);

    /** A seed's address is that of a node which refuses to register us. */
    void refusedBy(Address seed, String reason);

    /** A seed was asked again and again, round after round, and said nothing. */
    void unanswered(Address seed);

    /** A party broke the rules and lost its link. */
    void misbehaved(PeerId peer, String what);

    /** The end of {@link Membership#leave}: every neighbour knows, or had its second chance. */
    void left();

    /** Why a link ended. */
    enum UnlinkReason {
        /** Probes and a check had no answer. */
        DEAD,
        /** The other side holds no such link. */
        FORGOTTEN,
        /** One side exchanged it for another. */
        ROTATED,
        /** One side left the network. */
        LEFT,
        /** The other side broke the rules. */
        MISBEHAVED
    }
}
