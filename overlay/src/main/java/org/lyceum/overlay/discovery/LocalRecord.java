package org.lyceum.overlay.discovery;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Multiaddr;

/**
 * What a node says of itself on the local network: a TXT record with a string {@code dnsaddr=<multiaddr>} for each
 * address (libp2p specs, {@code discovery/mdns.md}; strings of at most 255 bytes behind their length, RFC 1035, section
 * 3.3.14).
 */
final class LocalRecord {

    /** The service that libp2p's nodes ask for. */
    static final String SERVICE = "_p2p._udp.local.";

    private static final String KEY = "dnsaddr=";

    /** More would be somebody who wants many dialled. */
    private static final int MAX_PEERS = 4;

    private LocalRecord() {}

    static byte[] write(PeerId self, List<Address> addresses) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        for (Address address : addresses) {
            InetSocketAddress socket = new InetSocketAddress(InetAddress.ofLiteral(address.host()), address.port());
            byte[] text = (KEY + new Multiaddr(socket, self)).getBytes(StandardCharsets.US_ASCII);
            record.write(text.length);
            record.writeBytes(text);
        }
        return record.toByteArray();
    }

    /** Whom a record names, but for what this node could not dial. */
    static List<Contact> read(byte[] record) {
        Map<PeerId, List<Address>> peers = new LinkedHashMap<>();
        for (String text : strings(record)) {
            if (text.startsWith(KEY)) {
                add(text.substring(KEY.length()), peers);
            }
        }
        return peers.entrySet().stream()
                .map(entry -> new Contact(entry.getKey(), 0, entry.getValue()))
                .toList();
    }

    private static void add(String text, Map<PeerId, List<Address>> peers) {
        try {
            Multiaddr parsed = Multiaddr.parse(text);
            PeerId peer = parsed.peer();
            if (peer == null || (peers.size() >= MAX_PEERS && !peers.containsKey(peer))) {
                return;
            }
            List<Address> addresses = peers.computeIfAbsent(peer, _ -> new ArrayList<>());
            if (addresses.size() < Contact.MAX_ADDRESSES) {
                InetSocketAddress address = parsed.address();
                addresses.add(new Address(address.getAddress().getHostAddress(), address.getPort()));
            }
        } catch (OverlayException | IllegalArgumentException e) {
            // an address of another kind, such as QUIC: another may do
        }
    }

    private static List<String> strings(byte[] record) {
        List<String> strings = new ArrayList<>();
        for (int at = 0; at < record.length; ) {
            int length = Math.min(record[at] & 0xff, record.length - at - 1);
            strings.add(new String(record, at + 1, length, StandardCharsets.US_ASCII));
            at += 1 + length;
        }
        return strings;
    }
}
