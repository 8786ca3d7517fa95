package org.lyceum.bittorrent.choker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Peers that come, go, give, take, ask for nothing and change their minds in virtual time, and a policy that must keep its promises. */
final class ChokeWorld {

    private static final int MAX_PEERS = 12;

    private final Random random;
    private final ChokePolicy policy;
    private final boolean seeding;
    private final boolean fickle;
    private final List<Peer> peers = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private Instant lastRound = now;
    private Unchoked unchoked = new Unchoked(Set.of(), OptionalInt.empty());

    /** @param fickle whether peers lose their interest and regain it */
    ChokeWorld(ChokePolicy policy, boolean seeding, boolean fickle, Random random) {
        this.policy = policy;
        this.seeding = seeding;
        this.fickle = fickle;
        this.random = random;
    }

    /** One second: things happen, then the policy is asked, then its promises are checked. */
    void second() {
        now = now.plusSeconds(1);
        if (random.nextInt(4) == 0 && peers.size() < MAX_PEERS) {
            int number = random.ints(0, 2 * MAX_PEERS)
                    .filter(n -> peers.stream().noneMatch(peer -> peer.number == n))
                    .findFirst()
                    .orElseThrow();
            boolean interested = !fickle || random.nextBoolean();
            peers.add(new Peer(number, now, interested, random.nextInt(4) * 1_000L, random.nextInt(3) > 0));
        }
        if (random.nextInt(25) == 0 && !peers.isEmpty()) {
            peers.remove(random.nextInt(peers.size()));
        }
        for (Peer peer : peers) {
            if (fickle && random.nextInt(20) == 0) {
                peer.interested = !peer.interested;
            }
            if (random.nextInt(3) > 0) {
                peer.transfer(now, seeding);
            }
        }
        if (Duration.between(lastRound, now).compareTo(policy.interval()) >= 0) {
            List<ChokeCandidate> before = candidates();
            apply(policy.round(before, seeding, now));
            checkBest(before);
            peers.forEach(Peer::startCounting);
            lastRound = now;
        } else {
            Set<Peer> kept = peers.stream()
                    .filter(peer -> peer.unchoked && peer.candidate(now).isEager(now))
                    .collect(Collectors.toSet());
            apply(policy.fill(candidates(), seeding, now));
            assertThat(kept).as("slots between rounds").allMatch(peer -> peer.unchoked);
        }
        checkSlots();
    }

    private List<ChokeCandidate> candidates() {
        return peers.stream().map(peer -> peer.candidate(now)).toList();
    }

    private void apply(Unchoked answer) {
        unchoked = answer;
        assertThat(numbers()).containsAll(answer.peers());
        for (Peer peer : peers) {
            boolean unchoke = answer.peers().contains(peer.number);
            if (unchoke != peer.unchoked) {
                assertThat(Duration.between(peer.changedAt, now))
                        .as("from one change of %d to the next", peer.number)
                        .isGreaterThanOrEqualTo(ChokePolicy.HOLD);
                assertThat(peer.interested || !unchoke)
                        .as("only interested peers are unchoked")
                        .isTrue();
                peer.unchoked = unchoke;
                peer.changedAt = now;
            }
        }
    }

    private void checkSlots() {
        assertThat(unchoked.peers()).hasSizeLessThanOrEqualTo(ChokePolicy.SLOTS);
        assertThat(unchoked.peers())
                .containsAll(unchoked.optimistic().stream().boxed().toList());
        List<Peer> waiting = peers.stream()
                .filter(peer -> peer.interested && !peer.unchoked && !peer.isHeld(now))
                .toList();
        List<Peer> busy = peers.stream()
                .filter(peer -> peer.unchoked && (peer.candidate(now).isEager(now) || peer.isHeld(now)))
                .toList();
        if (busy.size() < ChokePolicy.SLOTS) {
            assertThat(waiting).as("waiting for a free slot").isEmpty();
        }
        if (!fickle && peers.size() <= ChokePolicy.SLOTS) {
            assertThat(peers).as("four or fewer").allMatch(peer -> peer.unchoked || peer.isHeld(now));
        }
    }

    /** As many slots as are not held go to those that moved most. */
    private void checkBest(List<ChokeCandidate> before) {
        Comparator<ChokeCandidate> byBytes =
                Comparator.comparingLong(seeding ? ChokeCandidate::uploaded : ChokeCandidate::downloaded);
        List<ChokeCandidate> eligible = before.stream()
                .filter(peer -> peer.isEager(now) && (peer.unchoked() || !isHeld(peer)))
                .sorted(byBytes.reversed())
                .toList();
        long held =
                before.stream().filter(peer -> peer.unchoked() && isHeld(peer)).count();
        long sure = Math.min(eligible.size(), Math.min(3, ChokePolicy.SLOTS - held));
        for (int i = 0; i < sure; i++) {
            long bytes = seeding ? eligible.get(i).uploaded() : eligible.get(i).downloaded();
            long betterOrEqualUnchoked = eligible.stream()
                    .filter(peer -> unchoked.peers().contains(peer.peer()))
                    .filter(peer -> (seeding ? peer.uploaded() : peer.downloaded()) >= bytes)
                    .count();
            assertThat(betterOrEqualUnchoked).as("of the best %d", i + 1).isGreaterThan(i);
        }
    }

    private boolean isHeld(ChokeCandidate peer) {
        return Duration.between(peer.chokeChangedAt(), now).compareTo(ChokePolicy.HOLD) < 0;
    }

    private List<Integer> numbers() {
        return peers.stream().map(peer -> peer.number).toList();
    }

    private static final class Peer {
        private final int number;
        private final Instant connectedAt;
        private final long rate;
        private final boolean asks;
        private boolean interested;
        private boolean unchoked;
        private long downloaded;
        private long uploaded;
        private Instant lastBlockAt;
        private Instant changedAt;

        private Peer(int number, Instant connectedAt, boolean interested, long rate, boolean asks) {
            this.number = number;
            this.connectedAt = connectedAt;
            this.interested = interested;
            this.rate = rate;
            this.asks = asks;
            lastBlockAt = connectedAt;
            changedAt = connectedAt.minusSeconds(1_000);
        }

        private void transfer(Instant now, boolean seeding) {
            if (rate > 0 && seeding && unchoked && asks) {
                uploaded += rate;
            } else if (rate > 0 && !seeding) {
                downloaded += rate;
                lastBlockAt = now;
            }
        }

        private void startCounting() {
            downloaded = 0;
            uploaded = 0;
        }

        private boolean isHeld(Instant now) {
            return Duration.between(changedAt, now).compareTo(ChokePolicy.HOLD) < 0;
        }

        private ChokeCandidate candidate(Instant now) {
            Instant lastTakenAt = asks ? now : connectedAt;
            return new ChokeCandidate(
                    number,
                    interested,
                    unchoked,
                    downloaded,
                    uploaded,
                    connectedAt,
                    lastBlockAt,
                    lastTakenAt,
                    changedAt);
        }
    }
}
