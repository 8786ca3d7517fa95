package org.lyceum.bittorrent.choker;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.picker.PiecePicker;

/** A peer of a {@link SimulatedSwarm}: what it has, and how it stands with each of the others. */
final class SimulatedPeer {

    private static final int PIECES = 512;
    private static final int PIECE_LENGTH = 4 * Block.SIZE;

    private final int number;
    private final int upload;
    private final ChokePolicy policy;
    private final PiecePicker picker;
    private final BitField has;
    private final Map<Integer, Link> links = new TreeMap<>();
    /** The unchoked peers, the next to be served first. */
    private final Deque<Link> served = new ArrayDeque<>();

    private Instant nextRound;
    private int finishedAt = -1;

    SimulatedPeer(int number, boolean seed, int upload, ChokePolicy policy, Random random) {
        this.number = number;
        this.upload = upload;
        this.policy = policy;
        picker = new PiecePicker(PIECES, PIECE_LENGTH, (long) PIECES * PIECE_LENGTH, random);
        has = new BitField(PIECES);
        for (int piece = 0; piece < PIECES; piece++) {
            if (seed || random.nextInt(4) == 0) {
                has.set(piece);
                picker.completed(piece);
            }
        }
        nextRound =
                Instant.EPOCH.plusSeconds(1 + random.nextLong(policy.interval().toSeconds()));
    }

    void connect(SimulatedPeer other) {
        links.put(other.number, new Link(other));
        picker.addPeer(other.has);
    }

    void disconnect(SimulatedPeer other) {
        Link link = links.remove(other.number);
        served.remove(link);
        picker.peerGone(other.number);
        picker.removePeer(other.has);
    }

    /** The second in which it had everything, or -1. */
    int finishedAt() {
        return finishedAt;
    }

    void rechoke(Instant now) {
        List<ChokeCandidate> candidates = new ArrayList<>();
        links.values().forEach(link -> candidates.add(link.candidate(now)));
        boolean due = !nextRound.isAfter(now);
        apply(
                due
                        ? policy.round(candidates, picker.isFinished(), now)
                        : policy.fill(candidates, picker.isFinished(), now),
                now);
        if (due) {
            nextRound = now.plus(policy.interval());
            links.values().forEach(Link::startCounting);
        }
    }

    private void apply(Unchoked unchoked, Instant now) {
        for (Link link : links.values()) {
            boolean unchoke = unchoked.peers().contains(link.other.number);
            if (unchoke != link.unchoked) {
                link.unchoked = unchoke;
                link.changedAt = now;
                if (unchoke) {
                    served.addLast(link);
                } else {
                    served.remove(link);
                }
            }
        }
    }

    /** Blocks that it can send in a second. */
    int upload() {
        return upload;
    }

    /** Sends one block to the next peer in turn that can use one. */
    void uploadBlock(Instant now, Collection<SimulatedPeer> swarm) {
        for (int i = served.size(); i > 0; i--) {
            Link link = served.removeFirst();
            served.addLast(link);
            if (link.other.takeBlock(this, now, swarm)) {
                link.uploaded += Block.SIZE;
                return;
            }
        }
    }

    private boolean takeBlock(SimulatedPeer uploader, Instant now, Collection<SimulatedPeer> swarm) {
        List<Block> asked = new ArrayList<>(1);
        picker.pick(uploader.number, uploader.has, 1, 1, false, asked::add);
        for (Block block : asked) {
            picker.received(uploader.number, block, _ -> {});
            Link link = links.get(uploader.number);
            if (link != null) {
                link.downloaded += block.length();
                link.lastBlockAt = now;
            }
            if (picker.isWhole(block.piece())) {
                picker.completed(block.piece());
                has.set(block.piece());
                finishedAt = picker.isFinished() ? (int) now.getEpochSecond() : -1;
                swarm.stream().filter(peer -> peer != this).forEach(peer -> peer.picker.peerHas(block.piece()));
            }
        }
        return !asked.isEmpty();
    }

    @Override
    public String toString() {
        return number + ": " + has;
    }

    private final class Link {
        private final SimulatedPeer other;
        private boolean unchoked;
        private long downloaded;
        private long uploaded;
        private Instant lastBlockAt = Instant.EPOCH;
        private Instant changedAt = Instant.MIN;

        private Link(SimulatedPeer other) {
            this.other = other;
        }

        private void startCounting() {
            downloaded = 0;
            uploaded = 0;
        }

        private ChokeCandidate candidate(Instant now) {
            boolean interested = other.picker.isInteresting(has);
            return new ChokeCandidate(
                    other.number,
                    interested,
                    unchoked,
                    downloaded,
                    uploaded,
                    Instant.EPOCH,
                    lastBlockAt,
                    now,
                    changedAt);
        }
    }
}
