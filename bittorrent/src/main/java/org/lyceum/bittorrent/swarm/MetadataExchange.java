package org.lyceum.bittorrent.swarm;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
import org.lyceum.bittorrent.wire.MetadataMessage;

/** Both sides of BEP 9: asks peers for the info dictionary until it is known, and then gives it to them. */
final class MetadataExchange {

    private final InfoHash infoHash;
    private @Nullable MetadataFetch fetch;
    private @Nullable ByteBuffer known;

    MetadataExchange(InfoHash infoHash) {
        this.infoHash = infoHash;
    }

    /** Starts to ask. */
    void want() {
        if (fetch == null && known == null) {
            fetch = new MetadataFetch(infoHash);
        }
    }

    /** The dictionary is here, by whatever way. */
    void know(InfoDictionary info) {
        fetch = null;
        if (known == null) {
            known = info.bytes();
        }
    }

    /** Bytes of the dictionary; 0 while it is not known. */
    int size() {
        return known != null ? known.capacity() : 0;
    }

    void offered(PeerConnection peer, long now) {
        if (fetch != null) {
            fetch.offered(peer, now);
        }
    }

    void gone(PeerConnection peer, long now) {
        if (fetch != null) {
            fetch.gone(peer, now);
        }
    }

    void tick(long now) {
        if (fetch != null) {
            fetch.tick(now);
        }
    }

    /** Answers a peer's message; the result is the dictionary, once it is whole and proven. */
    Optional<byte[]> received(PeerConnection peer, MetadataMessage message, long now) {
        switch (message) {
            case MetadataMessage.Request(int piece) ->
                peer.sendMetadata(peer.takesMore() ? answerTo(piece) : new MetadataMessage.Reject(piece));
            case MetadataMessage.Reject _ -> gone(peer, now);
            case MetadataMessage.Data data -> {
                if (fetch != null) {
                    return fetch.received(peer, data, now);
                }
            }
        }
        return Optional.empty();
    }

    private MetadataMessage answerTo(int piece) {
        long from = (long) piece * MetadataMessage.PIECE_LENGTH;
        if (known == null || piece < 0 || from >= known.capacity()) {
            return new MetadataMessage.Reject(piece);
        }
        int length = (int) Math.min(MetadataMessage.PIECE_LENGTH, known.capacity() - from);
        return new MetadataMessage.Data(
                piece, known.capacity(), Unpooled.wrappedBuffer(known.slice((int) from, length)));
    }
}
