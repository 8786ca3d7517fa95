package org.lyceum.overlay.membership;

import java.util.Set;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;

/** What a {@link Registry} wants done. Called while it decides: an action must not call back into it. */
public interface RegistryActions extends MembershipChannel {

    /** A node registered that was not held. */
    void registered(Contact node);

    /**
     * A node is not held any more.
     *
     * @param accusers who had reported it dead
     */
    void dropped(Contact node, DropReason reason, Set<PeerId> accusers);

    void misbehaved(PeerId peer, String what);

    /** Why a node is not held any more. */
    enum DropReason {
        /** Reported, and it did not answer the seed either. */
        DEAD,
        /** It did not renew. */
        EXPIRED,
        LEFT
    }
}
