package org.lyceum.overlay.membership;

import java.util.List;
import java.util.random.RandomGenerator;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.membership.MembershipMessage.Probe;

/**
 * When everybody falls silent at once, the fault is likely one's own. A node in doubt accuses nobody and asks every
 * seed and some peers whether they hear it; the first answer ends the doubt.
 */
final class SelfDoubt {

    private static final long ASK_AGAIN_MILLIS = 1_000;
    private static final int PEERS = 10;

    private final RandomGenerator random;
    private final MembershipActions actions;
    private long token;
    private long nextQuestion = Neighbour.NEVER;

    SelfDoubt(RandomGenerator random, MembershipActions actions) {
        this.random = random;
        this.actions = actions;
    }

    boolean isActive() {
        return nextQuestion != Neighbour.NEVER;
    }

    void begin(long now) {
        if (!isActive()) {
            token = random.nextLong();
            nextQuestion = now;
        }
    }

    void end() {
        nextQuestion = Neighbour.NEVER;
    }

    boolean isAnsweredBy(long answer) {
        return isActive() && answer == token;
    }

    void wake(List<Address> seeds, List<Contact> peers, long now) {
        if (nextQuestion <= now) {
            nextQuestion = now + ASK_AGAIN_MILLIS;
            Probe probe = new Probe(token, false);
            seeds.forEach(seed -> actions.sendToSeed(seed, probe));
            peers.stream().limit(PEERS).forEach(peer -> actions.send(peer, probe));
        }
    }

    long nextWake() {
        return nextQuestion;
    }
}
