package org.lyceum.overlay.membership;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.membership.MembershipActions.UnlinkReason;
import org.lyceum.overlay.membership.MembershipMessage.Goodbye;
import org.lyceum.overlay.membership.MembershipMessage.GoodbyeReply;
import org.lyceum.overlay.membership.MembershipMessage.LinkReply;
import org.lyceum.overlay.membership.MembershipMessage.LinkRequest;
import org.lyceum.overlay.membership.MembershipMessage.Probe;
import org.lyceum.overlay.membership.MembershipMessage.ProbeReply;
import org.lyceum.overlay.membership.MembershipMessage.Register;
import org.lyceum.overlay.membership.MembershipMessage.Registered;
import org.lyceum.overlay.membership.MembershipMessage.RegistrationRefused;
import org.lyceum.overlay.membership.MembershipMessage.Report;
import org.lyceum.overlay.membership.MembershipMessage.ReportReceived;
import org.lyceum.overlay.membership.MembershipMessage.Unregister;

/**
 * One node's part in the network: {@code docs/overlay.md} has the rules.
 *
 * <p>Every method is called by one thread at a time, with the time in milliseconds, which never runs backwards.
 * {@link #wake} is due at {@link #nextWake}; to be woken more than a second late counts as having been stopped.
 */
public final class Membership {

    private static final long OVERSLEPT_MILLIS = 1_000;
    private final MembershipSettings settings;
    private final RandomGenerator random;
    private final MembershipActions actions;
    private final Registrations registrations;
    private final PassiveList passive;
    private final Links links;
    private final Rotation rotation;
    private final LostSearch search;
    private final FailureDetector failures;
    private final LastWords lastWords = new LastWords();
    private final Bans bans = new Bans();

    private Contact self;
    private boolean joined;
    private long linksTold;
    private @Nullable Leaving leaving;
    private long plannedWake = Neighbour.NEVER;

    /**
     * Not yet in the network: see {@link #start}.
     *
     * @param seeds as configured; a seed may be this node itself
     */
    public Membership(
            Contact self,
            List<Address> seeds,
            MembershipSettings settings,
            RandomGenerator random,
            MembershipActions actions) {
        this.self = self;
        this.settings = settings;
        this.random = random;
        this.actions = actions;
        this.passive = new PassiveList(self.peer(), settings.passiveContacts(), random);
        this.links = new Links(self.peer(), settings, random, actions, passive);
        this.registrations = new Registrations(seeds, settings, random, actions, this::self, this::neighbourNames);
        this.rotation = new Rotation(settings, random, actions, links, passive);
        this.search = new LostSearch(settings, random, actions, passive);
        this.failures =
                new FailureDetector(self.peer(), settings, random, actions, links, passive, registrations, lastWords);
    }

    /**
     * Registers, and links to whom the seeds tell of.
     *
     * @param remembered peers of earlier runs, who are asked, too, once the seeds have answered or not
     */
    public void start(List<Contact> remembered, long now) {
        remembered.forEach(passive::found);
        registrations.renew(now);
        failures.start(now);
        rotation.start(now);
        search.start(now);
        wake(now);
    }

    /**
     * Takes a message; what is no answer to a question of this node's, and no question, is ignored.
     *
     * @param from whom the channel proved to be the sender
     */
    public void receive(PeerId from, MembershipMessage message, long now) {
        if (bans.hold(from, now)) {
            return;
        }
        noticeSleep(now);
        switch (message) {
            case Probe m -> answer(from, m, now);
            case ProbeReply m -> probeAnswered(from, m, now);
            case LinkRequest m -> linkRequested(from, m, now);
            case LinkReply m -> {
                if (links.replied(from, m, now)) {
                    failures.heardFromSomeone(now);
                }
            }
            case Registered m -> {
                if (registrations.answered(m)) {
                    failures.heardFromSomeone(now);
                    if (m.buried() >= self.incarnation()) {
                        refute(now);
                    }
                }
            }
            case RegistrationRefused m -> registrations.refused(m.token(), m.reason());
            case ReportReceived m -> {
                if (failures.reportReceived(m.token())) {
                    failures.heardFromSomeone(now);
                }
            }
            case Goodbye m -> goodbye(from, m);
            case GoodbyeReply m -> released(from, m, now);
            case Register m -> actions.reply(from, new RegistrationRefused(m.token(), "this node is no seed"));
            case Unregister _, Report _ -> {}
        }
        boolean onlyProbed = message instanceof Probe || message instanceof ProbeReply;
        if (!onlyProbed || plannedWake <= now || links.changes() != linksTold) {
            wake(now);
        }
    }

