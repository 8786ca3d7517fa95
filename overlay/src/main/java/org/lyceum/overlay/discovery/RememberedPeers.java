package org.lyceum.overlay.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Multiaddr;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code overlay/peers} in a node's data folder: peers of earlier runs, so that a node finds its network though
 * every seed is away. A line is an address, such as {@code /ip4/192.0.2.1/tcp/4001/p2p/12D3KooW...}; a peer may have
 * several. It is a memory, no configuration: what cannot be read is left out, and what cannot be written is logged.
 */
public final class RememberedPeers {

    /** Peers that are kept. */
    public static final int MAX_PEERS = 64;

    private static final long MAX_BYTES = 128 * 1024;

    private static final Logger log = LoggerFactory.getLogger(RememberedPeers.class);

    private final Path file;
    private List<Contact> kept = List.of();

    private RememberedPeers(Path file) {
        this.file = file;
    }

    /** Those of the node whose data are in this folder. */
    public static RememberedPeers in(Path data) {
        return new RememberedPeers(data.resolve("overlay").resolve("peers"));
    }

    /** Whom the file names; nobody when there is none. */
    public synchronized List<Contact> load() {
        Map<PeerId, List<Address>> peers = new LinkedHashMap<>();
        for (String line : lines()) {
            read(line).ifPresent(address -> {
                PeerId peer = address.peer();
                if (peer != null && (peers.size() < MAX_PEERS || peers.containsKey(peer))) {
                    List<Address> addresses = peers.computeIfAbsent(peer, _ -> new ArrayList<>());
                    if (addresses.size() < Contact.MAX_ADDRESSES) {
                        addresses.add(new Address(
                                address.address().getAddress().getHostAddress(),
                                address.address().getPort()));
                    }
                }
            });
        }
        return peers.entrySet().stream()
                .map(entry -> new Contact(entry.getKey(), 0, entry.getValue()))
                .toList();
    }

    /** Puts these in the place of all others; nobody is forgotten because nobody is there now. */
    public synchronized void keep(List<Contact> peers) {
        List<Contact> wanted = peers.stream().limit(MAX_PEERS).toList();
        if (wanted.isEmpty() || wanted.equals(kept)) {
            return;
        }
        try {
            Path folder = Files.createDirectories(file.resolveSibling("."));
            Path temporary = Files.createTempFile(folder, "peers", ".tmp");
            try {
                Files.write(
                        temporary,
                        wanted.stream().flatMap(RememberedPeers::write).toList());
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            kept = wanted;
        } catch (IOException e) {
            log.warn("The peers of this run cannot be remembered in {}: {}", file, e.toString());
        }
    }

    private List<String> lines() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            if (Files.size(file) > MAX_BYTES) {
                log.warn(
                        "{} has more than {} bytes, so it is none of this program's: it is not read.", file, MAX_BYTES);
                return List.of();
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException e) {
            log.warn("The peers of earlier runs in {} cannot be read: {}", file, e.toString());
            return List.of();
        }
    }

    private static Optional<Multiaddr> read(String line) {
        try {
            return Optional.of(Multiaddr.parse(line.strip()));
        } catch (OverlayException e) {
            log.debug("remembered peers: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Stream<String> write(Contact contact) {
        return contact.addresses().stream()
                .flatMap(address -> literal(address).stream())
                .map(address -> new Multiaddr(address, contact.peer()).toString());
    }

    private static Optional<InetSocketAddress> literal(Address address) {
        try {
            return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(address.host()), address.port()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
