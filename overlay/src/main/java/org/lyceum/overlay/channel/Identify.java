package org.lyceum.overlay.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.PublicKeys;
import org.lyceum.overlay.protobuf.ProtobufReader;
import org.lyceum.overlay.protobuf.ProtobufWriter;

/** Each end tells who, what and where it is (libp2p specs, {@code identify/README.md}). */
final class Identify {

    static final Protocol PROTOCOL = new Protocol("/ipfs/id/1.0.0", 8 * 1024);

    private static final String PROTOCOL_VERSION = "ipfs/0.1.0";

    private static final int PUBLIC_KEY = 1;
    private static final int LISTEN_ADDRESS = 2;
    private static final int SPOKEN = 3;
    private static final int OBSERVED_ADDRESS = 4;
    private static final int VERSION = 5;
    private static final int AGENT = 6;

    private Identify() {}

    static void answer(Stream stream, PeerId self, PeerDescription description) {
        ProtobufWriter message = new ProtobufWriter().bytes(PUBLIC_KEY, PublicKeys.toProtobuf(self));
        description.addresses().forEach(address -> message.bytes(LISTEN_ADDRESS, address.toBytes()));
        description.protocols().forEach(protocol -> message.text(SPOKEN, protocol));
        description.observed().ifPresent(address -> message.bytes(OBSERVED_ADDRESS, address.toBytes()));
        message.text(VERSION, PROTOCOL_VERSION).text(AGENT, description.agent());
        stream.send(message.toBytes());
    }

    static PeerDescription ask(Stream stream, PeerId peer) {
        stream.finish();
        byte[] message = stream.receive();
        if (message == null) {
            throw new OverlayException(Reason.PROTOCOL_VIOLATION, peer + " does not identify itself");
        }
        return read(message, peer);
    }

    static PeerDescription read(byte[] message, PeerId peer) {
        String agent = "";
        List<Multiaddr> addresses = new ArrayList<>();
        Optional<Multiaddr> observed = Optional.empty();
        List<String> protocols = new ArrayList<>();
        ProtobufReader reader = new ProtobufReader("identify", message);
        while (reader.next()) {
            switch (reader.field()) {
                case PUBLIC_KEY -> expect(peer, PublicKeys.fromProtobuf(reader.bytes()));
                case LISTEN_ADDRESS -> Multiaddr.ofBytes(reader.bytes()).ifPresent(addresses::add);
                case SPOKEN -> protocols.add(reader.text());
                case OBSERVED_ADDRESS -> observed = Multiaddr.ofBytes(reader.bytes());
                case AGENT -> agent = reader.text();
                default -> reader.skip();
            }
        }
        return new PeerDescription(agent, List.copyOf(addresses), observed, List.copyOf(protocols));
    }

    private static void expect(PeerId peer, PeerId said) {
        if (!said.equals(peer)) {
            throw new OverlayException(Reason.FORGED, "%s identifies itself as %s".formatted(peer, said));
        }
    }
}
