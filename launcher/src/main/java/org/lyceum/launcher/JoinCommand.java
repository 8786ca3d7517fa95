package org.lyceum.launcher;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.discovery.SeedAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lyceum join}. */
@Command(
        name = "join",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Runs a node of your own until Ctrl-C, in the network of a seed: any node that was started with `lyceum "
                    + "up`. Everything else, the tracker too, it learns there.%n"
        },
        footer = {
            "%nA node on another machine:%n  lyceum join 192.0.2.7 --bind 0.0.0.0",
            "A second one on the same machine:",
            "  lyceum join localhost --name bob --port 0 --bt-port 0 --ui-port 8081 --overlay-port 0"
        })
final class JoinCommand extends NodeCommand {

    @Parameters(
            index = "0",
            paramLabel = "HOST[:PORT]",
            converter = SeedOption.class,
            description = "Where the seed is reached; its port is 4001 unless it says otherwise.")
    private @Nullable SeedAddress seed;

    JoinCommand(PrintWriter out) {
        super(out);
    }

    @Override
    List<SeedAddress> seeds() {
        return List.of(Objects.requireNonNull(seed, "the command line is not taken without it"));
    }
}
