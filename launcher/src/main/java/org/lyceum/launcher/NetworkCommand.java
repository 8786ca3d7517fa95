package org.lyceum.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Grant;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentityFile;
import org.lyceum.overlay.identity.NetworkFolder;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.identity.SignedRevocations;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lyceum network}. */
@Command(
        name = "network",
        description = {
            "Says who is professor or admin in a network of nodes. A network is named by the key that created it, its first"
                    + " admin; a role is a grant that an admin has signed.%n"
        },
        commandListHeading = "%nCommands:%n",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nAn admin:   lyceum network create",
            "The other:  lyceum network show                  (tells the PeerId)",
            "The admin:  lyceum network grant PEERID --role professor --out bob.grant",
            "The other:  lyceum network accept bob.grant",
            "All others: lyceum network enter NETWORK         (so that they know whom to believe)"
        })
final class NetworkCommand implements Callable<Integer> {

    private final PrintWriter out;

    NetworkCommand(PrintWriter out) {
        this.out = out;
    }

    /** With its commands. */
    static CommandLine commandLine(PrintWriter out) {
        InstantSource clock = InstantSource.system();
        return new CommandLine(new NetworkCommand(out))
                .addSubcommand(new Create(out, clock))
                .addSubcommand(new Enter(out, clock))
                .addSubcommand(new GrantRole(out, clock))
                .addSubcommand(new Revoke(out, clock))
                .addSubcommand(new Accept(out, clock))
                .addSubcommand(new NetworkShow(out, clock));
    }

    @Override
    public Integer call() {
        new CommandLine(this).usage(out);
        return 0;
    }

    /** Reads one's own words for a PeerId. */
    static final class PeerIdOption implements CommandLine.ITypeConverter<PeerId> {
        @Override
        public PeerId convert(String value) {
            try {
                return new PeerId(value);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(
                        "'%s' is no PeerId: `lyceum network show` tells one's own, 52 characters from 12D3KooW on"
                                .formatted(value));
            }
        }
    }

    /** What a command does with the network of a node, and says in one line when it cannot. */
    abstract static class InNetwork implements Callable<Integer> {

        final PrintWriter out;
        final InstantSource clock;

        @Mixin
        private NodeDataOptions node = new NodeDataOptions();

        InNetwork(PrintWriter out, InstantSource clock) {
            this.out = out;
            this.clock = clock;
        }

        @Override
        public Integer call() {
            try {
                Path data = node.folder();
                run(data, IdentityFile.open(data));
                out.flush();
                return 0;
            } catch (OverlayException | IllegalArgumentException e) {
                throw new CommandFault(String.valueOf(e.getMessage()), e);
            } catch (IOException e) {
                throw new CommandFault(e.toString(), e);
            }
        }

        abstract void run(Path data, Identity self) throws IOException;

        NetworkFolder network(Path data, Identity self) {
            return NetworkFolder.open(data, self, clock)
                    .orElseThrow(() -> new CommandFault(
                            "this node is part of no network: `lyceum network create` makes one, `lyceum network accept`"
                                    + " takes the grant of an admin"));
        }

        /** Into a file where one was named, else where it can be read or piped. */
        void hand(String text, @Nullable Path file) throws IOException {
            if (file == null) {
                out.print(text);
            } else {
                Files.writeString(file, text);
            }
        }
    }

    @Command(name = "create", description = "Creates a network, of which this node is the first admin.%n")
    private static final class Create extends InNetwork {

        Create(PrintWriter out, InstantSource clock) {
            super(out, clock);
        }

        @Override
        void run(Path data, Identity self) {
            out.println(NetworkFolder.create(data, self, clock).network());
        }
    }

    @Command(
            name = "enter",
            description = {
                "Makes this node part of a network, for who needs no grant: so it knows whose grants count, and believes who"
                        + " is professor or admin there.%n"
            })
    private static final class Enter extends InNetwork {

        @Parameters(
                paramLabel = "NETWORK",
                converter = PeerIdOption.class,
                description = "The network's PeerId, as `lyceum network show` tells it to those who are part of it.")
        private @Nullable PeerId network;

        Enter(PrintWriter out, InstantSource clock) {
            super(out, clock);
        }

