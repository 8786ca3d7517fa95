package org.lyceum.launcher;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.discovery.SeedAddress;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code up} and {@code join} have in common: a node of one's own. */
abstract class NodeCommand implements Callable<Integer> {

    /** What can be the name of a folder everywhere. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,39}");

    private final PrintWriter out;

    @Option(names = "--name", paramLabel = "NAME", description = "What others see this node as (${DEFAULT-VALUE}).")
    private String name = System.getProperty("user.name", "me");

    @Option(
            names = "--course",
            paramLabel = "COURSE",
            description = "Whose room to enter, such as SWE; others are shown it too. Further rooms are entered on the "
                    + "page.")
    private String course = "";

    @Option(
            names = "--roles",
            paramLabel = "ROLE",
            split = ",",
            description =
                    "What it does: seed (others register here and find the tracker), peer (shares and fetches, and"
                            + " holds what is said in its rooms), chat (may order what is said there), ui (serves the"
                            + " page), ml (turns pictures, PDFs and recordings into text). Without it seed,peer,chat,ui"
                            + " for the first node of a network, and peer,chat,ui for one that is told of a seed or"
                            + " tracker.")
    private Set<Role> roles = EnumSet.noneOf(Role.class);

    @Option(
            names = "--tracker",
            paramLabel = "HOST:PORT",
            converter = TrackerOption.class,
            description = "A tracker, besides those of the network; may be given more than once.")
    private List<URI> trackers = new ArrayList<>();

    @Option(names = "--data", paramLabel = "FOLDER", description = "Where everything is kept (~/.lyceum/<name>).")
    private @Nullable Path data;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "The address to listen at (${DEFAULT-VALUE}: this machine alone). With any other, such as "
                    + "0.0.0.0, the page and REST ask for a token, which is shown.")
    private String bind = "127.0.0.1";

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(
            names = "--no-mdns",
            description = "Do not look for nodes on the local network, and do not be found there. With a loopback "
                    + "address to listen at this is so anyway.")
    private boolean withoutLocalDiscovery;

    @Mixin
    private TransferOptions transfer = new TransferOptions();

    @Option(
            names = "--blocklist",
            paramLabel = "FILE",
            description =
                    "Addresses to have nothing to do with: a p2p, DAT or CIDR list, which gzip may have compressed. "
                            + "Read at every start; without it the list that was last put over REST.")
    private @Nullable Path blocklist;

    @Mixin
    private LogOptions log = new LogOptions();

    NodeCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        requireFolderName();
        List<SeedAddress> seeds = seeds();
        Set<Role> chosen = roles.isEmpty() ? defaultRoles(seeds) : EnumSet.copyOf(roles);
        Node.Ports chosenPorts = ports.chosen();
        InetAddress address = address();
        return Lifetime.run(out, lifetime -> {
            DataFolder folder = lifetime.own(DataFolder.open(
                    Optional.ofNullable(data).orElse(Path.of(System.getProperty("user.home"), ".lyceum", name))));
            ports.requireFree(address, chosen);
            lifetime.own(log.to(folder.path()));
            Optional<String> token =
                    address.isLoopbackAddress() ? Optional.empty() : Optional.of(NodeToken.in(folder.path()));
            Services services = lifetime.own(new Services(address, token));
            Node.Overlay overlay = new Node.Overlay(seeds, !withoutLocalDiscovery);
            Node.Plan plan = new Node.Plan(name, course, chosen, chosenPorts, trackers, overlay, settings());
            new Node(plan, folder.path(), out).run(services, address, token);
            return 0;
        });
    }

    /** The seeds to register with. */
    abstract List<SeedAddress> seeds();

    /** Properties of the peer service. */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(transfer.properties());
        if (blocklist != null) {
            settings.put("lyceum.peer.blocklist", blocklist.toAbsolutePath().toString());
        }
        return settings;
    }

    private void requireFolderName() {
        if (!NAME.matcher(name).matches()) {
            throw new CommandFault(
                    "--name '%s': give 1 to 40 letters, digits, dots, dashes or spaces, the first a letter or digit"
                            .formatted(name));
        }
    }

    private Set<Role> defaultRoles(List<SeedAddress> seeds) {
        return trackers.isEmpty() && seeds.isEmpty()
                ? EnumSet.of(Role.SEED, Role.PEER, Role.CHAT, Role.UI)
                : EnumSet.of(Role.PEER, Role.CHAT, Role.UI);
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new CommandFault("--bind '%s' is no address of this machine".formatted(bind), e);
        }
    }
}
