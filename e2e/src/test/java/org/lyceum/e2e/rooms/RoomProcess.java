package org.lyceum.e2e.rooms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.lyceum.e2e.ForeignProcess;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Host;

/** A {@link RoomNode} as a process. */
final class RoomProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern UP = Pattern.compile("node (\\S+) (\\d+)");
    private static final Pattern ACKNOWLEDGED = Pattern.compile("^acknowledged (\\S+)$", Pattern.MULTILINE);

    final String name;
    final boolean mayLead;
    private final ForeignProcess process;
    private final Host observer;
    private final PeerId peer;
    private final InetSocketAddress address;

    private RoomProcess(
            String name,
            boolean mayLead,
            ForeignProcess process,
            Host observer,
            PeerId peer,
            InetSocketAddress address) {
        this.name = name;
        this.mayLead = mayLead;
        this.process = process;
        this.observer = observer;
        this.peer = peer;
        this.address = address;
    }

    static RoomProcess start(String name, boolean mayLead, Path folder, Path seeds, Host observer) {
        Path data = folder.resolve(name);
        ForeignProcess process = ForeignProcess.start(
                data,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dlogback.configurationFile=bench-logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RoomNode.class.getName(),
                        name,
                        data.toString(),
                        seeds.toString(),
                        Boolean.toString(mayLead)));
        process.awaitUp(name + " is up", () -> find(process).isPresent());
        MatchResult up = find(process).orElseThrow();
        return new RoomProcess(
                name,
                mayLead,
                process,
                observer,
                new PeerId(up.group(1)),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(up.group(2))));
    }

    private static Optional<MatchResult> find(ForeignProcess process) {
        return UP.matcher(process.output()).results().findFirst();
    }

    /** Empty when it does not answer. */
    private Optional<String> ask(String question) {
        try {
            byte[] answer = observer.connect(peer, address)
                    .thenCompose(it -> it.request(RoomNode.TOLD, question.getBytes(UTF_8), PATIENCE))
                    .join();
            return Optional.of(new String(answer, UTF_8));
        } catch (CompletionException e) {
            return Optional.empty();
        }
    }

    private void tell(String what) {
        if (ask(what).isEmpty()) {
            throw new AssertionError("%s does not answer".formatted(name));
        }
    }

    /** Has it say something every tenth of a second. */
    void talk() {
        tell("talk");
    }

    void hush() {
        tell("hush");
    }

    boolean leads() {
        return ask("leads").filter("true"::equals).isPresent();
    }

    /** Whether all that it has said has been heard. */
    boolean hasSaidAll() {
        return ask("waiting").filter("0"::equals).isPresent();
    }

    /** What was said in the room, as this node has it. */
    List<String> order() {
        return ask("order").map(texts -> texts.lines().toList()).orElse(List.of());
    }

    /** What it was told to be acknowledged, killed or not. */
    List<String> acknowledged() {
        return ACKNOWLEDGED
                .matcher(process.output())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
