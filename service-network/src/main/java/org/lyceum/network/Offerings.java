package org.lyceum.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.network.LocalAddresses;
import org.lyceum.overlay.network.OverlayNode;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerInitializedEvent;
import org.springframework.context.event.EventListener;

/** Tells the network what this service offers, once it can be asked for it. */
final class Offerings {

    private final OverlayNode node;
    private final Map<String, ServiceOffering> offerings;
    private final InetAddress bind;

    Offerings(OverlayNode node, Map<String, ServiceOffering> offerings, ServerProperties server) {
        this.node = node;
        this.offerings = Map.copyOf(offerings);
        this.bind = Objects.requireNonNullElseGet(server.getAddress(), () -> new InetSocketAddress(0).getAddress());
    }

    @EventListener
    void started(ReactiveWebServerInitializedEvent event) {
        List<Address> rest = LocalAddresses.of(
                new InetSocketAddress(bind, event.getWebServer().getPort()));
        offerings.forEach(
                (name, offering) -> node.offer(name, offering.offering(rest)).join());
    }
}
