package org.lyceum.bittorrent.swarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.storage.ResumeStore;
import org.lyceum.bittorrent.swarm.DownloadOrder.Candidate;

/** The queue of an engine's downloads: who has its turn, and who waits at which place. May be called from any thread. */
final class Downloads {

    private final int limit;
    private final ResumeStore store;
    private final ReentrantLock saving = new ReentrantLock();
    private final Map<InfoHash, Member> members = new HashMap<>();

    /** Every torrent, those of an earlier run first. */
    private List<InfoHash> order;

    /** Whether and where a torrent waits. */
    sealed interface Turn {}

    /** It may download. */
    record Now() implements Turn {}

    /** {@code place} others at most go before it; from 1. */
    record Later(int place) implements Turn {}

    /** It does not want to. */
    record Never() implements Turn {}

    private static final class Member {
        private final Runnable changed;
        private boolean wanting;
        private boolean stalled;
        private boolean read;
        private Turn turn = new Never();

        Member(Runnable changed) {
            this.changed = changed;
        }
    }

    Downloads(int limit, ResumeStore store) {
        this.limit = limit;
        this.store = store;
        order = new ArrayList<>(store.loadQueue());
    }

    /** @param changed called by any thread when {@link #turnOf} may answer otherwise than before; must not block */
    synchronized void join(InfoHash infoHash, Runnable changed) {
        members.put(infoHash, new Member(changed));
        if (!order.contains(infoHash)) {
            order.add(infoHash);
        }
    }

    synchronized void leave(InfoHash infoHash) {
        members.remove(infoHash);
        order.remove(infoHash);
        takeTurns(null);
    }

    /**
     * A torrent tells how things stand with it.
     *
     * @return its turn now; others are told of theirs
     */
    synchronized Turn update(InfoHash infoHash, boolean wanting, boolean stalled, boolean read) {
        Member member = members.get(infoHash);
        if (member == null) {
            return new Never();
        }
        if (member.wanting != wanting || member.stalled != stalled || member.read != read) {
            member.wanting = wanting;
            member.stalled = stalled;
            member.read = read;
            takeTurns(member);
        }
        return member.turn;
    }

    synchronized DownloadCounts counts() {
        int active = 0;
        int waiting = 0;
        for (Member member : members.values()) {
            switch (member.turn) {
                case Now() -> active++;
                case Later _ -> waiting++;
                case Never() -> {}
            }
        }
        return new DownloadCounts(active, waiting, limit);
    }

    synchronized Turn turnOf(InfoHash infoHash) {
        Member member = members.get(infoHash);
        return member == null ? new Never() : member.turn;
    }

    /** Puts a torrent at another place, also over a restart; blocks until that is on the disk. */
    void move(InfoHash infoHash, QueueMove move) {
        synchronized (this) {
            order = new ArrayList<>(DownloadOrder.moved(order, each -> isWanting(members.get(each)), infoHash, move));
            takeTurns(null);
        }
        // not while event loops wait for us, and the newest order last
        saving.lock();
        try {
            store.saveQueue(order());
        } finally {
            saving.unlock();
        }
    }

    private synchronized List<InfoHash> order() {
        return List.copyOf(order);
    }

    private static boolean isWanting(@Nullable Member member) {
        return member != null && member.wanting;
    }

    private void takeTurns(@Nullable Member asking) {
        List<Candidate> candidates = new ArrayList<>();
        for (InfoHash each : order) {
            Member member = members.get(each);
            if (member != null && member.wanting) {
                candidates.add(new Candidate(each, member.turn instanceof Now, member.stalled, member.read));
            }
        }
        Set<InfoHash> turns = DownloadOrder.turns(candidates, limit);
        int place = 0;
        Map<InfoHash, Turn> decided = new HashMap<>();
        for (Candidate each : candidates) {
            decided.put(each.infoHash(), turns.contains(each.infoHash()) ? new Now() : new Later(++place));
        }
        members.forEach((infoHash, member) -> {
            Turn turn = decided.getOrDefault(infoHash, new Never());
            if (!turn.equals(member.turn)) {
                member.turn = turn;
                if (member != asking) {
                    member.changed.run();
                }
            }
        });
    }
}
