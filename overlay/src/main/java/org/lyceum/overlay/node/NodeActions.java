package org.lyceum.overlay.node;

import org.lyceum.overlay.Address;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.DirectoryMessage;
import org.lyceum.overlay.gossip.GossipActions.Verdict;
import org.lyceum.overlay.gossip.GossipMessage;
import org.lyceum.overlay.gossip.Topic;
import org.lyceum.overlay.membership.MembershipChannel;
import org.lyceum.overlay.membership.MembershipMessage;

/**
 * What a {@link Node} wants done: messages to send, which may get lost, and what to tell the application. None of
 * these may call the node back before the call that led to it has returned.
 */
public interface NodeActions extends MembershipChannel {

    /** To whoever listens there; a seed sends to itself, too. */
    void sendToSeed(Address seed, MembershipMessage message);

    void send(PeerId neighbour, GossipMessage message);

    void send(PeerId neighbour, DirectoryMessage message);

    /** A message on one of the application's own topics. {@code INVALID} costs the neighbour its link. */
    Verdict deliver(Topic topic, byte[] content, PeerId from, int hops);

    void happened(NodeEvent event);
}
