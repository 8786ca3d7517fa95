package org.lyceum.overlay.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.membership.MembershipActions.UnlinkReason;
import org.lyceum.overlay.membership.MembershipMessage.LinkReply;
import org.lyceum.overlay.membership.MembershipMessage.LinkRequest;
import org.lyceum.overlay.membership.MembershipMessage.Probe;
import org.lyceum.overlay.membership.MembershipMessage.ProbeReply;

/** The links of a node: asked for, granted, probed. What silence means is for {@link Membership} to say. */
final class Links {

    private static final int REQUESTS = 3;
    private static final long REST_AFTER_REFUSAL_MILLIS = 10_000;

    /** How many others one learns from an answer to a request for a link. */
    private static final int OTHERS = 8;

    private final PeerId name;
    private final MembershipSettings settings;
    private final RandomGenerator random;
    private final MembershipActions actions;
    private final PassiveList passive;
    private final Map<PeerId, Neighbour> neighbours = new LinkedHashMap<>();
    private long changes;
    private long probesAnswered;
    private long roundTripsMillis;
    private int outbound;

    Links(
            PeerId name,
            MembershipSettings settings,
            RandomGenerator random,
            MembershipActions actions,
            PassiveList passive) {
        this.name = name;
        this.settings = settings;
        this.random = random;
        this.actions = actions;
        this.passive = passive;
    }

    Collection<Neighbour> all() {
        return neighbours.values();
    }

    List<Neighbour> linked() {
        return neighbours.values().stream().filter(it -> it.linked).toList();
    }

    @Nullable
    Neighbour get(PeerId peer) {
        return neighbours.get(peer);
    }

    boolean isFree(PeerId peer) {
        return !neighbours.containsKey(peer);
    }

    boolean wantsMore() {
        return outbound < settings.outboundLinks();
    }

    void request(Contact self, Contact to, long now) {
        Neighbour neighbour = put(new Neighbour(to, true, now));
        neighbour.token = random.nextLong();
        ask(self, neighbour, now);
    }

    /**
     * Grants or refuses a link. When both sides ask at once, the lower name stays the one who asked, so that both
     * count the link alike.
     */
    void requested(LinkRequest message, boolean welcome, long now) {
        Contact contact = message.contact();
        Neighbour neighbour = neighbours.get(contact.peer());
        if (neighbour != null && !neighbour.linked && name.compareTo(contact.peer()) < 0) {
            return;
        }
        boolean room = inbound() < settings.inboundLinks();
        boolean accepted = welcome && (room || (neighbour != null && neighbour.linked));
        if (accepted) {
            Neighbour granted = neighbour != null ? neighbour : put(new Neighbour(contact, false, now));
            if (room && granted.outbound) {
                granted.outbound = false;
                outbound--;
            }
            granted.contact = contact;
            establish(granted, now);
        }
        List<Contact> others = passive.contacts();
        actions.reply(
                contact.peer(),
                new LinkReply(message.token(), accepted, others.subList(0, Math.min(OTHERS, others.size()))));
    }

    /** Whether this answers a request of ours. */
    boolean replied(PeerId from, LinkReply message, long now) {
        Neighbour neighbour = neighbours.get(from);
        if (neighbour == null || neighbour.linked || neighbour.token != message.token()) {
            return false;
        }
        message.others().stream().limit(OTHERS).forEach(passive::hearOf);
        if (message.accepted()) {
            establish(neighbour, now);
        } else {
            remove(neighbour);
            passive.found(neighbour.contact);
            passive.rest(from, now + REST_AFTER_REFUSAL_MILLIS);
        }
        return true;
    }

    /** A probe from someone who holds a link also grants our request for it. */
    ProbeReply probed(Contact self, PeerId from, Probe message, long now) {
        Neighbour neighbour = neighbours.get(from);
        if (neighbour != null && !neighbour.linked && message.asNeighbour()) {
            establish(neighbour, now);
        }
        return new ProbeReply(message.token(), neighbour != null, self.incarnation());
    }

    /** How often a link has come or gone. */
    long changes() {
        return changes;
    }

    long probesAnswered() {
        return probesAnswered;
    }

    /** Of all probes that were answered, together. */
    long roundTripsMillis() {
        return roundTripsMillis;
    }