    /** News that gossip brought, its teller's signature checked. @return whether it was new, to be passed on */
    public boolean hear(News news, long now) {
        if (news.about().equals(self.peer())) {
            return hearOfSelf(news, now);
        }
        if (!lastWords.isNew(news)) {
            return false;
        }
        switch (news) {
            case News.Death _ -> {
                links.probeNow(news.about(), now);
                passive.doubt(news.about());
            }
            case News.Alive m -> {
                if (links.isFree(m.about())) {
                    passive.found(m.contact());
                }
            }
            case News.Departure _ -> forget(news.about(), UnlinkReason.LEFT);
        }
        wake(now);
        return true;
    }

    /** Someone's messages were malformed, or the like: no link to them, for ten minutes. */
    public void misbehaved(PeerId peer, String what, long now) {
        bans.add(peer, now);
        forget(peer, UnlinkReason.MISBEHAVED);
        actions.misbehaved(peer, what);
        wake(now);
    }

    /** Someone may be reached there; an unproven hint from outside the network, such as the local one. */
    public void hearOf(Contact contact, long now) {
        if (links.isFree(contact.peer()) && !bans.hold(contact.peer(), now)) {
            passive.hearOf(contact);
            wake(now);
        }
    }

    /** Takes one more seed, unless it is known, and registers anew. */
    public void addSeed(Address seed, long now) {
        if (registrations.add(seed)) {
            registrations.renew(now);
            wake(now);
        }
    }

    /** Takes one more seed that others tell of, and asks it when its turn comes: at once if too few hold this node. */
    public void addFoundSeed(Address seed, long now) {
        if (registrations.add(seed) && registrations.held().size() < registrations.quorum()) {
            registrations.renew(now);
        }
        wake(now);
    }

    /** Registers there no more. */
    public void removeSeed(Address seed, long now) {
        registrations.remove(seed);
        wake(now);
    }

    /** The channel could not dial them, or someone else answered there. */
    public void unreachable(PeerId peer, long now) {
        links.unreachable(peer, now);
        wake(now);
    }

    /** Tells everyone; {@link MembershipActions#left} follows within three seconds. */
    public void leave(long now) {
        if (leaving == null) {
            Leaving farewell = new Leaving(settings.answerTimeout().toMillis(), actions, now);
            leaving = farewell;
            actions.spread(new News.Departure(self.peer(), self.incarnation()));
            registrations.held().forEach(seed -> actions.sendToSeed(seed, new Unregister(random.nextLong())));
            links.linked().forEach(neighbour -> farewell.tell(neighbour.contact, random.nextLong(), now));
            plannedWake = computeNextWake();
        }
    }

    public void wake(long now) {
        noticeSleep(now);
        if (leaving != null) {
            if (leaving.nextWake() <= now && leaving.wake(now)) {
                actions.left();
                plannedWake = Neighbour.NEVER;
                return;
            }
        } else {
            registrations.wake(now).ifPresent(told -> {
                joined = true;
                told.stream().filter(contact -> links.isFree(contact.peer())).forEach(passive::found);
            });
            failures.wake(self, now);
            if (joined) {
                refill(now);
                rotation.wake(now);
                search.wake(now);
            }
            if (links.changes() != linksTold) {
                linksTold = links.changes();
                registrations.linksChanged(now);
            }
        }
        plannedWake = computeNextWake();
    }

    /** When {@link #wake} is due, at the latest. */
    public long nextWake() {
        return plannedWake;
    }

    public Contact self() {
        return self;
    }

    public List<NeighbourStatus> neighbours() {
        return links.linked().stream().map(Neighbour::status).toList();
    }

    /** Peers to ask after a restart. */
    public List<Contact> knownPeers() {
        return Stream.concat(links.linked().stream().map(it -> it.contact), passive.contacts().stream())
                .toList();
    }

    /** The seeds that this node knows, in the order in which it asks them. */
    public List<Address> seeds() {
        return registrations.all();
    }

    /** The seeds that hold this node. */
    public List<Address> registeredWith() {
        return registrations.held();
    }

    /** Whether all neighbours are silent and nobody else has answered since. */
    public boolean doubtsItself() {
        return failures.doubtsItself();
    }

    /** How often this node has reported a neighbour dead. */
    public long deathsReported() {
        return failures.deathsReported();
    }

