package org.lyceum.chat.replication;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.replication.RoomMessage.Fetch;
import org.lyceum.chat.replication.RoomMessage.Fetched;
import org.lyceum.chat.replication.RoomMessage.Vote;
import org.lyceum.chat.replication.RoomMessage.VoteRequest;
import org.lyceum.overlay.PeerId;

/**
 * How a node that does not lead votes, and when it stands itself. Where it has won, a method returns true.
 *
 * <p>When several stand at once, the votes may be split. So one that only asks yet, and hears of a candidate with a
 * lower name, gives up for this time; and one that cannot win any more in its epoch stands in the next at once.
 */
final class Elections {

    private static final long RETRY_MILLIS = 300;

    /** In a row: a candidate that reaches this node and no majority must not keep it from standing. */
    private static final int MAX_YIELDS = 2;

    private final Member self;
    private final ReplicaSettings settings;
    private final Log log;
    private final RandomGenerator random;
    private final ReplicaActions actions;
    private @Nullable Candidacy candidacy;
    private long due;
    private int yielded;

    Elections(
            Member self, ReplicaSettings settings, Log log, RandomGenerator random, ReplicaActions actions, long now) {
        this.self = self;
        this.settings = settings;
        this.log = log;
        this.random = random;
        this.actions = actions;
        postpone(now);
    }

    /** Another leads. */
    void led(long now) {
        yielded = 0;
        postpone(now);
    }

    /** Another may be about to lead. */
    void postpone(long now) {
        long min = settings.minElection().toMillis();
        candidacy = null;
        due = now + min + random.nextLong(settings.maxElection().toMillis() - min);
    }

    /** The epoch in which this node stood is over. */
    void giveUp() {
        candidacy = null;
    }

    boolean isStanding() {
        return candidacy != null;
    }

    /** When this node will stand, unless somebody leads. */
    long due() {
        return due;
    }

    boolean wake(long now) {
        if (candidacy == null) {
            return now >= due && isElectable() && stand(true, now);
        }
        if (candidacy.isOver(now)) {
            standAgain(now);
        } else {
            candidacy.wake(now);
        }
        return false;
    }

    private boolean isElectable() {
        Configuration configuration = log.configuration();
        return self.mayLead()
                && configuration != null
                && configuration.all().anyMatch(voter -> voter.peer().equals(self.peer()) && voter.store() == log.id());
    }

    /** The chat node wishes this node to lead, so nobody is asked first whether it is gone. */
    boolean takeOver(long now) {
        return isElectable() && stand(false, now);
    }

    private boolean stand(boolean trial, long now) {
        long epoch = log.epoch() + 1;
        if (!trial) {
            log.vote(self.peer(), epoch);
        }
        VoteRequest request = new VoteRequest(log.lineage(), epoch, trial);
        candidacy = new Candidacy(
                self.peer(), log, actions, request, now + settings.election().toMillis());
        candidacy.wake(now);
        return hasWon(now);
    }

    private void standAgain(long now) {
        candidacy = null;
        due = now + random.nextLong(RETRY_MILLIS);
    }

    private boolean hasWon(long now) {
        if (candidacy == null || !candidacy.isWon()) {
            return false;
        }
        return !candidacy.isTrial() || stand(false, now);
    }

    boolean voted(PeerId from, Vote vote, long now) {
        if (candidacy == null) {
            return false;
        }
        candidacy.voted(from, vote, now);
        if (candidacy.isHopeless()) {
            standAgain(now);
            return false;
        }
        return hasWon(now);
    }

    /** Whether entries were asked for. */
    boolean awaits(PeerId from, Fetched message) {
        return candidacy != null && candidacy.awaits(from, message.epoch());
    }

    boolean fetched(PeerId from, Fetched message, long now) {
        if (candidacy == null) {
            return false;
        }
        boolean matches = log.matches(message.previous());
        if (matches && !log.take(message.entries())) {
            actions.misbehaved(from, "contradicts what was acknowledged, at " + message.previous());
            return false;
        }
        long upTo = message.previous().seq() + message.entries().size();
        candidacy.fetched(matches ? upTo : log.committed(), now);
        return hasWon(now);
    }

    /**
     * Says whether this node would vote for a candidate, or does.
     *
     * @param isLed whether this node leads, or has heard of who does just now
     */
    void answer(PeerId from, VoteRequest request, boolean isLed, long now) {
        boolean granted = request.trial() ? !isLed && request.epoch() > log.epoch() : log.vote(from, request.epoch());
        if (granted && (!request.trial() || yieldsTo(from))) {
            postpone(now);
        }
        long epoch = granted ? request.epoch() : log.epoch();
        actions.send(from, new Vote(log.lineage(), epoch, request.trial(), granted, log.id(), log.last()));
    }

    private boolean yieldsTo(PeerId other) {
        boolean yields =
                candidacy != null && candidacy.isTrial() && other.compareTo(self.peer()) < 0 && yielded < MAX_YIELDS;
        yielded += yields ? 1 : 0;
        return yields;
    }

    /** Shows what this node holds to the candidate that it has voted for. */
    void answer(PeerId from, Fetch request) {
        if (request.epoch() == log.epoch() && request.after() <= log.last().seq()) {
            List<Entry> entries = log.after(request.after(), settings.maxBatchBytes());
            actions.send(from, new Fetched(log.lineage(), request.epoch(), log.position(request.after()), entries));
        }
    }
}
