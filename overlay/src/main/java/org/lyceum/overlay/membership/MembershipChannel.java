package org.lyceum.overlay.membership;

import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;

/** Carries messages of membership from node to node. */
public interface MembershipChannel {

    /** Over the channel to this very node, which is dialled when there is none. May get lost. */
    void send(Contact to, MembershipMessage message);

    /** Back over the channel on which the message that this answers came. May get lost. */
    void reply(PeerId to, MembershipMessage message);
}