    public long probesAnswered() {
        return links.probesAnswered();
    }

    /** Of all probes that were answered, together. */
    public long roundTripsMillis() {
        return links.roundTripsMillis();
    }

    private List<PeerId> neighbourNames() {
        return links.linked().stream().map(it -> it.contact.peer()).toList();
    }

    private void answer(PeerId from, Probe message, long now) {
        actions.reply(from, links.probed(self, from, message, now));
    }

    private void probeAnswered(PeerId from, ProbeReply message, long now) {
        boolean expected = links.probeAnswered(from, message, now);
        expected |= failures.probeAnswered(from, message, now);
        Optional<Contact> back = search.answered(from, message);
        if (back.isPresent()) {
            expected = true;
            passive.found(back.get());
            rotation.prefer(back.get(), now);
            plannedWake = Math.min(plannedWake, rotation.nextWake());
        }
        if (expected) {
            failures.heardFromSomeone(now);
        }
        if (links.wantsMore()) {
            plannedWake = now;
        }
    }

    private void linkRequested(PeerId from, LinkRequest message, long now) {
        if (!message.contact().peer().equals(from)) {
            misbehaved(
                    from, "asks for a link in the name of " + message.contact().peer(), now);
            return;
        }
        links.requested(message, leaving == null, now);
    }

    private void goodbye(PeerId from, Goodbye message) {
        Neighbour neighbour = links.get(from);
        boolean mayStay = neighbour != null && neighbour.linked && !neighbour.askedToStay && leaving == null;
        if (neighbour != null && mayStay && links.linked().size() == 1) {
            neighbour.askedToStay = true;
            actions.reply(from, new GoodbyeReply(message.token(), false));
            registrations.hurry();
            return;
        }
        actions.reply(from, new GoodbyeReply(message.token(), true));
        if (neighbour != null) {
            links.unlink(neighbour, message.leaving() ? UnlinkReason.LEFT : UnlinkReason.ROTATED);
            if (!message.leaving()) {
                passive.found(neighbour.contact);
            }
        }
    }

    private void released(PeerId from, GoodbyeReply message, long now) {
        Neighbour neighbour = links.get(from);
        if (leaving != null) {
            if (leaving.isReleasedBy(from, message.token(), message.accepted()) && neighbour != null) {
                links.unlink(neighbour, UnlinkReason.LEFT);
            }
        } else if (neighbour != null && rotation.isGranted(message)) {
            links.unlink(neighbour, UnlinkReason.ROTATED);
            rotation.takeCandidate().filter(_ -> links.wantsMore()).ifPresent(next -> links.request(self, next, now));
            passive.found(neighbour.contact);
        }
    }

    private boolean hearOfSelf(News news, long now) {
        if (leaving != null || news instanceof News.Alive) {
            return lastWords.isNew(news);
        }
        if (news.incarnation() >= self.incarnation()) {
            refute(now);
        } else if (lastWords.isNew(news)) {
            // of an earlier life, and whoever hears it now may take it for one of this life
            tellThatAlive();
        }
        return false;
    }

    private void refute(long now) {
        self = self.reborn();
        tellThatAlive();
        registrations.renew(now);
    }

    private void tellThatAlive() {
        News alive = new News.Alive(self);
        lastWords.isNew(alive);
        actions.spread(alive);
    }

    private void refill(long now) {
        while (links.wantsMore()) {
            Optional<Contact> candidate = rotation.takeCandidate().or(() -> passive.pick(now, links::isFree));
            if (candidate.isEmpty()) {
                registrations.hurry();
                return;
            }
            links.request(self, candidate.get(), now);
        }
    }

    private void noticeSleep(long now) {
        if (plannedWake != Neighbour.NEVER && now - plannedWake > OVERSLEPT_MILLIS) {
            plannedWake = now;
            links.overslept(now);
            failures.overslept(now);
            registrations.renew(now);
        }
    }

    private void forget(PeerId peer, UnlinkReason reason) {
        Neighbour neighbour = links.get(peer);
        if (neighbour != null) {
            links.unlink(neighbour, reason);
        }
        passive.forget(peer);
    }

    private long computeNextWake() {
        if (leaving != null) {
            return leaving.nextWake();
        }
        long next = Math.min(Math.min(registrations.nextWake(), links.nextWake()), failures.nextWake());
        return joined ? Math.min(next, Math.min(rotation.nextWake(), search.nextWake())) : next;
    }
}
