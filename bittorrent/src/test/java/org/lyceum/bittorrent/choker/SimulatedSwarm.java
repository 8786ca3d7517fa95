package org.lyceum.bittorrent.choker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One slow seed and twenty leeches that all know each other, second by second, with the real picker and choke policies.
 * Each leech starts with a random quarter of the pieces, so that it has something to give, and gives {@value #UPLOAD}
 * blocks a second, shared among those that it unchoked; the last one is the exception. Leeches stay until all but that
 * one have everything; then it is left with the seed.
 */
final class SimulatedSwarm {

    static final int LEECHES = 20;

    /** Blocks a second of a leech: 32 KiB. */
    static final int UPLOAD = 2;

    private static final int SEED_UPLOAD = 1;

    private static final int GIVE_UP = 20_000;

    private final Random random;
    private final List<SimulatedPeer> peers = new ArrayList<>();
    private final List<SimulatedPeer> leeches;
    private int second;

    /** @param lastUpload blocks a second of the last leech */
    SimulatedSwarm(Function<RandomGenerator, ChokePolicy> policy, int lastUpload, long seed) {
        random = new Random(seed);
        for (int number = 0; number <= LEECHES; number++) {
            int upload = number == 0 ? SEED_UPLOAD : number == LEECHES ? lastUpload : UPLOAD;
            peers.add(new SimulatedPeer(number, number == 0, upload, policy.apply(random), random));
        }
        for (SimulatedPeer peer : peers) {
            peers.stream().filter(other -> other != peer).forEach(peer::connect);
        }
        leeches = List.copyOf(peers.subList(1, peers.size()));
    }

    /** When the last leech had everything, as a multiple of the time that the slowest of the others took. */
    double factor() {
        List<SimulatedPeer> contributors = leeches.subList(0, LEECHES - 1);
        while (contributors.stream().anyMatch(peer -> peer.finishedAt() < 0)) {
            pass();
        }
        for (SimulatedPeer peer : contributors) {
            peers.remove(peer);
            peers.forEach(other -> other.disconnect(peer));
        }
        int slowest = second;
        while (leeches.getLast().finishedAt() < 0) {
            pass();
        }
        return (double) leeches.getLast().finishedAt() / slowest;
    }

    private void pass() {
        second++;
        assertThat(second).as("seconds; left: %s", peers).isLessThan(GIVE_UP);
        Instant now = Instant.EPOCH.plusSeconds(second);
        peers.forEach(peer -> peer.rechoke(now));
        List<SimulatedPeer> turns = new ArrayList<>();
        peers.forEach(peer -> turns.addAll(Collections.nCopies(peer.upload(), peer)));
        Collections.shuffle(turns, random);
        turns.forEach(uploader -> uploader.uploadBlock(now, peers));
    }
}
