package org.lyceum.launcher;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.chat.ChatService;
import org.lyceum.chat.RoomsConfiguration;
import org.lyceum.ml.MlService;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentityFile;
import org.lyceum.overlay.network.OverlayNode;
import org.lyceum.overlay.network.OverlaySettings;
import org.lyceum.peer.PeerService;
import org.lyceum.tracker.TrackerService;
import org.lyceum.tracker.udp.UdpTracker;
import org.lyceum.ui.WebUi;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The services of one process. Each is a Spring application of its own that knows nothing of the others but their
 * addresses, but for the node of the overlay that it is part of. Closing stops the pages, peers and rooms, all at once,
 * and then the trackers, which so hear the peers leave; the nodes leave their network meanwhile.
 * Every port may be 0, which takes a free one.
 */
public final class Services implements AutoCloseable {

    private final InetAddress bind;
    private final Optional<String> token;
    private final List<ConfigurableApplicationContext> trackers = new ArrayList<>();
    private final List<ConfigurableApplicationContext> others = new ArrayList<>();
    private final List<OverlayNode> nodes = new ArrayList<>();
    private final List<SeedAddress> seeds = new ArrayList<>();
    private boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param bind the address that every service listens at
     * @param token what HTTP requests must carry; needed for an address other than loopback
     */
    public Services(InetAddress bind, Optional<String> token) {
        this.bind = bind;
        this.token = token;
    }

    /**
     * A tracker.
     *
     * @param announce the URL that peers announce to
     */
    public record RunningTracker(URI rest, URI announce) {}

    /**
     * A peer.
     *
     * @param bitTorrentPort TCP, where other peers connect
     */
    public record RunningPeer(String name, URI rest, int bitTorrentPort) {}

    public record RunningUi(URI page) {}

    /** Whether a peer is in rooms. */
    public enum Rooms {
        NONE,
        /** Holds what is said, and votes. */
        MEMBER,
        /** May order it, too. */
        MAY_LEAD
    }

    /**
     * Starts a node of the overlay, for services of this process. It leaves when they are closed.
     *
     * @throws org.lyceum.overlay.OverlayException when its port cannot be had
     */
    public OverlayNode startNode(Identity identity, OverlaySettings settings) {
        OverlayNode node = OverlayNode.start(identity, settings);
        synchronized (this) {
            if (!closed) {
                nodes.add(node);
                if (settings.isSeed()) {
                    seeds.add(SeedAddress.of(node.addresses().getFirst()));
                }
                return node;
            }
        }
        node.close();
        throw toldToStop();
    }

    /** On any free port, in the network of the seeds that were started here. */
    private OverlayNode startNode(String name, String course, Identity identity, boolean isSeed) {
        List<SeedAddress> known;
        synchronized (this) {
            known = List.copyOf(seeds);
        }
        return startNode(
                identity,
                OverlaySettings.of(name, new InetSocketAddress(bind, 0))
                        .course(course)
                        .localDiscovery(false)
                        .asSeed(isSeed)
                        .seeds(known));
    }

    /** A tracker with a node of its own, which is a seed. */
    public RunningTracker startTracker(int restPort, int udpPort) {
        return startTracker(startNode("tracker", "", Identity.generate(), true), restPort, udpPort);
    }

