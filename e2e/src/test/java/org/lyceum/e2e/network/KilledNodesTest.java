package org.lyceum.e2e.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.e2e.Await;
import org.lyceum.e2e.FreePort;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.HostSettings;
import org.lyceum.overlay.identity.Identity;

/** Twelve nodes and three seeds as processes; a seed and a node are the program itself. */
@Timeout(600)
class KilledNodesTest {

    private static final int SEEDS = 3;
    private static final int NODES = 12;
    private static final Duration STOPPED = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Host observer = Host.start(
            Identity.generate(), HostSettings.listeningOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    private final List<Member> all = new ArrayList<>();

    @AfterEach
    void stopAll() {
        observer.close();
        all.forEach(Member::close);
    }

    private Member started(Member member) {
        all.add(member);
        return member;
    }

    @Test
    void theNetworkOutlivesWhoeverIsKilled() throws IOException {
        List<Integer> ports =
                IntStream.range(0, SEEDS).mapToObj(_ -> FreePort.find()).toList();
        Path file = Files.writeString(
                folder.resolve("seeds.yml"),
                "count: %d\nseeds:\n".formatted(SEEDS)
                        + ports.stream().map("- 127.0.0.1:%d\n"::formatted).collect(Collectors.joining()));
        List<Member> seeds = new ArrayList<>();
        seeds.add(started(Member.whole("whole-seed", folder, ports.get(0), file, "seed")));
        for (int i = 1; i < SEEDS; i++) {
            seeds.add(started(Member.light("seed-" + i, folder, ports.get(i), file, true, observer)));
        }
        List<Member> nodes = new ArrayList<>();
        nodes.add(started(Member.whole("whole-node", folder, 0, file, "peer")));
        for (int i = 1; i < NODES; i++) {
            nodes.add(started(Member.light("node-" + i, folder, 0, file, false, observer)));
        }
        List<Member> members = Stream.concat(seeds.stream(), nodes.stream()).toList();
        awaitWhole("all join", members);

        // three nodes and a seed
        List<Member> dead = List.of(nodes.removeLast(), nodes.removeLast(), nodes.removeLast(), seeds.remove(1));
        long died = System.nanoTime();
        dead.forEach(Member::kill);
        Await.until("the seeds drop the dead", () -> seeds.stream().allMatch(seed -> holdsNoneOf(seed, dead)));
        print("the seeds dropped the dead after %.1f s", died);
        List<Member> left = Stream.concat(seeds.stream(), nodes.stream()).toList();
        awaitWhole("the rest stay one", left);

        // every seed
        long orphaned = System.nanoTime();
        seeds.forEach(Member::kill);
        awaitWhole("nodes go on without a seed", nodes);
        print("without a seed, nodes had settled after %.1f s", orphaned);

        // one returns
        long returned = System.nanoTime();
        Member seed = started(Member.light("seed-1", folder, ports.get(1), file, true, observer));
        Await.until("the seed is filled again", () -> holdsAll(seed, nodes));
        print("a seed that returned was filled after %.1f s", returned);
        List<Member> together = Stream.concat(Stream.of(seed), nodes.stream()).toList();
        awaitWhole("they are one again", together);

        // one is stopped
        Member sleeper = nodes.getLast();
        long stopped = System.nanoTime();
        sleeper.signal("STOP");
        Await.until("the seed drops who was stopped", () -> holdsNoneOf(seed, List.of(sleeper)));
        print("the seed dropped who was stopped after %.1f s", stopped);
        Await.until("it was stopped for long", () -> System.nanoTime() - stopped > STOPPED.toNanos());
        long woken = System.nanoTime();
        sleeper.signal("CONT");
        Await.until("the seed holds it again", () -> holdsAll(seed, List.of(sleeper)));
        awaitWhole("it is back", together);
        print("who was stopped was back after %.1f s", woken);
    }

    private static void print(String what, long since) {
        System.out.println(what.formatted((System.nanoTime() - since) / 1e9));
    }

    private static boolean holdsNoneOf(Member seed, List<Member> gone) {
        return seed.status()
                .map(status -> gone.stream().noneMatch(member -> status.held().contains(member.id())))
                .orElse(false);
    }

    private static boolean holdsAll(Member seed, List<Member> members) {
        return seed.status()
                .map(status -> members.stream().allMatch(member -> status.held().contains(member.id())))
                .orElse(false);
    }

    /** Waits until all know each other, nobody is linked to anybody else, and the links hold them together. */
    private static void awaitWhole(String what, List<Member> members) {
        Set<String> ids = members.stream().map(Member::id).collect(Collectors.toSet());
        Await.until(what, () -> {
            Map<String, Status> told = new HashMap<>();
            for (Member member : members) {
                Optional<Status> status = member.status();
                if (status.isEmpty()
                        || !status.get().known().containsAll(ids)
                        || !ids.containsAll(status.get().links())) {
                    return false;
                }
                told.put(member.id(), status.get());
            }
            return isOneComponent(told);
        });
    }

    private static boolean isOneComponent(Map<String, Status> told) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(told.keySet().iterator().next());
        while (!open.isEmpty()) {
            String id = open.poll();
            Status status = told.get(id);
            if (status != null && reached.add(id)) {
                status.links().stream()
                        .filter(other -> told.get(other) instanceof Status there
                                && there.links().contains(id))
                        .forEach(open::add);
            }
        }
        return reached.equals(told.keySet());
    }
}
