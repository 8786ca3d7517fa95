package org.lyceum.overlay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.directory.Presentation;
import org.lyceum.overlay.membership.MembershipMessage;
import org.lyceum.overlay.node.NodeEvent;

/** One rule at a time. */
class NetworkTest {

    private static SimulatedNetwork settled(int size, Conditions conditions) {
        SimulatedNetwork network = new SimulatedNetwork(7, size, 5, conditions);
        network.startAll(2_000);
        network.run(12_000);
        return network;
    }

    private static long held(SimulatedNetwork network, SimulatedNode node) {
        return network.running().stream()
                .filter(it -> it.isSeed && it.core().registry().orElseThrow().holds(node.peer))
                .count();
    }

    @Test
    void everyNodeRegistersWithAMajorityAndNoMore() {
        SimulatedNetwork network = settled(40, Conditions.CLEAN);

        assertThat(network.nodes)
                .allSatisfy(node -> assertThat(held(network, node)).isEqualTo(3));
        assertThat(network.nodes)
                .allSatisfy(node -> assertThat(node.outboundLinks()).isEqualTo(4));
        assertThat(network.components()).hasSize(1);
    }

    @Test
    void inACleanNetworkABodyIsSentOnceToEachNode() {
        SimulatedNetwork network = settled(100, Conditions.CLEAN);
        network.bodies = 0;

        network.tell(network.nodes.get(50), "new file");
        network.run(5_000);

        assertThat(network.nodes).allSatisfy(node -> assertThat(node.received).containsKey("new file"));
        assertThat(network.bodies).isEqualTo(99);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05})
    void gossipReachesAThousandNodesInSixHops(double loss) {
        SimulatedNetwork network = settled(1_000, new Conditions(loss, 10, 100));

        for (int i = 0; i < 10; i++) {
            network.tell(network.nodes.get(i * 100), "message " + i);
            network.run(30_000);
            String text = "message " + i;
            assertThat(network.nodes)
                    .allSatisfy(node -> assertThat(node.received.get(text))
                            .as("hops to node %d", node.index)
                            .isNotNull()
                            .isLessThanOrEqualTo(6));
        }
    }

    @Test
    void aThousandNodesStayOneWhenAThirdDies() {
        SimulatedNetwork network = settled(1_000, Conditions.LOSSY);

        SimulationTest.crash(network);

        assertThat(network.evictedAlive).isEmpty();
    }

    @Test
    void whoLeavesIsForgottenAtOnceAndNobodyReportsIt() {
        SimulatedNetwork network = settled(40, Conditions.CLEAN);
        SimulatedNode leaver = network.nodes.get(20);
        List<PeerId> neighbours = leaver.neighbours();

        leaver.core().leave(network.now());
        leaver.schedule();
        network.run(3_000);

        assertThat(network.left).contains(leaver);
        leaver.running = false;
        network.run(10_000);
        assertThat(held(network, leaver)).isZero();
        assertThat(network.reported).isEmpty();
        assertThat(neighbours)
                .allSatisfy(it -> assertThat(network.node(it).neighbours()).doesNotContain(leaver.peer));
    }

    @Test
    void aSeedThatReturnsIsFilledAgain() {
        SimulatedNetwork network = settled(40, Conditions.CLEAN);
        SimulatedNode seed = network.nodes.get(0);
        int before = seed.core().registry().orElseThrow().size();

        seed.running = false;
        network.run(20_000);
        assertThat(network.running())
                .allSatisfy(node -> assertThat(held(network, node)).isGreaterThanOrEqualTo(3));
        seed.start();
        network.run(25_000);

        assertThat(seed.core().registry().orElseThrow().size()).isEqualTo(before);
    }

    /** Someone looks at every seed, once a second. */
    private static void watch(SimulatedNetwork network) {
        network.nodes.stream()
                .filter(node -> node.isSeed)
                .forEach(seed -> seed.core().watched(network.now()));
    }

    private static Map<PeerId, Set<PeerId>> links(SimulatedNetwork network) {
        return network.nodes.stream()
                .collect(Collectors.toMap(node -> node.peer, node -> Set.copyOf(node.neighbours())));
    }

    @Test
    void aSeedThatIsWatchedKnowsOfChangedLinksWithinTwoSeconds() {
        SimulatedNetwork network = settled(40, Conditions.CLEAN);
        for (int second = 0; second < 20; second++) {
            watch(network);
            network.run(1_000);
        }
        List<Map<PeerId, Set<PeerId>>> latest = new ArrayList<>();
        int changed = 0;
        for (int tenth = 0; tenth < 600; tenth++) {
            if (tenth % 10 == 0) {
                watch(network);
            }
            network.run(100);
            latest.add(links(network));
            if (latest.size() <= 20) {
                continue;
            }
            changed += latest.getLast().equals(latest.get(latest.size() - 2)) ? 0 : 1;
            latest.removeFirst();
            for (SimulatedNode seed : network.nodes.subList(0, 5)) {
                seed.core().registry().orElseThrow().registrations().forEach(it -> {
                    PeerId peer = it.contact().peer();
                    Set<Set<PeerId>> states =
                            latest.stream().map(links -> links.get(peer)).collect(Collectors.toSet());
                    if (states.size() == 1) {
                        assertThat(states).containsExactly(Set.copyOf(it.neighbours()));
                    }
                });
            }
        }
        assertThat(changed).as("links that changed").isPositive();
    }

    @Test
    void whoReturnsIsNotTakenForDead() {
        SimulatedNetwork network = settled(40, Conditions.CLEAN);
        SimulatedNode node = network.nodes.get(30);
        node.running = false;
        network.run(12_000);
        assertThat(network.reported).containsKey(node.peer);

        node.start();
        node.core()
                .publish(
                        new NodeRecord(
                                node.peer,
                                "back",
                                new TreeSet<>(),
                                "",
                                List.of(),
                                new TreeSet<>(),
                                0,
                                Presentation.NONE,
                                1,
                                Instant.ofEpochMilli(network.now() + 600_000)),
                        network.now());
        network.run(20_000);

        assertThat(network.running()).allSatisfy(each -> {
            assertThat(each.core().directory().find(node.peer)).isPresent();
            assertThat(each.core().directory().isDoubted(node.peer)).isFalse();
        });
    }

    @Test
    void everySeedMayDieOnceNodesKnowEachOther() {
        SimulatedNetwork network = settled(100, Conditions.LOSSY);
        List<SimulatedNode> seeds = network.nodes.subList(0, 5);

        seeds.forEach(seed -> seed.running = false);
        network.run(40_000);
        assertThat(network.components()).hasSize(1);
        network.tell(network.nodes.get(60), "still here");
        network.run(15_000);
        assertThat(network.running())
                .allSatisfy(node -> assertThat(node.received).containsKey("still here"));

        seeds.forEach(SimulatedNode::start);
        network.run(25_000);
        assertThat(network.components()).hasSize(1);
        assertThat(network.nodes)
                .allSatisfy(node -> assertThat(held(network, node)).isGreaterThanOrEqualTo(3));
    }

    @Test
    void aLiarEvictsNobody() {
        SimulatedNetwork network = settled(40, Conditions.CLEAN);
        SimulatedNode liar = network.nodes.get(30);
        SimulatedNode victim = network.nodes.get(31);

        for (int i = 0; i < 20; i++) {
            network.seedAddresses()
                    .forEach(seed -> network.sendTo(liar, seed, new MembershipMessage.Report(1, victim.peer, 1_000)));
            network.run(500);
        }

        assertThat(held(network, victim)).isEqualTo(3);
        assertThat(network.evictedAlive).isEmpty();
        assertThat(network.happenings).noneMatch(event -> event instanceof NodeEvent.Dropped);
    }

    @Test
    void whoRegistersInAnothersNameIsFoundOut() {
        SimulatedNetwork network = settled(20, Conditions.CLEAN);
        SimulatedNode liar = network.nodes.get(10);
        SimulatedNode victim = network.nodes.get(11);

        network.sendTo(
                liar,
                network.nodes.get(0).address,
                new MembershipMessage.Register(1, victim.core().membership().self(), List.of(), 10));
        network.run(500);

        assertThat(network.misbehaviour).singleElement().asString().contains("in the name of");
    }
}
