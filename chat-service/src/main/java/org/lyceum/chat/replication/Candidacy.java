package org.lyceum.chat.replication;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.replication.RoomMessage.Fetch;
import org.lyceum.chat.replication.RoomMessage.Vote;
import org.lyceum.chat.replication.RoomMessage.VoteRequest;
import org.lyceum.overlay.PeerId;

/**
 * One attempt to lead. Voters vote as in Raft, but never refuse for what a candidate lacks: it takes over the longest
 * log of those who voted before it leads, as in Zab and Viewstamped Replication. For those who hold most may be nodes
 * that never lead.
 */
final class Candidacy {

    private static final long ASK_AGAIN_MILLIS = 300;

    private final PeerId self;
    private final Log log;
    private final ReplicaActions actions;
    private final VoteRequest request;
    private final long end;
    private final Map<PeerId, Vote> votes = new HashMap<>();
    private final Set<PeerId> refusals = new HashSet<>();
    private @Nullable Configuration asked;
    private @Nullable PeerId source;

    /** Up to where this log and that of the source are alike, as far as is known; at first it is a guess. */
    private long common;

    private long askedAt;

    Candidacy(PeerId self, Log log, ReplicaActions actions, VoteRequest request, long end) {
        this.self = self;
        this.log = log;
        this.actions = actions;
        this.request = request;
        this.end = end;
        this.common = log.last().seq();
    }

    boolean isTrial() {
        return request.trial();
    }

    boolean isOver(long now) {
        return now >= end;
    }

    /** Asks those who have not answered; anew when it is time. */
    void wake(long now) {
        if (now - askedAt >= ASK_AGAIN_MILLIS) {
            source = null;
            ask(now);
        }
    }

    void voted(PeerId from, Vote vote, long now) {
        if (vote.epoch() != request.epoch() || vote.trial() != request.trial()) {
            return;
        }
        if (vote.granted()) {
            votes.put(from, vote);
            ask(now);
        } else {
            refusals.add(from);
        }
    }

    /** Whether too many have voted for another in this epoch. */
    boolean isHopeless() {
        Configuration configuration = log.configuration();
        return !request.trial()
                && configuration != null
                && !configuration.isDecidedBy(voter -> !refusals.contains(voter.peer()));
    }

    /** Whether these entries were asked for. */
    boolean awaits(PeerId from, long epoch) {
        return epoch == request.epoch() && from.equals(source);
    }

    /** Takes over the rest, from this seq on. */
    void fetched(long upTo, long now) {
        common = upTo;
        source = null;
        ask(now);
    }

    private void ask(long now) {
        Configuration configuration = log.configuration();
        if (configuration == null) {
            return;
        }
        Optional<Map.Entry<PeerId, Vote>> ahead = request.trial() ? Optional.empty() : ahead();
        if (ahead.isPresent()) {
            if (source == null) {
                source = ahead.get().getKey();
                askedAt = now;
                long after = Math.min(common, ahead.get().getValue().last().seq());
                actions.send(source, new Fetch(log.lineage(), request.epoch(), after));
            }
        } else if (now - askedAt >= ASK_AGAIN_MILLIS || !configuration.equals(asked)) {
            askedAt = now;
            asked = configuration;
            configuration
                    .all()
                    .map(Voter::peer)
                    .distinct()
                    .filter(peer -> !peer.equals(self) && !votes.containsKey(peer))
                    .forEach(peer -> actions.send(peer, request));
        }
    }

    /** Who has voted and holds most, when that is more than this node holds. */
    private Optional<Map.Entry<PeerId, Vote>> ahead() {
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.comparing(Vote::last)))
                .filter(vote -> vote.getValue().last().compareTo(log.last()) > 0);
    }

    boolean isWon() {
        Configuration configuration = log.configuration();
        return configuration != null
                && configuration.all().anyMatch(this::isSelf)
                && configuration.isDecidedBy(this::hasVoted)
                && (request.trial() || ahead().isEmpty());
    }

    private boolean isSelf(Voter voter) {
        return voter.peer().equals(self) && voter.store() == log.id();
    }

    private boolean hasVoted(Voter voter) {
        Vote vote = votes.get(voter.peer());
        return isSelf(voter) || (vote != null && vote.store() == voter.store());
    }
}
