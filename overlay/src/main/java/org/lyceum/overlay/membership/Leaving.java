package org.lyceum.overlay.membership;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.membership.MembershipMessage.Goodbye;

/** The clean way out: every neighbour is told; one that refuses, or does not answer, is told once more. */
final class Leaving {

    /** So that gossip can carry the news of the departure over the links that are still there. */
    private static final long LINGER_MILLIS = 1_000;

    private static final int ATTEMPTS = 2;

    private static final class Farewell {
        final Contact neighbour;
        final long token;
        int attempts;
        long deadline;

        Farewell(Contact neighbour, long token, long deadline) {
            this.neighbour = neighbour;
            this.token = token;
            this.deadline = deadline;
        }
    }

    private final long timeoutMillis;
    private final MembershipActions actions;
    private final Map<PeerId, Farewell> farewells = new LinkedHashMap<>();
    private long nextWake;

    Leaving(long timeoutMillis, MembershipActions actions, long now) {
        this.timeoutMillis = timeoutMillis;
        this.actions = actions;
        this.nextWake = now + LINGER_MILLIS;
    }

    void tell(Contact neighbour, long token, long now) {
        farewells.put(neighbour.peer(), new Farewell(neighbour, token, now + LINGER_MILLIS));
    }

    /** Whether the neighbour let go; one that refused is asked again when the time-out is over. */
    boolean isReleasedBy(PeerId from, long token, boolean accepted) {
        Farewell farewell = farewells.get(from);
        if (farewell == null || farewell.token != token || !accepted) {
            return false;
        }
        farewells.remove(from);
        nextWake = Math.min(nextWake, farewell.deadline - timeoutMillis);
        return true;
    }

    /** Whether all is said. */
    boolean wake(long now) {
        farewells.values().removeIf(it -> it.deadline <= now && it.attempts >= ATTEMPTS);
        nextWake = Neighbour.NEVER;
        for (Farewell farewell : farewells.values()) {
            if (farewell.deadline <= now) {
                farewell.attempts++;
                farewell.deadline = now + timeoutMillis;
                actions.send(farewell.neighbour, new Goodbye(farewell.token, true));
            }
            nextWake = Math.min(nextWake, farewell.deadline);
        }
        return farewells.isEmpty();
    }

    long nextWake() {
        return nextWake;
    }
}
