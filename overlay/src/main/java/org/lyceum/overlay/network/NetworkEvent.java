package org.lyceum.overlay.network;

import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.SignedRevocations;
import org.lyceum.overlay.membership.MembershipActions.UnlinkReason;
import org.lyceum.overlay.membership.RegistryActions.DropReason;
import org.lyceum.overlay.network.NetworkSnapshot.KnownNode;

/** What changes in the network, as one node sees it. */
public sealed interface NetworkEvent {

    record LinkUp(Contact neighbour) implements NetworkEvent {}

    record LinkDown(PeerId neighbour, UnlinkReason reason) implements NetworkEvent {}

    /** A node that was not known, or what it says of itself anew. */
    record NodeListed(KnownNode node) implements NetworkEvent {}

    /** It left, or nothing was heard of it for long. */
    record NodeRemoved(PeerId peer) implements NetworkEvent {}

    /** It is called dead, or was heard of since. */
    record NodeDoubted(PeerId peer, boolean calledDead) implements NetworkEvent {}

    /** Someone is called dead, by one more, or has refuted it. */
    record DeathNoticed(DeathNotice notice) implements NetworkEvent {}

    /** An admin of this node's network has taken grants back; who held them has lost the role. */
    record GrantsRevoked(SignedRevocations list) implements NetworkEvent {}

    /** At a seed: a node is held that was not. */
    record NodeRegistered(Contact node) implements NetworkEvent {}

    /** At a seed: a node is not held any more. */
    record NodeDropped(PeerId peer, DropReason reason) implements NetworkEvent {}

    /** A seed did not take this node. */
    record SeedRefused(Address seed, String reason) implements NetworkEvent {}

    /** A peer broke the rules: its connection has ended, and there is no link to it for a while. */
    record PeerMisbehaved(PeerId peer, String what) implements NetworkEvent {}
}
