package org.lyceum.overlay.membership;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.membership.MembershipMessage.Goodbye;
import org.lyceum.overlay.membership.MembershipMessage.GoodbyeReply;

/** Exchanges one link in a while, so that the graph stays random and parts that grew apart meet. */
final class Rotation {

    /** No link is exchanged sooner after the last, whoever came back. */
    private static final long HASTY_MILLIS = 10_000;

    private final long interval;
    private final RandomGenerator random;
    private final MembershipActions actions;
    private final Links links;
    private final PassiveList passive;
    private long next;
    private long last;
    private long token;

    /** With whom the next link is to be. */
    private @Nullable Contact candidate;

    Rotation(
            MembershipSettings settings,
            RandomGenerator random,
            MembershipActions actions,
            Links links,
            PassiveList passive) {
        this.interval = settings.rotation().toMillis();
        this.random = random;
        this.actions = actions;
        this.links = links;
        this.passive = passive;
    }

    void start(long now) {
        next = now + Spread.around(interval, random);
    }

    /** Asks one neighbour to let this node go, when there is somebody to link to instead. */
    void wake(long now) {
        if (now < next) {
            return;
        }
        last = now;
        next = now + Spread.around(interval, random);
        if (links.wantsMore()) {
            return;
        }
        if (candidate == null || !links.isFree(candidate.peer())) {
            candidate = passive.pick(now, links::isFree).orElse(null);
        }
        Optional<Neighbour> given = links.anyToGiveUp();
        if (candidate != null && given.isPresent()) {
            token = random.nextLong();
            actions.send(given.get().contact, new Goodbye(token, false));
        }
    }

    /** Someone thought lost is back, and maybe a whole part of the network with them: link soon. */
    void prefer(Contact found, long now) {
        if (candidate == null && links.isFree(found.peer())) {
            candidate = found;
            next = Math.min(next, Math.max(now, last + HASTY_MILLIS));
        }
    }

    /** Whether the neighbour that was asked lets this node go. */
    boolean isGranted(GoodbyeReply reply) {
        return reply.token() == token && reply.accepted();
    }

    /** With whom to link now, if they are still free; nobody the next time. */
    Optional<Contact> takeCandidate() {
        Optional<Contact> taken = Optional.ofNullable(candidate).filter(found -> links.isFree(found.peer()));
        candidate = null;
        return taken;
    }

    long nextWake() {
        return next;
    }
}