        @Override
        void run(Path data, Identity self) {
            NetworkFolder entered = NetworkFolder.enter(data, self, clock, Objects.requireNonNull(network));
            out.printf("%s is part of the network %s.%n", self.peerId(), entered.network());
        }
    }

    @Command(
            name = "grant",
            sortOptions = false,
            description = {
                "Grants a role to the holder of a PeerId. Prints what the holder is to give to `lyceum network accept`.%n"
            })
    private static final class GrantRole extends InNetwork {

        @Parameters(paramLabel = "PEERID", converter = PeerIdOption.class, description = "Who gets the role.")
        private @Nullable PeerId peer;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                description = "professor, or admin, who may grant roles too.")
        private Role role = Role.PROFESSOR;

        @Option(names = "--course", paramLabel = "COURSE", description = "For this course alone; without it for all.")
        private String course = "";

        @Option(names = "--days", paramLabel = "N", description = "How long it is valid (${DEFAULT-VALUE}).")
        private int days = 365;

        @Option(names = "--out", paramLabel = "FILE", description = "Writes the grant there rather than printing it.")
        private @Nullable Path file;

        GrantRole(PrintWriter out, InstantSource clock) {
            super(out, clock);
        }

        @Override
        void run(Path data, Identity self) throws IOException {
            if (days < 1 || days > 36_500) {
                throw new CommandFault("--days %d: give a number from 1 to 36500".formatted(days));
            }
            Instant expires = clock.instant().plus(Duration.ofDays(days));
            Credentials granted = network(data, self).grant(Objects.requireNonNull(peer), role, course, expires);
            Grant grant = granted.chain().getFirst().grant();
            hand(granted.toText(), file);
            if (file != null) {
                out.printf(
                        "%s is in %s: grant %d, %s until %s. `lyceum network accept %s` takes it.%n",
                        grant.peer(), file, grant.serial(), grant.role().text(), grant.expires(), file.getFileName());
            }
        }
    }

    @Command(
            name = "revoke",
            sortOptions = false,
            description = {
                "Takes a grant back. Prints this admin's list of all that was taken back, which other nodes give to"
                        + " `lyceum network accept`.%n"
            })
    private static final class Revoke extends InNetwork {

        @Parameters(paramLabel = "SERIAL", description = "Of the grant, as `lyceum network show` tells it.")
        private long serial;

        @Option(
                names = "--issuer",
                paramLabel = "PEERID",
                converter = PeerIdOption.class,
                description = "Whose grant it is; without it one's own. Only the network's own key can revoke others'.")
        private @Nullable PeerId issuer;

        @Option(names = "--out", paramLabel = "FILE", description = "Writes the list there rather than printing it.")
        private @Nullable Path file;

        Revoke(PrintWriter out, InstantSource clock) {
            super(out, clock);
        }

        @Override
        void run(Path data, Identity self) throws IOException {
            SignedRevocations list = network(data, self).revoke(issuer != null ? issuer : self.peerId(), serial);
            hand(list.toText(), file);
            if (file != null) {
                out.printf(
                        "%s holds version %d of the list, with %d revoked.%n",
                        file, list.list().version(), list.list().revoked().size());
            }
        }
    }

    @Command(
            name = "accept",
            description = "Takes a grant for this node, or a revocation list, that an admin has handed over.%n")
    private static final class Accept extends InNetwork {

        private static final int MAX_BYTES = 1024 * 1024;

        @Parameters(paramLabel = "FILE", description = "What the admin's command wrote; - reads standard input.")
        private @Nullable String file;

        Accept(PrintWriter out, InstantSource clock) {
            super(out, clock);
        }

        @Override
        void run(Path data, Identity self) throws IOException {
            NetworkFolder network = NetworkFolder.accept(data, self, clock, text());
            out.printf(
                    "%s is %s in the network %s.%n",
                    self.peerId(), network.standing().role().text(), network.network());
        }

        private String text() throws IOException {
            String name = Objects.requireNonNull(file);
            try (var in = name.equals("-") ? System.in : Files.newInputStream(Path.of(name))) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new CommandFault("%s has more than %d bytes: that is no grant".formatted(name, MAX_BYTES));
                }
                return new String(bytes, StandardCharsets.US_ASCII);
            } catch (NoSuchFileException e) {
                throw new CommandFault("there is no file " + name, e);
            }
        }
    }
}
