package org.lyceum.overlay.node;

import java.util.Set;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.SignedRevocations;
import org.lyceum.overlay.membership.MembershipActions.UnlinkReason;
import org.lyceum.overlay.membership.News;
import org.lyceum.overlay.membership.RegistryActions.DropReason;

/** What happened at a {@link Node}, for whoever shows or logs it. */
public sealed interface NodeEvent {

    record Linked(Contact neighbour) implements NodeEvent {}

    record Unlinked(PeerId neighbour, UnlinkReason reason) implements NodeEvent {}

    /** New to this node, from gossip or of its own finding. */
    record Heard(News news) implements NodeEvent {}

    /** An admin of this node's network has taken grants back; new to this node. */
    record Revoked(SignedRevocations list) implements NodeEvent {}

    /** At a seed: a node registered that was not held. */
    record Registered(Contact node) implements NodeEvent {}

    /** At a seed: a node is not held any more. */
    record Dropped(Contact node, DropReason reason, Set<PeerId> accusers) implements NodeEvent {}

    /** A seed refused this node. */
    record Refused(Address seed, String reason) implements NodeEvent {}

    /** A seed says nothing to this node's attempts to register. */
    record Unanswered(Address seed) implements NodeEvent {}

    /** A neighbour broke the rules. */
    record Misbehaved(PeerId peer, String what) implements NodeEvent {}

    /** This node has left; it may be shut down. */
    record Left() implements NodeEvent {}
}
