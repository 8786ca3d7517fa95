package org.lyceum.overlay.node;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.Directory;
import org.lyceum.overlay.directory.DirectoryEvent;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.gossip.Gossip;
import org.lyceum.overlay.gossip.GossipActions.Verdict;
import org.lyceum.overlay.gossip.GossipId;
import org.lyceum.overlay.gossip.Topic;
import org.lyceum.overlay.identity.SignedRevocations;
import org.lyceum.overlay.roles.Acceptance;
import org.lyceum.overlay.roles.Roles;

/**
 * Tells {@link Roles} what nodes show in the directory, and what revocation lists gossip brings. Who enters a network
 * has the credentials of everyone to check, several signatures each; some are checked at a time, so that probes are
 * answered meanwhile.
 */
final class NodeRoles {

    static final Topic TOPIC = new Topic(Roles.TOPIC, SignedRevocations.MAX_BYTES);

    /** A few milliseconds' worth. */
    static final int CHECKED_AT_ONCE = 8;

    private static final long REVIEW_MILLIS = 60_000;

    private final Roles roles;
    private final Directory directory;
    private final Gossip gossip;
    private final Consumer<SignedRevocations> revoked;
    private final Deque<PeerId> unchecked = new ArrayDeque<>();
    private long now;
    private long nextReview;

    /** @param revoked is told of every list of the own network that is new here */
    NodeRoles(Directory directory, Gossip gossip, Consumer<SignedRevocations> revoked, long now) {
        this.directory = directory;
        this.gossip = gossip;
        this.revoked = revoked;
        this.now = now;
        this.nextReview = now + REVIEW_MILLIS;
        this.roles = new Roles(list -> gossip.setAside(GossipId.of(Roles.TOPIC, list.toBytes()), this.now));
        directory.subscribe(this::listed);
    }

    Roles roles() {
        return roles;
    }

    void belongTo(Optional<PeerId> network, long at) {
        now = at;
        if (network.equals(roles.network())) {
            return;
        }
        roles.belongTo(network, Instant.ofEpochMilli(at));
        gossip.reconsider();
        unchecked.clear();
        directory.all().stream().map(NodeRecord::peer).forEach(unchecked::add);
    }

    /** Takes a list that came otherwise than by gossip, and tells everyone; false when it is not new here. */
    boolean revoke(SignedRevocations list, long at) {
        now = at;
        if (accept(list) != Acceptance.ACCEPTED) {
            return false;
        }
        gossip.publishLasting(TOPIC, list.toBytes(), at);
        return true;
    }

    /** A message of {@link #TOPIC}. */
    Verdict arrived(byte[] content, long at) {
        now = at;
        SignedRevocations list;
        try {
            list = SignedRevocations.read(content);
        } catch (OverlayException e) {
            return Verdict.INVALID;
        }
        return switch (accept(list)) {
            case ACCEPTED -> Verdict.LASTING;
            case STALE -> Verdict.STALE;
            case NOT_NOW, FULL -> Verdict.LATER;
            case NEVER -> Verdict.INVALID;
        };
    }

    void wake(long at) {
        now = at;
        for (int i = 0; i < CHECKED_AT_ONCE && !unchecked.isEmpty(); i++) {
            directory.find(unchecked.remove()).ifPresent(this::present);
        }
        if (nextReview <= at) {
            nextReview = at + REVIEW_MILLIS;
            review();
        }
    }

    long nextWake() {
        return unchecked.isEmpty() ? nextReview : now;
    }

    /** Some lists may be held now that could not be when they came. */
    private void review() {
        List<SignedRevocations> held = roles.reconsider(Instant.ofEpochMilli(now));
        for (SignedRevocations list : held) {
            gossip.publishLasting(TOPIC, list.toBytes(), now);
            revoked.accept(list);
        }
    }

    private Acceptance accept(SignedRevocations list) {
        Acceptance acceptance = roles.accept(list, Instant.ofEpochMilli(now));
        if (acceptance == Acceptance.ACCEPTED
                && roles.network().equals(Optional.of(list.list().network()))) {
            revoked.accept(list);
            // who is an admin no more makes room for others
            nextReview = now;
        }
        return acceptance;
    }

    private void listed(DirectoryEvent event) {
        switch (event) {
            case DirectoryEvent.Listed e -> present(e.record());
            case DirectoryEvent.Removed e -> roles.forget(e.record().peer());
            case DirectoryEvent.Doubted _ -> {
                // it stays what it is
            }
        }
    }

    private void present(NodeRecord record) {
        roles.present(record.peer(), record.presentation().credentials());
    }
}
