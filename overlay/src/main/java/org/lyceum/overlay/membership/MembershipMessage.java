package org.lyceum.overlay.membership;

import java.util.List;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;

/** What nodes say to each other on {@value #PROTOCOL}. A token is a random number that the answer repeats. */
public sealed interface MembershipMessage {

    String PROTOCOL = "/lyceum/membership/1";

    /** The most contacts that one message carries. */
    int MAX_CONTACTS = 200;

    /** The most neighbours that a node can name: its own links and those of others to it. */
    int MAX_NEIGHBOURS = 64;

    /**
     * To a seed: hold this node, or hold it longer.
     *
     * @param contact the sender's own
     * @param neighbours whom the sender is linked to
     * @param wanted how many contacts the answer should have
     */
    record Register(long token, Contact contact, List<PeerId> neighbours, int wanted) implements MembershipMessage {
        public Register {
            neighbours = List.copyOf(neighbours);
        }
    }

    /**
     * From a seed: held.
     *
     * @param buried the incarnation in which the seed had dropped the sender as dead, or -1
     * @param watched whether someone looks at the links of those whom the seed holds: then it likes to hear of changes
     * @param peers other nodes, chosen at random
     */
    record Registered(long token, long buried, boolean watched, List<Contact> peers) implements MembershipMessage {
        public Registered {
            peers = List.copyOf(peers);
        }
    }

    /** Not held, and why. */
    record RegistrationRefused(long token, String reason) implements MembershipMessage {
        static final int MAX_REASON_BYTES = 200;
    }

    /** To a seed: the sender leaves. Answered by {@link GoodbyeReply}. */
    record Unregister(long token) implements MembershipMessage {}

    /** Be my neighbour; the link counts as outbound for the sender. */
    record LinkRequest(long token, Contact contact) implements MembershipMessage {}

    /**
     * Whether the link is granted.
     *
     * @param others whom to ask instead, or to remember
     */
    record LinkReply(long token, boolean accepted, List<Contact> others) implements MembershipMessage {
        public LinkReply {
            others = List.copyOf(others);
        }
    }

    /**
     * Are you there?
     *
     * @param asNeighbour whether the sender holds a link to the receiver
     */
    record Probe(long token, boolean asNeighbour) implements MembershipMessage {}

    /**
     * I am there.
     *
     * @param linked whether the answering node holds a link to the prober
     * @param incarnation of the answering node, so that a later report of its death is of this life
     */
    record ProbeReply(long token, boolean linked, long incarnation) implements MembershipMessage {}

    /** To a seed: three probes of a neighbour in a row had no answer. */
    record Report(long token, PeerId accused, long incarnation) implements MembershipMessage {}

    record ReportReceived(long token) implements MembershipMessage {}

    /**
     * The sender wants to end the link.
     *
     * @param leaving whether it leaves the network, or gives up this link alone
     */
    record Goodbye(long token, boolean leaving) implements MembershipMessage {}

    /**
     * Whether the receiver lets go.
     *
     * @param accepted false when this was its last link and it needs a moment to find another
     */
    record GoodbyeReply(long token, boolean accepted) implements MembershipMessage {}
}
