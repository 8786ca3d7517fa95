package org.lyceum.overlay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lyceum.overlay.PeerId;

/** The rules of {@code docs/overlay.md}, in whole networks. A failure names its seed: the run repeats exactly. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class SimulationTest {

    private static final int SEEDS = 5;

    /** Of 100 nodes each. */
    private static final int NETWORKS = Integer.getInteger("lyceum.simulation.networks", 100);

    /** Misses in a row take at most 2+2+2+1 seconds; then a report on its way, and the seed's own check. */
    private static final long GONE_MILLIS = 10_000;

    @Test
    void networksLoseAThirdOfTheirNodes() {
        run(0, NETWORKS * 45 / 100, SimulationTest::crash);
    }

    @Test
    void nodesStopAndGoOn() {
        run(NETWORKS * 45 / 100, NETWORKS * 90 / 100, SimulationTest::stopAndGoOn);
    }

    /** Fewer: when a network falls in two, every node hears of every death, and after that of every life. */
    @Test
    void networksAreCutInTwoAndHeal() {
        run(NETWORKS * 90 / 100, NETWORKS, SimulationTest::splitAndHeal);
    }

    private interface Scenario {
        void play(SimulatedNetwork network);
    }

    private static void run(long first, long end, Scenario scenario) {
        LongStream.range(first, end).parallel().forEach(seed -> {
            SimulatedNetwork network = new SimulatedNetwork(seed, 100, SEEDS, Conditions.LOSSY);
            network.startAll(2_000);
            network.run(9_000);
            try {
                assertIsWhole(network);
                scenario.play(network);
                assertThat(network.evictedAlive).as("live nodes evicted").isEmpty();
                assertThat(network.misbehaviour).as("faults found").isEmpty();
            } catch (AssertionError e) {
                throw new AssertionError("seed %d: %s".formatted(seed, e.getMessage()), e);
            }
        });
    }

    static void crash(SimulatedNetwork network) {
        List<SimulatedNode> dead = network.anyOf(network.nodes, network.nodes.size() * 3 / 10);
        Set<PeerId> watched = new HashSet<>();
        for (SimulatedNode node : network.nodes) {
            if (!dead.contains(node)) {
                watched.addAll(node.neighbours());
            }
        }
        long died = network.now();
        dead.forEach(node -> node.running = false);
        network.run(GONE_MILLIS);
        for (SimulatedNode node : dead) {
            if (watched.contains(node.peer)) {
                assertThat(network.reported.get(node.peer))
                        .as("when node %d was first reported", node.index)
                        .isNotNull()
                        .isLessThanOrEqualTo(died + 7_000);
                for (SimulatedNode seed :
                        network.running().stream().filter(it -> it.isSeed).toList()) {
                    assertThat(seed.core().registry().orElseThrow().holds(node.peer))
                            .as("seed %d holds the dead node %d", seed.index, node.index)
                            .isFalse();
                }
            }
        }
        network.run(2_000);
        assertThat(network.components()).as("parts").hasSize(1);
    }

    static void splitAndHeal(SimulatedNetwork network) {
        network.split();
        network.run(15_000);
        network.heal();
        network.run(20_000);
        assertIsWhole(network);
        SimulatedNode teller = network.anyOf(network.nodes, 1).getFirst();
        network.tell(teller, "after");
        network.run(5_000);
        assertAllHave(network, "after");
    }

    static void stopAndGoOn(SimulatedNetwork network) {
        List<SimulatedNode> stopped = network.anyOf(network.nodes, 5);
        stopped.forEach(node -> node.stoppedUntil = network.now() + 20_000);
        network.run(5_000);
        network.tell(
                network.anyOf(
                                network.nodes.stream()
                                        .filter(node -> !stopped.contains(node))
                                        .toList(),
                                1)
                        .getFirst(),
                "meanwhile");
        network.run(27_000);
        assertIsWhole(network);
        assertAllHave(network, "meanwhile");
    }

    private static void assertAllHave(SimulatedNetwork network, String text) {
        for (SimulatedNode node : network.running()) {
            assertThat(node.received).as("what node %d heard", node.index).containsKey(text);
        }
    }

    private static void assertIsWhole(SimulatedNetwork network) {
        assertThat(network.components()).as("parts").hasSize(1);
        for (SimulatedNode node : network.nodes) {
            long held = network.nodes.stream()
                    .filter(it -> it.isSeed)
                    .filter(it -> it.core().registry().orElseThrow().holds(node.peer))
                    .count();
            assertThat(held).as("seeds that hold node %d", node.index).isGreaterThanOrEqualTo(SEEDS / 2 + 1);
        }
    }
}
