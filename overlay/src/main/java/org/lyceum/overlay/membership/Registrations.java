package org.lyceum.overlay.membership;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.membership.MembershipMessage.Register;
import org.lyceum.overlay.membership.MembershipMessage.Registered;
import org.lyceum.overlay.membership.MembershipMessage.Unregister;

/**
 * Rule 1 from the side of the node: registered with {@code floor(n/2)+1} of n seeds. The seeds are put in random
 * order once; every round asks the first ones of it and goes on to the next for each that does not answer. So a seed
 * that returns is asked again in the next round, and fills. Who leaves round after round unanswered is told of, since
 * it holds a place among the n for nothing.
 */
final class Registrations {

    private static final int ATTEMPTS = 3;

    /** One round may be lost to a network that is away for a moment. */
    private static final int SILENT_ROUNDS = 2;

    private static final long RETRY_MILLIS = 5_000;
    private static final long HURRY_MILLIS = 2_000;
    private static final long GATHER_MILLIS = 1_000;
    private static final int WANTED_LATER = 8;

    private static final class Seed {
        final Address address;
        long token;
        long deadline = Neighbour.NEVER;
        int attempts;
        int silentRounds;
        boolean answered;
        boolean holdsUs;

        Seed(Address address) {
            this.address = address;
        }

        boolean isAsked() {
            return deadline != Neighbour.NEVER;
        }
    }

    private final List<Seed> seeds = new ArrayList<>();
    private final MembershipSettings settings;
    private final RandomGenerator random;
    private final MembershipActions actions;
    private final Supplier<Contact> self;
    private final Supplier<List<PeerId>> neighbours;

    private final Map<PeerId, Contact> union = new LinkedHashMap<>();
    private int wanted = MembershipMessage.MAX_CONTACTS;
    private boolean inRound;
    private boolean watched;
    private boolean stillWatched;
    private boolean hurried;
    private long hurryMillis = HURRY_MILLIS;
    private long roundEnded;
    private long nextRound;

    Registrations(
            List<Address> addresses,
            MembershipSettings settings,
            RandomGenerator random,
            MembershipActions actions,
            Supplier<Contact> self,
            Supplier<List<PeerId>> neighbours) {
        addresses.stream().distinct().map(Seed::new).forEach(seeds::add);
        Collections.shuffle(seeds, random);
        this.settings = settings;
        this.random = random;
        this.actions = actions;
        this.self = self;
        this.neighbours = neighbours;
    }

    /** Whether the seed was not among them; it takes a random place in the order. */
    boolean add(Address address) {
        if (all().contains(address)) {
            return false;
        }
        Seed added = new Seed(address);
        // not in the round that may be running, but in the next one
        added.attempts = ATTEMPTS;
        seeds.add(random.nextInt(seeds.size() + 1), added);
        return true;
    }

    void remove(Address address) {
        seeds.stream()
                .filter(seed -> seed.address.equals(address) && seed.holdsUs)
                .forEach(seed -> actions.sendToSeed(address, new Unregister(random.nextLong())));
        seeds.removeIf(seed -> seed.address.equals(address));
    }

    int quorum() {
        return seeds.isEmpty() ? 0 : seeds.size() / 2 + 1;
    }

    List<Address> all() {
        return seeds.stream().map(seed -> seed.address).toList();
    }

    List<Address> held() {
        return seeds.stream()
                .filter(seed -> seed.holdsUs)
                .map(seed -> seed.address)
                .toList();
    }

    /** As soon as may be: the seeds should know something new. */
    void renew(long now) {
        nextRound = now;
    }

    /** The node knows too few peers: ask for more than usual, and less often the longer it lasts. */
    void hurry() {
        if (!inRound && !hurried) {
            hurried = true;
            wanted = Math.max(wanted, MembershipMessage.MAX_CONTACTS / 4);
            nextRound = Math.min(nextRound, roundEnded + hurryMillis);
            hurryMillis = Math.min(hurryMillis * 2, settings.renewal().toMillis());
        }
    }

