package org.lyceum.overlay.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds nodes on the local network, and lets them find this one, by multicast DNS as libp2p has it (libp2p specs,
 * {@code discovery/mdns.md}). Where that cannot be, the node does without.
 */
public final class LocalDiscovery {

    private static final Logger log = LoggerFactory.getLogger(LocalDiscovery.class);

    /** Random, so that the name tells nobody who it is: 32 characters at least. */
    private static final int NAME_BYTES = 20;

    private static final Executor THREADS =
            task -> Thread.ofPlatform().name("local-discovery").daemon().start(task);

    private final CompletableFuture<JmDNS> dns;

    private LocalDiscovery(CompletableFuture<JmDNS> dns) {
        this.dns = dns;
    }

    /**
     * Begins, without waiting.
     *
     * @param addresses under which others reach it
     * @param found hears of others, again and again, in threads of its own
     */
    public static LocalDiscovery start(PeerId self, List<Address> addresses, Consumer<Contact> found) {
        CompletableFuture<JmDNS> dns = CompletableFuture.supplyAsync(() -> open(self, addresses, found), THREADS);
        var _ = dns.exceptionally(e -> {
            log.warn("Nodes on the local network are not looked for: {}", e.getMessage());
            return null;
        });
        return new LocalDiscovery(dns);
    }

    private static JmDNS open(PeerId self, List<Address> addresses, Consumer<Contact> found) {
        byte[] name = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(name);
        Address first = addresses.getFirst();
        try {
            JmDNS dns = JmDNS.create(InetAddress.ofLiteral(first.host()));
            dns.addServiceListener(LocalRecord.SERVICE, new Finder(self, found));
            dns.registerService(ServiceInfo.create(
                    LocalRecord.SERVICE,
                    HexFormat.of().formatHex(name),
                    first.port(),
                    0,
                    0,
                    LocalRecord.write(self, addresses)));
            return dns;
        } catch (IOException e) {
            throw new IllegalStateException("multicast DNS does not work at " + first.host(), e);
        }
    }

    /** Takes the node's name back, and ends. */
    public CompletableFuture<Void> stop() {
        return dns.thenAcceptAsync(
                        it -> {
                            try {
                                it.close();
                            } catch (IOException e) {
                                log.debug("multicast DNS does not end as it should", e);
                            }
                        },
                        THREADS)
                .exceptionally(_ -> null);
    }

    private record Finder(PeerId self, Consumer<Contact> found) implements ServiceListener {

        @Override
        public void serviceAdded(ServiceEvent event) {
            event.getDNS().requestServiceInfo(event.getType(), event.getName());
        }

        @Override
        public void serviceRemoved(ServiceEvent event) {
            // whether a node is there, its neighbours find out
        }

        @Override
        public void serviceResolved(ServiceEvent event) {
            LocalRecord.read(event.getInfo().getTextBytes()).stream()
                    .filter(contact -> !contact.peer().equals(self))
                    .forEach(found);
        }
    }
}
