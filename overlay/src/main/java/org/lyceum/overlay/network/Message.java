package org.lyceum.overlay.network;

import org.lyceum.overlay.channel.Protocol;
import org.lyceum.overlay.directory.DirectoryCodec;
import org.lyceum.overlay.directory.DirectoryMessage;
import org.lyceum.overlay.gossip.GossipCodec;
import org.lyceum.overlay.gossip.GossipMessage;
import org.lyceum.overlay.membership.MembershipCodec;
import org.lyceum.overlay.membership.MembershipMessage;

/** A message of one of the node's protocols, as it travels. */
record Message(Protocol protocol, byte[] bytes) {

    static final Protocol MEMBERSHIP = new Protocol(MembershipMessage.PROTOCOL, MembershipCodec.MAX_BYTES);

    static final Protocol GOSSIP = new Protocol(GossipMessage.PROTOCOL, GossipCodec.MAX_BYTES);

    static final Protocol DIRECTORY = new Protocol(DirectoryMessage.PROTOCOL, DirectoryCodec.MAX_BYTES);

    static Message of(MembershipMessage message) {
        return new Message(MEMBERSHIP, MembershipCodec.encode(message));
    }

    static Message of(GossipMessage message) {
        return new Message(GOSSIP, GossipCodec.encode(message));
    }

    static Message of(DirectoryMessage message) {
        return new Message(DIRECTORY, DirectoryCodec.encode(message));
    }
}
