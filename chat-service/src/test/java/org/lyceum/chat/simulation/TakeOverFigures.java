package org.lyceum.chat.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long a room is without a chat node when its own is killed: the table of {@code docs/rooms.md}, on standard
 * output.
 */
final class TakeOverFigures {

    private static final int ROOMS = 300;
    private static final int STEP_MILLIS = 10;

    private TakeOverFigures() {}

    public static void main(String[] arguments) {
        System.out.println(
                "| loss | another leads, s: median / 99 % / max | a new event is acknowledged, s: median / 99 % /"
                        + " max |");
        System.out.println("|---|---|---|");
        print("0 %", Conditions.CLEAN);
        print("10 %", Conditions.LOSSY);
    }

    private static void print(String loss, Conditions conditions) {
        List<Double> led = new ArrayList<>();
        List<Double> acknowledged = new ArrayList<>();
        for (long seed = 0; seed < ROOMS; seed++) {
            SimulatedRoom room = new SimulatedRoom(seed, 3, 6, conditions);
            room.nodes.forEach(room::start);
            room.run(20_000);
            SimulatedNode before = room.chatNode().orElseThrow();
            SimulatedNode writer = room.anyOf(
                    room.nodes.stream().filter(node -> node != before).toList());
            long killed = room.now();
            before.kill();
            writer.write();
            while (room.chatNode().isEmpty()) {
                room.run(STEP_MILLIS);
            }
            led.add((room.now() - killed) / 1_000.0);
            while (!room.acknowledged.containsAll(room.written(writer))) {
                room.run(STEP_MILLIS);
            }
            acknowledged.add((room.now() - killed) / 1_000.0);
        }
        System.out.printf("| %s | %s | %s |%n", loss, summary(led), summary(acknowledged));
    }

    private static String summary(List<Double> seconds) {
        Collections.sort(seconds);
        return "%.1f / %.1f / %.1f"
                .formatted(seconds.get(seconds.size() / 2), seconds.get(seconds.size() * 99 / 100), seconds.getLast());
    }
}
