package org.lyceum.overlay.membership;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /** No link is exchanged sooner after the last, whoever came back. */
    private static final long HASTY_ROTATION_MILLIS = 10_000;

    private static final long BAN_MILLIS = 600_000;
    private static final int MAX_BANS = 1_024;

    /** Probes missed in a row after which a link is given up even by a node that cannot tell whose fault it is. */
    private static final int HOPELESS = 10;

    private final MembershipSettings settings;
    private final RandomGenerator random;
    private final MembershipActions actions;
    private final Registrations registrations;
    private final Reports reports;
    private final PassiveList passive;
    private final Links links;
    private final AliveChecks checks;
    private final SelfDoubt doubt;
    private final LastWords lastWords = new LastWords();
    private final Map<PeerId, Long> bannedUntil = new LinkedHashMap<>();

    private Contact self;
    private boolean joined;
    private @Nullable Leaving leaving;
    private long deathsReported;
    private long lastEvidence;
    private long nextRotation;
    private long lastRotation;
    private @Nullable Contact rotateTo;
    private long rotationToken;
    private long nextSearch;
    private long searchToken;
    private @Nullable Contact searched;
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
        this.reports = new Reports(settings, random, actions);
        this.checks = new AliveChecks(random, (accused, token) -> actions.send(accused, new Probe(token, false)));
        this.doubt = new SelfDoubt(random, actions);
    }

    /**
     * Registers, and links to whom the seeds tell of.
     *
     * @param remembered peers of earlier runs, who are asked, too, once the seeds have answered or not
     */
    public void start(List<Contact> remembered, long now) {
        remembered.forEach(passive::found);
        registrations.renew(now);
        lastEvidence = now;
        nextRotation = now + spread(settings.rotation().toMillis());
        nextSearch = now + settings.searchForLost().toMillis();
        wake(now);
    }

    /**
     * Takes a message; what is no answer to a question of this node's, and no question, is ignored.
     *
     * @param from whom the channel proved to be the sender
     */
    public void receive(PeerId from, MembershipMessage message, long now) {
        if (isBanned(from, now)) {
            return;
        }
        noticeSleep(now);
        switch (message) {
            case Probe m -> answer(from, m, now);
            case ProbeReply m -> probeAnswered(from, m, now);
            case LinkRequest m -> linkRequested(from, m, now);
            case LinkReply m -> {
                if (links.replied(from, m, now)) {
                    heardFromSomeone(now);
                }
            }
            case Registered m -> {
                if (registrations.answered(m)) {
                    heardFromSomeone(now);
                    if (m.buried() >= self.incarnation()) {
                        refute(now);
                    }
                }
            }
            case RegistrationRefused m -> registrations.refused(m.token(), m.reason());
            case ReportReceived m -> {
                if (reports.received(m.token())) {
                    heardFromSomeone(now);
                }
            }
            case Goodbye m -> goodbye(from, m);
            case GoodbyeReply m -> released(from, m, now);
            case Register m -> actions.reply(from, new RegistrationRefused(m.token(), "this node is no seed"));
            case Unregister _, Report _ -> {}
        }
        boolean onlyProbed = message instanceof Probe || message instanceof ProbeReply;
        if (!onlyProbed || plannedWake <= now) {
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
        bannedUntil.values().removeIf(until -> until <= now);
        if (bannedUntil.size() < MAX_BANS) {
            bannedUntil.put(peer, now + BAN_MILLIS);
        }
        forget(peer, UnlinkReason.MISBEHAVED);
        actions.misbehaved(peer, what);
        wake(now);
    }

    /** Someone may be reached there; an unproven hint from outside the network, such as the local one. */
    public void hearOf(Contact contact, long now) {
        if (links.isFree(contact.peer()) && !isBanned(contact.peer(), now)) {
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
            reports.wake(now);
            links.wake(self, now).forEach(neighbour -> silent(neighbour, now));
            checks.wake(now).forEach(check -> foundDead(check, now));
            if (doubt.nextWake() <= now) {
                doubt.wake(registrations.all(), passive.contacts(), now);
            }
            if (joined) {
                refill(now);
                rotate(now);
                searchForLost(now);
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
        return doubt.isActive();
    }

    /** How often this node has reported a neighbour dead. */
    public long deathsReported() {
        return deathsReported;
    }

    public long probesAnswered() {
        return links.probesAnswered();
    }

    /** Of all probes that were answered, together. */
    public long roundTripsMillis() {
        return links.roundTripsMillis();
    }

    /** Links have come or gone. */
    public void linksChanged(long now) {
        if (leaving == null) {
            registrations.linksChanged(now);
            plannedWake = Math.min(plannedWake, registrations.nextWake());
        }
    }

    private List<PeerId> neighbourNames() {
        return links.linked().stream().map(it -> it.contact.peer()).toList();
    }

    private void answer(PeerId from, Probe message, long now) {
        actions.reply(from, links.probed(self, from, message, now));
    }

    private void probeAnswered(PeerId from, ProbeReply message, long now) {
        boolean expected = links.probeAnswered(from, message, now) || doubt.isAnsweredBy(message.token());
        if (checks.answered(from, message.token()).isPresent()) {
            expected = true;
            Neighbour neighbour = links.get(from);
            if (neighbour != null) {
                neighbour.answered(now);
            }
        }
        Contact found = searched;
        if (found != null && found.peer().equals(from) && searchToken == message.token()) {
            expected = true;
            searched = null;
            passive.found(found);
            rotateTo(found, now);
        }
        if (expected) {
            heardFromSomeone(now);
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
        } else if (neighbour != null && message.token() == rotationToken && message.accepted()) {
            links.unlink(neighbour, UnlinkReason.ROTATED);
            Contact next = rotateTo;
            if (next != null && links.wantsMore() && links.isFree(next.peer())) {
                links.request(self, next, now);
            }
            passive.found(neighbour.contact);
            rotateTo = null;
        }
    }

    private void silent(Neighbour neighbour, long now) {
        if (neighbour.reported) {
            return;
        }
        boolean nobodyAnswers = now - lastEvidence > settings.probeInterval().toMillis()
                && links.all().stream().allMatch(it -> !it.linked || it.attempts > 0);
        if (nobodyAnswers) {
            doubt.begin(now);
        }
        if (!doubt.isActive()) {
            report(neighbour, now);
        } else if (neighbour.attempts >= HOPELESS) {
            lose(neighbour);
        }
    }

    private void report(Neighbour neighbour, long now) {
        neighbour.reported = true;
        deathsReported++;
        reports.file(neighbour.contact, registrations.all(), now);
        checks.begin(neighbour.contact, self.peer(), now);
    }

    private void foundDead(AliveChecks.Check check, long now) {
        Neighbour neighbour = links.get(check.accused.peer());
        boolean heardOthers = lastEvidence > check.startedAt;
        if (neighbour == null) {
            return;
        }
        if (!heardOthers) {
            neighbour.reported = false;
            doubt.begin(now);
            return;
        }
        lose(neighbour);
        News death = new News.Death(self.peer(), check.accused.peer(), check.accused.incarnation());
        if (lastWords.isNew(death)) {
            actions.spread(death);
        }
    }

    private void lose(Neighbour neighbour) {
        links.unlink(neighbour, UnlinkReason.DEAD);
        passive.lose(neighbour.contact);
        registrations.worry();
    }

    private void heardFromSomeone(long now) {
        lastEvidence = now;
        if (doubt.isActive()) {
            doubt.end();
            links.linked().stream()
                    .filter(it -> it.attempts >= settings.missesBeforeReport() && !it.reported)
                    .forEach(it -> report(it, now));
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
            Optional<Contact> candidate = Optional.ofNullable(rotateTo)
                    .filter(found -> links.isFree(found.peer()))
                    .or(() -> passive.pick(now, links::isFree));
            rotateTo = null;
            if (candidate.isEmpty()) {
                registrations.hurry();
                return;
            }
            links.request(self, candidate.get(), now);
        }
    }

    /** Exchanges one link in a while, so that the graph stays random and parts that grew apart meet. */
    private void rotate(long now) {
        if (now < nextRotation) {
            return;
        }
        lastRotation = now;
        nextRotation = now + spread(settings.rotation().toMillis());
        if (links.wantsMore()) {
            return;
        }
        Contact candidate = rotateTo;
        if (candidate == null || !links.isFree(candidate.peer())) {
            candidate = passive.pick(now, links::isFree).orElse(null);
        }
        rotateTo = candidate;
        Optional<Neighbour> given = links.anyToGiveUp();
        if (candidate != null && given.isPresent()) {
            rotationToken = random.nextLong();
            actions.send(given.get().contact, new Goodbye(rotationToken, false));
        }
    }

    /** Someone thought lost is back, and maybe a whole part of the network with them: link soon. */
    private void rotateTo(Contact found, long now) {
        if (rotateTo == null && links.isFree(found.peer())) {
            rotateTo = found;
            nextRotation = Math.min(nextRotation, Math.max(now, lastRotation + HASTY_ROTATION_MILLIS));
            plannedWake = Math.min(plannedWake, nextRotation);
        }
    }

    private void searchForLost(long now) {
        if (now < nextSearch) {
            return;
        }
        nextSearch = now + spread(settings.searchForLost().toMillis());
        searched = passive.pickLost().orElse(null);
        if (searched != null) {
            searchToken = random.nextLong();
            actions.send(searched, new Probe(searchToken, false));
        }
    }

    private void noticeSleep(long now) {
        if (plannedWake != Neighbour.NEVER && now - plannedWake > OVERSLEPT_MILLIS) {
            plannedWake = now;
            links.overslept(now);
            checks.startAgain(now);
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

    private boolean isBanned(PeerId peer, long now) {
        return !bannedUntil.isEmpty() && bannedUntil.getOrDefault(peer, now) > now;
    }

    private long computeNextWake() {
        if (leaving != null) {
            return leaving.nextWake();
        }
        long next = Math.min(registrations.nextWake(), reports.nextWake());
        next = Math.min(next, Math.min(links.nextWake(), checks.nextWake()));
        next = Math.min(next, doubt.nextWake());
        return joined ? Math.min(next, Math.min(nextRotation, nextSearch)) : next;
    }

    /** Half to one and a half times as long. */
    private long spread(long millis) {
        return millis / 2 + random.nextLong(millis);
    }
}
