package org.lyceum.overlay.membership;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.membership.MembershipMessage.Probe;
import org.lyceum.overlay.membership.MembershipMessage.ProbeReply;

/** Asks one of those thought lost in a while whether they are back, so that parts that were cut off are found again. */
final class LostSearch {

    private final long interval;
    private final RandomGenerator random;
    private final MembershipActions actions;
    private final PassiveList passive;
    private long next;
    private long token;
    private @Nullable Contact asked;

    LostSearch(MembershipSettings settings, RandomGenerator random, MembershipActions actions, PassiveList passive) {
        this.interval = settings.searchForLost().toMillis();
        this.random = random;
        this.actions = actions;
        this.passive = passive;
    }

    void start(long now) {
        next = now + interval;
    }

    void wake(long now) {
        if (now < next) {
            return;
        }
        next = now + Spread.around(interval, random);
        asked = passive.pickLost().orElse(null);
        if (asked != null) {
            token = random.nextLong();
            actions.send(asked, new Probe(token, false));
        }
    }

    /** Who is back, if this is their answer. */
    Optional<Contact> answered(PeerId from, ProbeReply reply) {
        Contact found = asked;
        if (found == null || !found.peer().equals(from) || reply.token() != token) {
            return Optional.empty();
        }
        asked = null;
        return Optional.of(found);
    }

    long nextWake() {
        return next;
    }
}
