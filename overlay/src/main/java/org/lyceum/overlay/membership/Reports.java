package org.lyceum.overlay.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.membership.MembershipMessage.Report;

/** Rule 3's reports on their way to all seeds, each told again until it says that it heard, three times in all. */
final class Reports {

    private static final int ATTEMPTS = 3;

    private static final class Pending {
        final Address seed;
        final Report report;
        int attempts;
        long deadline;

        Pending(Address seed, Report report) {
            this.seed = seed;
            this.report = report;
        }
    }

    private final List<Pending> pending = new ArrayList<>();
    private final long timeoutMillis;
    private final RandomGenerator random;
    private final MembershipActions actions;

    Reports(MembershipSettings settings, RandomGenerator random, MembershipActions actions) {
        this.timeoutMillis = settings.answerTimeout().toMillis();
        this.random = random;
        this.actions = actions;
    }

    void file(Contact accused, List<Address> seeds, long now) {
        for (Address seed : seeds) {
            Pending report = new Pending(seed, new Report(random.nextLong(), accused.peer(), accused.incarnation()));
            pending.add(report);
            send(report, now);
        }
    }

    boolean received(long token) {
        return pending.removeIf(report -> report.report.token() == token);
    }

    void wake(long now) {
        if (pending.isEmpty()) {
            return;
        }
        pending.removeIf(report -> report.deadline <= now && report.attempts >= ATTEMPTS);
        for (Pending report : pending) {
            if (report.deadline <= now) {
                send(report, now);
            }
        }
    }

    long nextWake() {
        long next = Neighbour.NEVER;
        for (Pending report : pending) {
            next = Math.min(next, report.deadline);
        }
        return next;
    }

    private void send(Pending report, long now) {
        report.attempts++;
        report.deadline = now + timeoutMillis;
        actions.sendToSeed(report.seed, report.report);
    }
}
