package org.lyceum.overlay.membership;

import java.util.random.RandomGenerator;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.membership.MembershipActions.UnlinkReason;
import org.lyceum.overlay.membership.MembershipMessage.Probe;
import org.lyceum.overlay.membership.MembershipMessage.ProbeReply;

/**
 * What follows when a neighbour falls silent: whether it is its fault or this node's own, whom the seeds are told of,
 * and whose death is spread.
 */
final class FailureDetector {

    /** Probes missed in a row after which a link is given up even by a node that cannot tell whose fault it is. */
    private static final int HOPELESS = 10;

    private final MembershipSettings settings;
    private final PeerId self;
    private final MembershipActions actions;
    private final Links links;
    private final PassiveList passive;
    private final Registrations registrations;
    private final LastWords lastWords;
    private final Reports reports;
    private final AliveChecks checks;
    private final SelfDoubt doubt;
    private long lastEvidence;
    private long deathsReported;

    FailureDetector(
            PeerId self,
            MembershipSettings settings,
            RandomGenerator random,
            MembershipActions actions,
            Links links,
            PassiveList passive,
            Registrations registrations,
            LastWords lastWords) {
        this.self = self;
        this.settings = settings;
        this.actions = actions;
        this.links = links;
        this.passive = passive;
        this.registrations = registrations;
        this.lastWords = lastWords;
        this.reports = new Reports(settings, random, actions);
        this.checks = new AliveChecks(random, (accused, token) -> actions.send(accused, new Probe(token, false)));
        this.doubt = new SelfDoubt(random, actions);
    }

    void start(long now) {
        lastEvidence = now;
    }

    /** Whether all neighbours are silent and nobody else has answered since. */
    boolean doubtsItself() {
        return doubt.isActive();
    }

    /** How often this node has reported a neighbour dead. */
    long deathsReported() {
        return deathsReported;
    }

    /** A seed has heard a report; false when it was none of this node's. */
    boolean reportReceived(long token) {
        return reports.received(token);
    }

    /** Whether this answers a question that was asked here. */
    boolean probeAnswered(PeerId from, ProbeReply reply, long now) {
        boolean expected = doubt.isAnsweredBy(reply.token());
        if (checks.answered(from, reply.token()).isPresent()) {
            expected = true;
            Neighbour neighbour = links.get(from);
            if (neighbour != null) {
                neighbour.answered(now);
            }
        }
        return expected;
    }

    /** Somebody answered, so that this node is not cut off itself. */
    void heardFromSomeone(long now) {
        lastEvidence = now;
        if (doubt.isActive()) {
            doubt.end();
            links.linked().stream()
                    .filter(it -> it.attempts >= settings.missesBeforeReport() && !it.reported)
                    .forEach(it -> report(it, now));
        }
    }

    /** Nobody can be blamed for what this node slept through. */
    void overslept(long now) {
        checks.startAgain(now);
    }

    void wake(Contact ourselves, long now) {
        reports.wake(now);
        links.wake(ourselves, now).forEach(neighbour -> silent(neighbour, now));
        checks.wake(now).forEach(check -> foundDead(check, now));
        if (doubt.nextWake() <= now) {
            doubt.wake(registrations.all(), passive.contacts(), now);
        }
    }

    long nextWake() {
        return Math.min(Math.min(reports.nextWake(), checks.nextWake()), doubt.nextWake());
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
        checks.begin(neighbour.contact, self, now);
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
        News death = new News.Death(self, check.accused.peer(), check.accused.incarnation());
        if (lastWords.isNew(death)) {
            actions.spread(death);
        }
    }

    private void lose(Neighbour neighbour) {
        links.unlink(neighbour, UnlinkReason.DEAD);
        passive.lose(neighbour.contact);
        registrations.worry();
    }
}
