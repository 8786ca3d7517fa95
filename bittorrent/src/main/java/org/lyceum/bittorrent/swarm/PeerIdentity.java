package org.lyceum.bittorrent.swarm;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.wire.ExtensionHandshake;
import org.lyceum.bittorrent.wire.Handshake;
import org.lyceum.bittorrent.wire.MetadataMessage;

/** Who a peer is and what it can do: by its handshake (BEP 3, 6), and by its extension handshake once that has come. */
final class PeerIdentity {

    private final Handshake handshake;
    private final boolean incoming;
    private final InetSocketAddress address;
    private @Nullable ExtensionHandshake extensions;

    PeerIdentity(Handshake handshake, boolean incoming, InetSocketAddress address) {
        this.handshake = handshake;
        this.incoming = incoming;
        this.address = address;
    }

    void extensions(ExtensionHandshake told) {
        extensions = told;
    }

    PeerId peerId() {
        return handshake.peerId();
    }

    boolean incoming() {
        return incoming;
    }

    /** Where the peer connected from, or was dialled. */
    InetSocketAddress address() {
        return address;
    }

    boolean fast() {
        return handshake.fast();
    }

    boolean extended() {
        return handshake.extended();
    }

    /** The address to dial it at; null when an incoming peer has not told its port. */
    @Nullable
    InetSocketAddress listenAddress() {
        if (!incoming) {
            return address;
        }
        int port = extensions != null ? extensions.port() : 0;
        return port > 0 ? new InetSocketAddress(address.getAddress(), port) : null;
    }

    String client() {
        return extensions != null && extensions.client() != null ? extensions.client() : peerId().clientName();
    }

    /** The id under which it wants to be sent {@code ut_metadata} (BEP 9); 0 when it does not. */
    int metadataId() {
        return extensions != null ? extensions.messages().getOrDefault(MetadataMessage.EXTENSION, 0) : 0;
    }

    /** The metadata size that it tells, 0 when it has none or cannot give it. */
    int metadataSize() {
        return metadataId() > 0 && extensions != null ? extensions.metadataSize() : 0;
    }
}
