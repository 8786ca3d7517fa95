package org.lyceum.launcher;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.discovery.SeedsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lyceum up}. */
@Command(
        name = "up",
        abbreviateSynopsis = true,
        sortOptions = false,
        description = {
            "Runs a node of your own until Ctrl-C: shares and fetches files, and serves the page to do so.",
            "The first node of a course is its seed; the others join it with `lyceum join`.%n"
        },
        footer = {
            "%nThe first node:%n  lyceum up",
            "A second one on the same machine:",
            "  lyceum join localhost --name bob --port 0 --bt-port 0 --ui-port 8081 --overlay-port 0",
            "Each of three seeds, whose file names all three, and every other node of their network:",
            "  lyceum up --seeds seeds.yml --roles seed,peer,chat,ui --bind 0.0.0.0",
            "  lyceum up --seeds seeds.yml --bind 0.0.0.0",
            "The file:",
            "  count: 3",
            "  seeds: [192.0.2.7:4001, 192.0.2.8:4001, seed.example.org:4001]"
        })
final class UpCommand extends NodeCommand {

    @Option(
            names = "--seeds",
            paramLabel = "FILE",
            description = "The seeds of the network to join, in YAML or JSON: how many (count), and host and port of "
                    + "each (seeds).")
    private @Nullable Path seedsFile;

    UpCommand(PrintWriter out) {
        super(out);
    }

    @Override
    List<SeedAddress> seeds() {
        try {
            return seedsFile == null ? List.of() : SeedsFile.read(seedsFile);
        } catch (OverlayException e) {
            throw new CommandFault(e.getMessage() + " (--seeds)", e);
        }
    }
}