    /** The links have changed: who watches is to know soon, and of what follows at once with it. */
    void linksChanged(long now) {
        if (watched) {
            nextRound = Math.min(nextRound, now + GATHER_MILLIS);
        }
    }

    /** A link was lost: the next hurry is a real one. */
    void worry() {
        hurryMillis = HURRY_MILLIS;
    }

    /** Ends with what the seeds told, once per round. */
    Optional<List<Contact>> wake(long now) {
        if (!inRound && now >= nextRound) {
            inRound = true;
            stillWatched = false;
            union.clear();
            nextRound = Neighbour.NEVER;
            for (Seed seed : seeds) {
                seed.answered = false;
                seed.attempts = 0;
                seed.deadline = Neighbour.NEVER;
            }
        }
        if (!inRound) {
            return Optional.empty();
        }
        for (Seed seed : seeds) {
            if (seed.deadline <= now) {
                seed.deadline = Neighbour.NEVER;
                if (seed.attempts < ATTEMPTS) {
                    ask(seed, now);
                } else if (++seed.silentRounds >= SILENT_ROUNDS) {
                    actions.unanswered(seed.address);
                }
            }
        }
        return proceed(now);
    }

    /** Whether this answers a question of this round. */
    boolean answered(Registered message) {
        Optional<Seed> seed = asked(message.token());
        seed.ifPresent(it -> {
            it.answered = true;
            it.holdsUs = true;
            it.silentRounds = 0;
            it.deadline = Neighbour.NEVER;
            stillWatched |= message.watched();
            watched |= message.watched();
            message.peers().forEach(contact -> union.put(contact.peer(), contact));
        });
        return seed.isPresent();
    }

    void refused(long token, String reason) {
        asked(token).ifPresent(seed -> {
            seed.holdsUs = false;
            seed.attempts = ATTEMPTS;
            seed.deadline = Neighbour.NEVER;
            actions.refusedBy(seed.address, reason);
        });
    }

    long nextWake() {
        if (!inRound) {
            return nextRound;
        }
        long next = Neighbour.NEVER;
        for (Seed seed : seeds) {
            next = Math.min(next, seed.deadline);
        }
        return next;
    }

    private Optional<Seed> asked(long token) {
        return seeds.stream()
                .filter(seed -> seed.isAsked() && seed.token == token)
                .findFirst();
    }

    /** Asks the next seeds in place of those that failed; what all told, when the round is over. */
    private Optional<List<Contact>> proceed(long now) {
        if (!inRound) {
            return Optional.empty();
        }
        long answered = seeds.stream().filter(seed -> seed.answered).count();
        long open = answered + seeds.stream().filter(Seed::isAsked).count();
        for (Seed seed : seeds) {
            if (open < quorum() && seed.attempts == 0) {
                ask(seed, now);
                open++;
            }
        }
        return answered == open ? Optional.of(end(answered >= quorum(), now)) : Optional.empty();
    }

    private List<Contact> end(boolean enough, long now) {
        // what takes a registration back must not overtake the one of a round that begins now
        boolean settled = enough && nextRound > now;
        for (Seed seed : seeds) {
            if (!seed.answered && seed.holdsUs && settled) {
                actions.sendToSeed(seed.address, new Unregister(random.nextLong()));
            }
            seed.holdsUs = seed.answered || (seed.holdsUs && !settled);
        }
        watched = stillWatched;
        inRound = false;
        hurried = false;
        wanted = WANTED_LATER;
        roundEnded = now;
        long pause = enough ? settings.renewal().toMillis() : RETRY_MILLIS;
        nextRound = Math.min(nextRound, now + pause * 9 / 10 + random.nextLong(pause / 5));
        return List.copyOf(union.values());
    }

    private void ask(Seed seed, long now) {
        if (seed.attempts++ == 0) {
            seed.token = random.nextLong();
        }
        seed.deadline = now + settings.answerTimeout().toMillis();
        actions.sendToSeed(seed.address, new Register(seed.token, self.get(), neighbours.get(), wanted));
    }
}
