package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.wire.MetadataMessage;

/**
 * Fetches the info dictionary of a magnet link (BEP 9). Each attempt takes it whole from one peer, so that a wrong one
 * has one culprit; a few attempts run side by side, and the first whose SHA-1 is the info hash wins. Memory grows with
 * what has arrived, never with what a peer claims.
 */
final class MetadataFetch {

    private static final int PIECE = MetadataMessage.PIECE_LENGTH;
    private static final int SIDE_BY_SIDE = 3;
    private static final int AHEAD = 8;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

    private final InfoHash infoHash;
    private final Map<PeerConnection, Attempt> attempts = new LinkedHashMap<>();
    private final Set<PeerConnection> willing = new HashSet<>();

    MetadataFetch(InfoHash infoHash) {
        this.infoHash = infoHash;
    }

    /** A peer has told its extensions. */
    void offered(PeerConnection peer, long now) {
        if (peer.metadataSize() > 0) {
            willing.add(peer);
            startAttempts(now);
        }
    }

    void gone(PeerConnection peer, long now) {
        willing.remove(peer);
        attempts.remove(peer);
        startAttempts(now);
    }

    /** Drops attempts that do not move on. */
    void tick(long now) {
        List<PeerConnection> slow = new ArrayList<>();
        attempts.forEach((peer, attempt) -> {
            if (now - attempt.lastProgress > PATIENCE_NANOS) {
                slow.add(peer);
            }
        });
        slow.forEach(peer -> gone(peer, now));
    }

    /**
     * Takes a piece of the dictionary.
     *
     * @return the whole dictionary, once it is there and proven
     */
    Optional<byte[]> received(PeerConnection peer, MetadataMessage.Data message, long now) {
        Attempt attempt = attempts.get(peer);
        if (attempt == null || !attempt.accept(message, now)) {
            return Optional.empty();
        }
        if (!attempt.isWhole()) {
            attempt.request(peer);
            return Optional.empty();
        }
        byte[] whole = attempt.bytes.toByteArray();
        if (InfoHash.ofInfo(whole).equals(infoHash)) {
            return Optional.of(whole);
        }
        gone(peer, now);
        peer.close("its metadata does not have the hash of the magnet link");
        return Optional.empty();
    }

    private void startAttempts(long now) {
        for (PeerConnection peer : List.copyOf(willing)) {
            if (attempts.size() >= SIDE_BY_SIDE) {
                return;
            }
            if (willing.remove(peer)) {
                Attempt attempt = new Attempt(peer.metadataSize(), now);
                attempts.put(peer, attempt);
                attempt.request(peer);
            }
        }
    }

    private static final class Attempt {

        private final int size;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Map<Integer, byte[]> early = new LinkedHashMap<>();
        private int asked;
        private long lastProgress;

        Attempt(int size, long now) {
            this.size = size;
            lastProgress = now;
        }

        private int pieces() {
            return (size + PIECE - 1) / PIECE;
        }

        private int nextPiece() {
            return bytes.size() / PIECE;
        }

        boolean isWhole() {
            return bytes.size() == size;
        }

        void request(PeerConnection peer) {
            while (asked < pieces() && asked < nextPiece() + AHEAD) {
                peer.sendMetadata(new MetadataMessage.Request(asked++));
            }
        }

        /** True when the piece was asked for and has the length it must have. */
        boolean accept(MetadataMessage.Data message, long now) {
            int piece = message.piece();
            ByteBuf data = message.data();
            int expected = Math.min(PIECE, size - piece * PIECE);
            if (piece < nextPiece() || piece >= asked || data.readableBytes() != expected) {
                return false;
            }
            byte[] part = new byte[expected];
            data.getBytes(data.readerIndex(), part);
            early.put(piece, part);
            lastProgress = now;
            for (byte[] next = early.remove(nextPiece());
                    next != null;
                    next = isWhole() ? null : early.remove(nextPiece())) {
                bytes.writeBytes(next);
            }
            return true;
        }
    }
}
