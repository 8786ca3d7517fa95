package org.lyceum.chat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lyceum.chat.events.EventId;

/** What {@code docs/rooms.md} promises, in whole rooms. A failure names its seed: the run repeats exactly. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("lyceum.simulation.rooms", 1_000);

    private static final long TAKE_OVER_MILLIS = 10_000;

    /** Of any size from one node on, and everything that can happen to them. */
    @Test
    void whateverHappensNoAcknowledgedEventIsLostDoubledOrReordered() {
        run(SEEDS, SimulationTest::chaos);
    }

    @Test
    void anotherTakesOverInTenSecondsWhenTheChatNodeDiesOrIsCutOffOrStops() {
        run(SEEDS, SimulationTest::takeOver);
    }

    @Test
    void whenAllStandAtOnceOneIsElected() {
        run(SEEDS, SimulationTest::contend);
    }

    @Test
    void ofThoseWhoStartAtOnceOneLeads() {
        run(SEEDS, SimulationTest::startAtOnce);
    }

    @Test
    void roomsFoundedApartBecomeOne() {
        run(SEEDS / 4, SimulationTest::foundApart);
    }

    @Test
    void aRoomShrinksToTheLastNodeAndGrowsAgain() {
        run(SEEDS / 20, SimulationTest::shrink);
    }

    @Test
    void aLostDiskIsFilledAgainAndItsPromisesBindNobody() {
        run(SEEDS / 10, SimulationTest::loseDisks);
    }

    @Test
    void ofTwoNodesEitherMayLeaveAndTheOneThatDoesNotLeadMayDie() {
        run(SEEDS / 10, SimulationTest::two);
    }

    @Test
    void aNodeWithoutTheRoleChatNeverLeads() {
        run(SEEDS / 10, SimulationTest::waitForChatNode);
    }

    @Test
    void whatIsAcknowledgedIsOnDiskWheneverThePowerFails() {
        run(SEEDS, SimulationTest::failPower);
    }

    private interface Scenario {
        void play(long seed, RandomGenerator random);
    }

    private static void run(int seeds, Scenario scenario) {
        LongStream.range(0, seeds).parallel().forEach(seed -> {
            try {
                scenario.play(seed, new SplittableRandom(~seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed %d: %s".formatted(seed, e.getMessage()), e);
            }
        });
    }

    private static void takeOver(long seed, RandomGenerator random) {
        SimulatedRoom room = begin(seed, 2 + random.nextInt(3), 1 + random.nextInt(5), anyConditions(random));
        for (int round = 0; round < 3; round++) {
            SimulatedNode before = chatNode(room);
            Runnable repair = harm(room, before, random);
            SimulatedNode writer = room.anyOf(others(room, before));
            writer.write();
            room.run(TAKE_OVER_MILLIS);

            assertThat(others(room, before).stream().filter(SimulatedNode::leads))
                    .as("chat nodes beside node %d", before.index)
                    .hasSize(1);
            assertThat(room.acknowledged).as("what node %d wrote", writer.index).containsAll(room.written(writer));
            assertThat(before.leads() && before.stoppedUntil <= room.now())
                    .as("node %d takes itself for the chat node", before.index)
                    .isFalse();
            repair.run();
            room.run(10_000);
        }
        assertIsWhole(room);
    }

    /** The others sleep until each of them would stand, and wake at the same moment. */
    private static void contend(long seed, RandomGenerator random) {
        SimulatedRoom room = begin(seed, 3 + random.nextInt(2), random.nextInt(4), anyConditions(random));
        for (int round = 0; round < 3; round++) {
            SimulatedNode before = chatNode(room);
            before.kill();
            room.nodes.forEach(node -> node.stoppedUntil = Long.MAX_VALUE);
            room.run(5_000);
            room.nodes.forEach(room::goOn);
            room.run(TAKE_OVER_MILLIS);
            assertThat(room.nodes.stream().filter(SimulatedNode::leads)).hasSize(1);
            room.start(before);
            room.run(5_000);
        }
        assertIsWhole(room);
    }

    private static void failPower(long seed, RandomGenerator random) {
        SimulatedRoom room = begin(seed, 3, 0, Conditions.LOSSY);
        for (int round = 0; round < 40; round++) {
            for (SimulatedNode node : room.running()) {
                node.write();
                if (random.nextInt(3) == 0) {
                    node.power.cutAfter(random.nextLong(30));
                }
            }
            room.run(random.nextLong(2_000));
            room.nodes.stream()
                    .filter(node -> !node.running && random.nextBoolean())
                    .forEach(room::start);
        }
        calm(room);
        assertIsWhole(room);
    }

    private static Runnable harm(SimulatedRoom room, SimulatedNode node, RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> {
                node.kill();
                yield () -> room.start(node);
            }
            case 1 -> {
                node.side = 1;
                yield () -> node.side = 0;
            }
            default -> {
                node.stoppedUntil = Long.MAX_VALUE;
                yield () -> room.goOn(node);
            }
        };
    }

    private static void startAtOnce(long seed, RandomGenerator random) {
        Conditions conditions = anyConditions(random);
        SimulatedRoom room = new SimulatedRoom(seed, 2 + random.nextInt(4), random.nextInt(4), conditions);
        long within = random.nextBoolean() ? 1 : 2_000;
        for (SimulatedNode node : room.nodes) {
            room.time().at(random.nextLong(within), () -> room.start(node));
        }
        room.run(within + TAKE_OVER_MILLIS);
        assertThat(room.nodes.stream().filter(SimulatedNode::leads)).hasSize(1);
        if (conditions.equals(Conditions.CLEAN)) {
            assertThat(room.foundings).as("foundings").hasSize(1);
        }
        room.nodes.forEach(SimulatedNode::write);
        room.run(TAKE_OVER_MILLIS);
        assertIsWhole(room);
    }

    private static void foundApart(long seed, RandomGenerator random) {
        SimulatedRoom room = new SimulatedRoom(seed, 2 + random.nextInt(4), random.nextInt(5), anyConditions(random));
        room.nodes.forEach(node -> node.side = node.index < 2 ? node.index : random.nextInt(2));
        room.nodes.forEach(room::start);
        for (int i = 0; i < 10; i++) {
            room.run(1_500);
            room.nodes.forEach(SimulatedNode::write);
        }
        room.run(10_000);
        assertThat(room.foundings).as("foundings").hasSizeGreaterThanOrEqualTo(2);
        assertThat(room.acknowledged).as("what was acknowledged on either side").hasSize(10 * room.nodes.size());
        calm(room);
        assertIsWhole(room);
    }

    private static void shrink(long seed, RandomGenerator random) {
        SimulatedRoom room = begin(seed, 2 + random.nextInt(2), random.nextInt(5), anyConditions(random));
        while (room.running().size() > 1) {
            SimulatedNode leader = chatNode(room);
            List<SimulatedNode> dispensable = room.running().stream()
                    .filter(node -> node != leader
                            || (room.running().size() > 2
                                    && others(room, node).stream().anyMatch(other -> other.mayLead)))
                    .toList();
            room.anyOf(dispensable).kill();
            SimulatedNode writer = room.anyOf(room.running());
            writer.write();
            room.run(TAKE_OVER_MILLIS);
            assertThat(room.acknowledged).as("what node %d wrote", writer.index).containsAll(room.written(writer));
            room.run(40_000);
        }
        calm(room);
        assertIsWhole(room);
    }

    private static void loseDisks(long seed, RandomGenerator random) {
        SimulatedRoom room = begin(seed, 2 + random.nextInt(3), 1 + random.nextInt(4), anyConditions(random));
        for (int round = 0; round < 4; round++) {
            SimulatedNode node = random.nextBoolean() ? chatNode(room) : room.anyOf(room.nodes);
            node.kill();
            node.disk.lose();
            room.start(node);
            SimulatedNode writer = room.anyOf(others(room, node));
            writer.write();
            room.run(TAKE_OVER_MILLIS);
            assertThat(room.acknowledged).as("what node %d wrote", writer.index).containsAll(room.written(writer));
            room.run(40_000);
        }
        assertIsWhole(room);
    }

    private static void two(long seed, RandomGenerator random) {
        SimulatedRoom room = begin(seed, 2, 0, anyConditions(random));
        SimulatedNode leader = chatNode(room);
        SimulatedNode other = others(room, leader).getFirst();

        other.kill();
        leader.write();
        room.run(TAKE_OVER_MILLIS);
        assertThat(room.acknowledged).containsAll(room.written(leader));
        room.start(other);
        room.run(10_000);

        leader.leave();
        room.run(3_000);
        if (leader.hasLeft) {
            leader.kill();
            room.unlist(leader);
            other.write();
            room.run(TAKE_OVER_MILLIS);
            assertThat(other.leads()).as("the one that is left leads").isTrue();
            assertThat(room.acknowledged).containsAll(room.written(other));
            room.start(leader);
        } else {
            assertThat(room.conditions).as("only loss delays leaving").isEqualTo(Conditions.LOSSY);
        }
        calm(room);
        assertIsWhole(room);
    }

    private static void waitForChatNode(long seed, RandomGenerator random) {
        SimulatedRoom room = new SimulatedRoom(seed, 1, 1 + random.nextInt(5), anyConditions(random));
        room.nodes.stream().skip(1).forEach(room::start);
        room.run(20_000);
        room.running().forEach(SimulatedNode::write);
        room.run(20_000);
        assertThat(room.foundings).as("foundings").isEmpty();

        room.start(room.nodes.getFirst());
        room.run(20_000);
        assertThat(room.acknowledged).as("what was written meanwhile").hasSize(room.nodes.size() - 1);
        assertIsWhole(room);
    }

    /** All have started, know each other and have said something. */
    private static SimulatedRoom begin(long seed, int chatNodes, int others, Conditions conditions) {
        SimulatedRoom room = new SimulatedRoom(seed, chatNodes, others, conditions);
        room.nodes.forEach(room::start);
        room.run(TAKE_OVER_MILLIS);
        room.nodes.forEach(SimulatedNode::write);
        room.run(5_000);
        return room;
    }

    private static SimulatedNode chatNode(SimulatedRoom room) {
        return room.chatNode().orElseThrow(() -> room.violated("nobody leads"));
    }

    private static List<SimulatedNode> others(SimulatedRoom room, SimulatedNode node) {
        return room.nodes.stream()
                .filter(other -> other != node && other.running)
                .toList();
    }

    private static Conditions anyConditions(RandomGenerator random) {
        return random.nextBoolean() ? Conditions.LOSSY : Conditions.CLEAN;
    }

    private static void chaos(long seed, RandomGenerator random) {
        SimulatedRoom room = new SimulatedRoom(
                seed,
                1 + random.nextInt(4),
                random.nextInt(5),
                random.nextBoolean() ? Conditions.LOSSY : Conditions.CLEAN);
        for (SimulatedNode node : room.nodes) {
            room.time().at(random.nextLong(20_000), () -> room.start(node));
        }
        for (int i = 0; i < 60; i++) {
            room.run(random.nextLong(4_000));
            disturb(room, random);
            for (int messages = random.nextInt(5); messages > 0; messages--) {
                SimulatedNode writer = room.anyOf(room.nodes);
                if (writer.running && writer.stoppedUntil <= room.now()) {
                    writer.write();
                }
            }
        }
        calm(room);
        assertIsWhole(room);
    }

    private static void disturb(SimulatedRoom room, RandomGenerator random) {
        SimulatedNode node =
                random.nextBoolean() ? room.anyOf(room.nodes) : room.chatNode().orElse(room.nodes.getFirst());
        switch (random.nextInt(9)) {
            case 0 -> node.kill();
            case 1 -> node.power.cutAfter(random.nextLong(40));
            case 2 -> room.stop(node, random.nextLong(12_000));
            case 3 -> room.nodes.forEach(it -> it.side = random.nextInt(2));
            case 4 -> node.side = 1 - node.side;
            case 5 -> room.nodes.forEach(it -> it.side = 0);
            case 6 -> node.expire();
            default ->
                room.nodes.stream()
                        .filter(it -> !it.running && random.nextBoolean())
                        .forEach(room::start);
        }
    }

    /** Everyone is back, and can reach everyone. */
    private static void calm(SimulatedRoom room) {
        for (SimulatedNode node : room.nodes) {
            node.power.restore();
            node.side = 0;
            room.goOn(node);
            if (!node.running) {
                room.start(node);
            }
        }
        room.run(TAKE_OVER_MILLIS);
        assertThat(room.chatNode()).as("a chat node").isPresent();
        room.run(30_000);
    }

    private static void assertIsWhole(SimulatedRoom room) {
        List<EventId> order = SimulatedRoom.events(room.nodes.getFirst());
        for (SimulatedNode node : room.nodes) {
            assertThat(node.waiting())
                    .as("what node %d has not sent", node.index)
                    .isEmpty();
            assertThat(SimulatedRoom.events(node))
                    .as("the log of node %d", node.index)
                    .isEqualTo(order);
        }
        // what expired is missing, or comes late, where a log gave way to another
        Predicate<EventId> isWhole = event -> !room.expired.contains(event);
        assertThat(order)
                .as("the log")
                .doesNotHaveDuplicates()
                .containsAll(room.acknowledged.stream().filter(isWhole).toList());
        room.written.forEach((node, events) -> {
            List<EventId> inOrder = new ArrayList<>(order);
            inOrder.retainAll(events);
            assertThat(inOrder.stream().filter(isWhole))
                    .as("what node %d wrote", node.index)
                    .containsExactlyElementsOf(events.stream().filter(isWhole).toList());
        });
    }
}
