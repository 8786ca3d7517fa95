package org.lyceum.overlay.membership;

import org.lyceum.overlay.Contact;

/** One link, from the first request on. */
final class Neighbour {

    static final long NEVER = Long.MAX_VALUE;

    Contact contact;
    boolean outbound;

    /** False while our request is not answered. */
    boolean linked;

    /** Of the request or probe that waits for an answer until {@link #deadline}. */
    long token;

    long sentAt;
    long deadline = NEVER;
    long nextProbe = NEVER;

    /** Requests sent, until linked; then probes missed in a row. */
    int attempts;

    boolean reported;
    boolean askedToStay;

    long since;
    long lastAnswer;
    long roundTrip = -1;

    Neighbour(Contact contact, boolean outbound, long now) {
        this.contact = contact;
        this.outbound = outbound;
        this.since = now;
        this.lastAnswer = now;
    }

    /** @param firstProbe milliseconds from now; spread over the interval so that not all are probed at once */
    void established(long now, long firstProbe) {
        linked = true;
        attempts = 0;
        deadline = NEVER;
        since = now;
        lastAnswer = now;
        nextProbe = now + firstProbe;
    }

    void answered(long now) {
        attempts = 0;
        reported = false;
        deadline = NEVER;
        lastAnswer = now;
    }

    long nextWake() {
        return Math.min(deadline, nextProbe);
    }

    NeighbourStatus status() {
        return new NeighbourStatus(contact, outbound, since, lastAnswer, roundTrip, linked ? attempts : 0);
    }
}
