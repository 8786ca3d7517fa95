package org.lyceum.e2e.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.e2e.Await;
import org.lyceum.e2e.FreePort;
import org.lyceum.e2e.network.Member;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.HostSettings;
import org.lyceum.overlay.identity.Identity;

/** Three chat nodes and six others as processes, all of whom talk while one chat node after another is killed. */
@Timeout(600)
class KilledChatNodesTest {

    private static final int CHAT_NODES = 3;
    private static final int OTHERS = 6;
    private static final int KILLS = 5;

    /** Between two kills. */
    private static final int MESSAGES = 100;

    @TempDir
    private Path folder;

    private final Host observer = Host.start(
            Identity.generate(), HostSettings.listeningOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    private final List<AutoCloseable> started = new ArrayList<>();
    private final List<RoomProcess> everyProcess = new ArrayList<>();

    @AfterEach
    void stopAll() throws Exception {
        observer.close();
        for (AutoCloseable each : started) {
            each.close();
        }
    }

    @Test
    void nothingAcknowledgedIsLostDoubledOrReorderedHoweverOftenTheChatNodeIsKilled() throws IOException {
        int port = FreePort.find();
        Path seeds =
                Files.writeString(folder.resolve("seeds.yml"), "count: 1\nseeds: [127.0.0.1:%d]\n".formatted(port));
        started.add(Member.light("seed", folder, port, seeds, true, observer));
        List<RoomProcess> nodes = new ArrayList<>();
        for (int i = 1; i <= CHAT_NODES + OTHERS; i++) {
            nodes.add(start("node-" + i, i <= CHAT_NODES, seeds));
        }
        Await.until("somebody leads", () -> leader(nodes).isPresent());
        nodes.forEach(RoomProcess::talk);
        Await.until(
                "all are heard",
                () -> nodes.stream().noneMatch(node -> node.acknowledged().isEmpty()));

        for (int kill = 1; kill <= KILLS; kill++) {
            awaitMessages(MESSAGES);
            RoomProcess dead = Await.value("somebody leads", () -> leader(nodes));
            nodes.remove(dead);
            long died = System.nanoTime();
            dead.kill();
            RoomProcess next = Await.value("another leads", () -> leader(nodes));
            double led = secondsSince(died);
            awaitMessages(1);
            System.out.printf(
                    "%s was killed: %s leads after %.1f s, and the next is acknowledged after %.1f s%n",
                    dead, next, led, secondsSince(died));
            RoomProcess back = start(dead.name, dead.mayLead, seeds);
            nodes.add(back);
            back.talk();
        }

        awaitMessages(MESSAGES);
        nodes.forEach(RoomProcess::hush);
        Await.until("all is said", () -> nodes.stream().allMatch(RoomProcess::hasSaidAll));
        Await.until(
                "all read the same",
                () -> nodes.stream().map(RoomProcess::order).distinct().count() == 1);
        List<String> order = nodes.getFirst().order();
        List<String> acknowledged =
                everyProcess.stream().flatMap(it -> it.acknowledged().stream()).toList();
        System.out.printf(
                "%d messages, %d of them acknowledged to a living author%n", order.size(), acknowledged.size());
        assertThat(order).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(acknowledged).doesNotHaveDuplicates().hasSizeGreaterThan((KILLS + 1) * MESSAGES);
        assertInOrder(order);
    }

    private RoomProcess start(String name, boolean mayLead, Path seeds) {
        RoomProcess process = RoomProcess.start(name, mayLead, folder, seeds, observer);
        started.add(process);
        everyProcess.add(process);
        return process;
    }

    private static Optional<RoomProcess> leader(List<RoomProcess> nodes) {
        return nodes.stream().filter(node -> node.mayLead && node.leads()).findAny();
    }

    private void awaitMessages(int more) {
        int before = count();
        Await.until("%d more messages".formatted(more), () -> count() >= before + more);
    }

    private int count() {
        return everyProcess.stream().mapToInt(it -> it.acknowledged().size()).sum();
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** What one process said is in the order in which it said it. */
    private static void assertInOrder(List<String> order) {
        Map<String, Integer> last = new HashMap<>();
        for (String text : order) {
            int colon = text.indexOf(':');
            int number = Integer.parseInt(text.substring(colon + 1));
            Integer before = last.put(text.substring(0, colon), number);
            assertThat(number).as(text).isGreaterThan(before == null ? -1 : before);
        }
    }
}
