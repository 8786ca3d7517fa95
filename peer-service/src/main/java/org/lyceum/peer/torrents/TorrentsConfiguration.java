package org.lyceum.peer.torrents;

import java.net.InetSocketAddress;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.EngineSettings;
import org.lyceum.network.NodeProperties;
import org.lyceum.network.ServiceOffering;
import org.lyceum.overlay.directory.Service;
import org.lyceum.overlay.network.LocalAddresses;
import org.lyceum.overlay.network.Offering;
import org.lyceum.web.ProblemMapping;
import org.lyceum.web.StartupException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;

/** The engine, and how its errors are answered. */
@Configuration(proxyBeanMethods = false)
class TorrentsConfiguration {

    @Bean(destroyMethod = "close")
    Engine engine(NodeProperties node, PeerProperties peer, ConnectionProperties connections, Blocklists blocklists) {
        InetSocketAddress listen = new InetSocketAddress(peer.bind(), peer.btPort());
        try {
            return Engine.start(EngineSettings.of(node.data(), listen)
                    .trackers(peer.trackers())
                    .privateNetworks(peer.privateNetworks())
                    .choke(peer.choke())
                    .limits(peer.limits())
                    .connections(connections.limits())
                    .blocklist(blocklists.inUse().list())
                    .activeDownloads(peer.activeDownloads()));
        } catch (BitTorrentException e) {
            String properties = switch (e.reason()) {
                case NETWORK -> "lyceum.peer.bt-port, lyceum.peer.bind";
                case STORAGE, MALFORMED, CONFLICT, NOT_FOUND -> "lyceum.data";
            };
            throw new StartupException("%s (%s)".formatted(e.getMessage(), properties), e);
        }
    }

    /** Where other peers, and whoever may ask this one, find it. */
    @Bean
    ServiceOffering peerOffering(PeerProperties peer, Engine engine) {
        return rest -> Offering.of(
                "peer",
                new Service("bittorrent", LocalAddresses.of(new InetSocketAddress(peer.bind(), engine.port()))),
                new Service("peer-rest", rest));
    }

    @Bean
    ProblemMapping bitTorrentProblems() {
        return ProblemMapping.of(BitTorrentException.class, failure -> statusOf(failure.reason()));
    }

    private static HttpStatus statusOf(BitTorrentException.Reason reason) {
        return switch (reason) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case STORAGE -> HttpStatus.INSUFFICIENT_STORAGE;
            case NETWORK -> HttpStatus.BAD_GATEWAY;
        };
    }
}