    /** A tracker as part of a node. */
    public RunningTracker startTracker(OverlayNode node, int restPort, int udpPort) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("lyceum.tracker.bind", bind.getHostAddress());
        properties.put("lyceum.tracker.udp-port", Integer.toString(udpPort));
        ConfigurableApplicationContext context =
                start(partOf(node, TrackerService.application()), trackers, restPort, properties);
        int port = context.getBean(UdpTracker.class).port();
        // Not loopback when others shall come: the tracker hands out the address that an announce comes from.
        return new RunningTracker(http(context), url("udp", LocalAddress.seenByOthers(bind), port));
    }

    /**
     * Starts a peer that keeps everything in {@code data}, with a node of its own.
     *
     * @param announces announce URLs for every torrent, besides its own
     */
    public RunningPeer startPeer(String name, Path data, int restPort, int bitTorrentPort, List<URI> announces) {
        return startPeer(name, data, restPort, bitTorrentPort, announces, Map.of());
    }

    /**
     * Starts a peer that is set up otherwise than by default, with a node of its own.
     *
     * @param settings properties of the peer service
     */
    public RunningPeer startPeer(
            String name,
            Path data,
            int restPort,
            int bitTorrentPort,
            List<URI> announces,
            Map<String, String> settings) {
        OverlayNode node = startNode(name, "", IdentityFile.open(data), false);
        return startPeer(node, name, data, restPort, bitTorrentPort, announces, settings);
    }

    /**
     * Starts a peer as part of a node.
     *
     * @param settings properties of the peer service
     */
    public RunningPeer startPeer(
            OverlayNode node,
            String name,
            Path data,
            int restPort,
            int bitTorrentPort,
            List<URI> announces,
            Map<String, String> settings) {
        return startPeer(node, name, data, restPort, bitTorrentPort, announces, settings, Rooms.NONE);
    }

    /** Starts a peer as part of a node, and with it the door to the node's rooms. */
    public RunningPeer startPeer(
            OverlayNode node,
            String name,
            Path data,
            int restPort,
            int bitTorrentPort,
            List<URI> announces,
            Map<String, String> settings,
            Rooms rooms) {
        Map<String, String> properties = new LinkedHashMap<>(settings);
        properties.put("lyceum.name", name);
        properties.put("lyceum.data", data.toString());
        properties.put("lyceum.peer.bind", bind.getHostAddress());
        properties.put("lyceum.peer.bt-port", Integer.toString(bitTorrentPort));
        for (int i = 0; i < announces.size(); i++) {
            properties.put("lyceum.peer.trackers[" + i + "]", announces.get(i).toString());
        }
        SpringApplicationBuilder application = PeerService.application();
        if (rooms != Rooms.NONE) {
            application.sources(RoomsConfiguration.class);
            properties.put("lyceum.rooms.chat-node", Boolean.toString(rooms == Rooms.MAY_LEAD));
        }
        ConfigurableApplicationContext context = start(partOf(node, application), others, restPort, properties);
        return new RunningPeer(
                name, http(context), context.getBean(Engine.class).port());
    }

    /**
     * Starts a peer with a node of its own, which is in the room of a course and may lead there.
     *
     * @param settings properties of the peer service
     */
    public RunningPeer startMember(
            String course, String name, Path data, int restPort, List<URI> announces, Map<String, String> settings) {
        OverlayNode node = startNode(name, course, IdentityFile.open(data), false);
        return startPeer(node, name, data, restPort, 0, announces, settings, Rooms.MAY_LEAD);
    }

    /** Starts the rooms of a node that is no peer, and answers where their REST interface is. */
    public URI startChat(OverlayNode node, String name, Path data, int restPort) {
        Map<String, String> properties = Map.of("lyceum.name", name, "lyceum.data", data.toString());
        return http(start(partOf(node, ChatService.application()), others, restPort, properties));
    }

    /**
     * Starts the reading of media as part of a node, which keeps everything in {@code data}.
     *
     * @return its REST interface
     */
    public URI startMl(OverlayNode node, String name, Path data, int restPort) {
        Map<String, String> properties = Map.of("lyceum.name", name, "lyceum.data", data.toString());
        return http(start(partOf(node, MlService.application()), others, restPort, properties));
    }

    /** Starts a page that looks at peers, named here, by their REST interfaces. */
    public RunningUi startUi(int port, Map<String, URI> peers) {
        Map<String, String> properties = new LinkedHashMap<>();
        int i = 0;
        for (Map.Entry<String, URI> peer : peers.entrySet()) {
            String node = "lyceum.ui.nodes[" + i++ + "].";
            properties.put(node + "name", peer.getKey());
            properties.put(node + "url", peer.getValue().toString());
            token.ifPresent(value -> properties.put(node + "token", value));
        }
        return new RunningUi(http(start(WebUi.application(), others, port, properties)));
    }

    private static SpringApplicationBuilder partOf(OverlayNode node, SpringApplicationBuilder application) {
        return application.initializers(context -> context.getBeanFactory().registerSingleton("overlayNode", node));
    }

    private ConfigurableApplicationContext start(
            SpringApplicationBuilder application,
            List<ConfigurableApplicationContext> group,
            int port,
            Map<String, String> properties) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.put("server.address", bind.getHostAddress());
        all.put("server.port", Integer.toString(port));
        // An open event stream would hold up a graceful stop.
        all.put("server.shutdown", "immediate");
        all.put("spring.main.banner-mode", "off");
        token.ifPresent(value -> all.put("lyceum.web.token", value));
        // Arguments win over the environment, where a SERVER_PORT may stand for something else.
        String[] arguments = all.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        ConfigurableApplicationContext context =
                application.registerShutdownHook(false).logStartupInfo(false).run(arguments);
        synchronized (this) {
            if (!closed) {
                group.add(context);
                return context;
            }
        }
        context.close();
        throw toldToStop();
    }

    private static IllegalStateException toldToStop() {
        return new IllegalStateException("told to stop");
    }

    private URI http(ConfigurableApplicationContext context) {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return url("http", LocalAddress.seenFromHere(bind), port);
    }

    private static URI url(String scheme, InetAddress address, int port) {
        return URI.create("%s://%s:%d".formatted(scheme, LocalAddress.inUrl(address), port));
    }

    @Override
    public void close() {
        List<ConfigurableApplicationContext> first;
        List<ConfigurableApplicationContext> last;
        List<OverlayNode> leaving;
        synchronized (this) {
            closed = true;
            first = List.copyOf(others);
            last = List.copyOf(trackers);
            leaving = List.copyOf(nodes);
        }
        // rooms hand over what they lead while their node is still there
        closeAll(first);
        try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
            leaving.forEach(node -> closing.execute(node::close));
            closeAll(last);
        }
    }

    private static void closeAll(List<ConfigurableApplicationContext> contexts) {
        try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
            contexts.forEach(context -> closing.execute(context::close));
        }
    }
}
