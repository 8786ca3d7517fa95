package org.lyceum.peer.torrents;

import java.util.Comparator;
import java.util.List;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.directory.Service;
import org.lyceum.overlay.network.NetworkEvent;
import org.lyceum.overlay.network.NetworkSnapshot;
import org.lyceum.overlay.network.OverlayNode;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has torrents announced to the trackers of the network. All nodes put them in the same order, so that the first one
 * that answers is the same for all, and they meet there.
 */
@Component
final class NetworkTrackers implements DisposableBean {

    /** As many are asked in vain, at most, when they are away. */
    private static final int MOST = 4;

    private final Disposable watching;

    NetworkTrackers(OverlayNode node, Engine engine) {
        // those that are known already count before anybody asks for a link
        engine.announceTo(announceUrls(node.snapshot().join()));
        watching = JdkFlowAdapter.flowPublisherToFlux(node.events())
                .filter(NetworkTrackers::changesNodes)
                .<Object>map(event -> event)
                .onBackpressureLatest()
                .startWith(Flux.just(node))
                .concatMap(_ -> Mono.fromFuture(node::snapshot), 1)
                .map(NetworkTrackers::announceUrls)
                .distinctUntilChanged()
                .subscribe(engine::announceTo);
    }

    @Override
    public void destroy() {
        watching.dispose();
    }

    private static boolean changesNodes(NetworkEvent event) {
        return event instanceof NetworkEvent.NodeListed
                || event instanceof NetworkEvent.NodeRemoved
                || event instanceof NetworkEvent.NodeDoubted;
    }

    static List<String> announceUrls(NetworkSnapshot network) {
        return network.nodes().stream()
                .filter(node -> !node.calledDead())
                .map(NetworkSnapshot.KnownNode::record)
                .filter(record -> record.roles().contains("seed"))
                .sorted(Comparator.comparing(NodeRecord::peer))
                .flatMap(record -> record.services().stream())
                .filter(service -> service.name().equals("tracker"))
                .map(Service::addresses)
                .filter(addresses -> !addresses.isEmpty())
                .map(addresses -> announceUrl(addresses.getFirst()))
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static String announceUrl(Address tracker) {
        return "udp://" + tracker;
    }
}
