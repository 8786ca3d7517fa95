package org.lyceum.e2e.rooms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.LiveRoom.Sent;
import org.lyceum.chat.hosting.RoomStatus;
import org.lyceum.chat.hosting.RoomsHost;
import org.lyceum.overlay.channel.Protocol;
import org.lyceum.overlay.discovery.SeedsFile;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentityFile;
import org.lyceum.overlay.network.OverlayNode;
import org.lyceum.overlay.network.OverlaySettings;

/** A process that is a node in a room and nothing else. It says what it is told to, and tells over the overlay. */
final class RoomNode {

    static final Protocol TOLD = new Protocol("/test/room/1", 16 * 1024 * 1024);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String name;
    private final LiveRoom room;
    private volatile boolean talking;

    private RoomNode(String name, LiveRoom room) {
        this.name = name;
        this.room = room;
    }

    /**
     * Runs until it is killed.
     *
     * @param arguments name, data folder, file of the seeds, whether it has the role chat
     */
    public static void main(String[] arguments) throws InterruptedException {
        Path data = Path.of(arguments[1]);
        Identity identity = IdentityFile.open(data);
        OverlayNode overlay = OverlayNode.start(
                identity,
                OverlaySettings.of(arguments[0], new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .course("SWE")
                        .data(data)
                        .seeds(SeedsFile.read(Path.of(arguments[2]))));
        RoomsHost rooms = RoomsHost.start(
                overlay, identity, data.resolve("db"), arguments[0], Boolean.parseBoolean(arguments[3]));
        RoomNode node = new RoomNode(
                arguments[0] + "." + ProcessHandle.current().pid(), rooms.all().getFirst());
        overlay.host()
                .answer(
                        TOLD,
                        (_, question) ->
                                node.answer(new String(question, UTF_8)).getBytes(UTF_8));
        Thread.ofVirtual().start(node::talk);
        System.out.printf("node %s %d%n", overlay.id(), overlay.address().getPort());
        new CountDownLatch(1).await();
    }

    private String answer(String question) {
        return switch (question) {
            case "talk" -> {
                talking = true;
                yield "";
            }
            case "hush" -> {
                talking = false;
                yield "";
            }
            case "leads" -> Boolean.toString(status().leads());
            case "waiting" -> Integer.toString(status().waiting());
            case "order" -> String.join("\n", order());
            default -> throw new IllegalArgumentException(question);
        };
    }

    private RoomStatus status() {
        return room.status().join();
    }

    private List<String> order() {
        List<String> texts = new ArrayList<>();
        long after = 0;
        for (List<Placed> page = room.events(after, 1_000).join();
                !page.isEmpty();
                page = room.events(after, 1_000).join()) {
            for (Placed placed : page) {
                if (placed.event().event().body() instanceof Body.Message message) {
                    texts.add(message.text());
                }
                after = placed.seq();
            }
        }
        return texts;
    }

    private void talk() {
        for (int said = 0; ; ) {
            if (talking) {
                String text = "%s:%d".formatted(name, said++);
                Sent sent =
                        room.write(new Body.Message(text), Optional.of(text)).join();
                var _ = sent.placed().thenAccept(_ -> System.out.println("acknowledged " + text));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
