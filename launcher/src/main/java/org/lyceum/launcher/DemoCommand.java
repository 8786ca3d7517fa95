package org.lyceum.launcher;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lyceum demo}. */
@Command(
        name = "demo",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Runs a whole swarm on this machine: a tracker, some peers and the page.",
            "The first peer shares a lecture, the others fetch it from it and from each other. Then open the page: "
                    + "drop a file on it, and watch it spread. Ctrl-C stops everything.%n"
        },
        footer = "%nSlow enough to watch:%n  lyceum demo --peers 5 --download-limit 200kB --upload-limit 100kB")
final class DemoCommand implements Callable<Integer> {

    private static final int MAX_PEERS = 32;

    private final PrintWriter out;

    @Option(
            names = "--peers",
            paramLabel = "N",
            description = "How many peers, 2 to " + MAX_PEERS + " (${DEFAULT-VALUE}).")
    private int peers = 3;

    @Option(
            names = "--exit",
            description = "Stop once every peer has verified the lecture: status 0 when all did, 1 otherwise.")
    private boolean exit;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "How long the peers may take, such as 90s or 2m (2m).")
    private Duration timeout = Duration.ofMinutes(2);

    @Option(
            names = "--ui-port",
            paramLabel = "PORT",
            converter = PortOption.class,
            description = "Port of the page (${DEFAULT-VALUE}); 0 takes a free one.")
    private int uiPort = 8080;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortOption.class,
            description = "REST port of the first peer; the next ones and the tracker follow it. "
                    + "Without it free ones are taken.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where the peers keep their files. Without it in a temporary folder, which is removed at "
                    + "the end.")
    private @Nullable Path data;

    @Mixin
    private TransferOptions transfer = new TransferOptions();

    @Mixin
    private LogOptions log = new LogOptions();

    DemoCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (peers < 2 || peers > MAX_PEERS) {
            throw new CommandFault("--peers %d: give a number from 2 to %d".formatted(peers, MAX_PEERS));
        }
        if (port > 65_535 - peers) {
            throw new CommandFault("--port %d leaves no room for the %d ports after it".formatted(port, peers));
        }
        PortCheck check = new PortCheck(InetAddress.getLoopbackAddress()).tcp(uiPort, "--ui-port");
        for (int i = 0; port > 0 && i <= peers; i++) {
            check.tcp(port + i, "--port");
        }
        check.orFail();
        Demo.Plan plan = new Demo.Plan(peers, uiPort, port, timeout, exit, transfer.properties());
        return Lifetime.run(out, lifetime -> {
            DataFolder folder =
                    lifetime.own(Optional.ofNullable(data).map(DataFolder::open).orElseGet(DataFolder::temporary));
            lifetime.own(log.to(folder.path()));
            return new Demo(plan, folder.path(), lifetime, out).run();
        });
    }
}
