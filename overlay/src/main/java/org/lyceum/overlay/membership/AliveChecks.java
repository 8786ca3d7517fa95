package org.lyceum.overlay.membership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;

/**
 * Whether someone who is called dead answers: a burst of probes, and a verdict soon after. Ten of them are missed by
 * chance once in 10^10 where a message in twenty is lost, so that three missed by chance convict nobody.
 */
final class AliveChecks {

    static final int PROBES = 10;
    static final long SPACING_MILLIS = 100;

    /** From the first probe; leaves the last one 600 ms. */
    static final long VERDICT_MILLIS = 1500;

    /** What one check holds. */
    static final class Check {
        final Contact accused;
        final PeerId accuser;
        final long startedAt;
        final long token;
        int sent;

        Check(Contact accused, PeerId accuser, long startedAt, long token) {
            this.accused = accused;
            this.accuser = accuser;
            this.startedAt = startedAt;
            this.token = token;
        }

        long nextWake() {
            return startedAt + (sent < PROBES ? sent * SPACING_MILLIS : VERDICT_MILLIS);
        }
    }

    /** Sends a probe. */
    interface Prober {
        void probe(Contact accused, long token);
    }

    private final RandomGenerator random;
    private final Prober prober;
    private final Map<PeerId, Check> checks = new LinkedHashMap<>();
    private long nextWake = Neighbour.NEVER;

    AliveChecks(RandomGenerator random, Prober prober) {
        this.random = random;
        this.prober = prober;
    }

    /** Does nothing when the accused is being checked already. */
    void begin(Contact accused, PeerId accuser, long now) {
        if (!checks.containsKey(accused.peer())) {
            checks.put(accused.peer(), new Check(accused, accuser, now, random.nextLong()));
            nextWake = Math.min(nextWake, now);
        }
    }

    int size() {
        return checks.size();
    }

    /** It spoke of its own accord. */
    void cancel(PeerId peer) {
        checks.remove(peer);
    }

    long countBy(PeerId accuser) {
        return checks.values().stream()
                .filter(check -> check.accuser.equals(accuser))
                .count();
    }

    /** The check that this answer ends, if it is to one. */
    Optional<Check> answered(PeerId from, long token) {
        Check check = checks.get(from);
        if (check == null || check.token != token) {
            return Optional.empty();
        }
        checks.remove(from);
        return Optional.of(check);
    }

    /** Nobody can be blamed for what this node slept through. */
    void startAgain(long now) {
        List<Check> interrupted = List.copyOf(checks.values());
        checks.clear();
        interrupted.forEach(check -> begin(check.accused, check.accuser, now));
    }

    /** Sends what is due; whose time is up without an answer. */
    List<Check> wake(long now) {
        if (now < nextWake) {
            return List.of();
        }
        List<Check> silent = new ArrayList<>();
        nextWake = Neighbour.NEVER;
        for (Check check : checks.values()) {
            while (check.sent < PROBES && check.nextWake() <= now) {
                check.sent++;
                prober.probe(check.accused, check.token);
            }
            if (check.nextWake() <= now) {
                silent.add(check);
            } else {
                nextWake = Math.min(nextWake, check.nextWake());
            }
        }
        silent.forEach(check -> checks.remove(check.accused.peer()));
        return silent;
    }

    long nextWake() {
        return nextWake;
    }
}