    /** Whether this answers the probe that is out. */
    boolean probeAnswered(PeerId from, ProbeReply message, long now) {
        Neighbour neighbour = neighbours.get(from);
        if (neighbour == null
                || !neighbour.linked
                || neighbour.deadline == Neighbour.NEVER
                || neighbour.token != message.token()) {
            return false;
        }
        neighbour.roundTrip = now - neighbour.sentAt;
        probesAnswered++;
        roundTripsMillis += neighbour.roundTrip;
        neighbour.answered(now);
        neighbour.contact = neighbour.contact.inLife(message.incarnation());
        if (!message.linked()) {
            unlink(neighbour, UnlinkReason.FORGOTTEN);
            passive.found(neighbour.contact);
        }
        return true;
    }

    void probeNow(PeerId peer, long now) {
        Neighbour neighbour = neighbours.get(peer);
        if (neighbour != null && neighbour.linked && neighbour.deadline == Neighbour.NEVER) {
            neighbour.nextProbe = now;
        }
    }

    /** Nobody there who answers a dial. */
    void unreachable(PeerId peer, long now) {
        Neighbour neighbour = neighbours.get(peer);
        if (neighbour != null && !neighbour.linked) {
            neighbour.attempts = REQUESTS;
            neighbour.deadline = now;
        }
    }

    /** Probes and asks again where it is time. @return whose latest probe was missed just now, after enough others */
    List<Neighbour> wake(Contact self, long now) {
        List<Neighbour> silent = new ArrayList<>(0);
        List<Neighbour> failed = new ArrayList<>(0);
        for (Neighbour neighbour : neighbours.values()) {
            if (neighbour.deadline <= now) {
                neighbour.deadline = Neighbour.NEVER;
                if (neighbour.linked) {
                    neighbour.attempts++;
                    if (neighbour.attempts >= settings.missesBeforeReport()) {
                        silent.add(neighbour);
                    }
                } else if (neighbour.attempts < REQUESTS) {
                    ask(self, neighbour, now);
                } else {
                    failed.add(neighbour);
                }
            }
            if (neighbour.nextProbe <= now) {
                probe(neighbour, now);
            }
        }
        for (Neighbour neighbour : failed) {
            remove(neighbour);
            passive.lose(neighbour.contact);
        }
        return silent;
    }

    /** This node was stopped: what was missed meanwhile is its own doing. */
    void overslept(long now) {
        for (Neighbour neighbour : neighbours.values()) {
            if (neighbour.linked) {
                neighbour.attempts = 0;
                neighbour.reported = false;
                neighbour.deadline = Neighbour.NEVER;
                neighbour.nextProbe = now;
            }
        }
    }

    void unlink(Neighbour neighbour, UnlinkReason reason) {
        remove(neighbour);
        if (neighbour.linked) {
            changes++;
            actions.unlinked(neighbour.contact.peer(), reason);
        }
    }

    /** One that this node may give up for another: its own choice, and not under suspicion. */
    Optional<Neighbour> anyToGiveUp() {
        List<Neighbour> candidates = neighbours.values().stream()
                .filter(it -> it.outbound && it.linked && it.attempts == 0)
                .toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(random.nextInt(candidates.size())));
    }

    long nextWake() {
        long next = Neighbour.NEVER;
        for (Neighbour neighbour : neighbours.values()) {
            next = Math.min(next, neighbour.nextWake());
        }
        return next;
    }

    private int inbound() {
        return neighbours.size() - outbound;
    }

    private void establish(Neighbour neighbour, long now) {
        boolean isNew = !neighbour.linked;
        neighbour.established(now, random.nextLong(settings.probeInterval().toMillis()));
        if (isNew) {
            changes++;
            passive.forget(neighbour.contact.peer());
            actions.linked(neighbour.contact);
        }
    }

    private Neighbour put(Neighbour neighbour) {
        neighbours.put(neighbour.contact.peer(), neighbour);
        outbound += neighbour.outbound ? 1 : 0;
        return neighbour;
    }

    private void remove(Neighbour neighbour) {
        if (neighbours.remove(neighbour.contact.peer(), neighbour)) {
            outbound -= neighbour.outbound ? 1 : 0;
        }
    }

    private void ask(Contact self, Neighbour neighbour, long now) {
        neighbour.attempts++;
        neighbour.deadline = now + settings.answerTimeout().toMillis();
        actions.send(neighbour.contact, new LinkRequest(neighbour.token, self));
    }

    private void probe(Neighbour neighbour, long now) {
        neighbour.token = random.nextLong();
        neighbour.sentAt = now;
        neighbour.deadline = now + settings.answerTimeout().toMillis();
        neighbour.nextProbe = now + settings.probeInterval().toMillis();
        actions.send(neighbour.contact, new Probe(neighbour.token, true));
    }
}
