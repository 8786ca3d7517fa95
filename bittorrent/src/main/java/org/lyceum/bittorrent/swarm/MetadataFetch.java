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

    /** A peer that may have the dictionary. */
    interface Source {
        /** Bytes of the dictionary as it claims, 0 when it has none. */
        int metadataSize();

        void sendMetadata(MetadataMessage message);

        void ban(String reason);
    }

    private final InfoHash infoHash;
    private final Map<Source, Attempt> attempts = new LinkedHashMap<>();
    private final Set<Source> willing = new HashSet<>();

    MetadataFetch(InfoHash infoHash) {
        this.infoHash = infoHash;
    }

    /** A peer has told its extensions. */
    void offered(Source peer, long now) {
        if (peer.metadataSize() > 0 && !attempts.containsKey(peer)) {
            willing.add(peer);
            startAttempts(now);
        }
    }

    void gone(Source peer, long now) {
        willing.remove(peer);
        attempts.remove(peer);
        startAttempts(now);
    }

    /** Drops attempts that do not move on. */
    void tick(long now) {
        List<Source> slow = new ArrayList<>();
        attempts.forEach((peer, attempt) -> {
            if (now - attempt.lastProgress > PATIENCE_NANOS) {
                slow.add(peer);
            }
        });
        slow.forEach(peer -> gone(peer, now));
        startAttempts(now);
    }

    /**
     * Takes a piece of the dictionary.
     *
     * @return the whole dictionary, once it is there and proven
     */
    Optional<byte[]> received(Source peer, MetadataMessage.Data message, long now) {
        Attempt attempt = attempts.get(peer);
        if (attempt == null || !attempt.accept(message, now)) {
            return Optional.empty();
        }
        if (!attempt.isWhole()) {
            attempt.request(peer);
            return Optional.empty();
        }
        attempts.remove(peer);
        byte[] whole = attempt.bytes.toByteArray();
        if (InfoHash.ofInfo(whole).equals(infoHash)) {
            return Optional.of(whole);
        }
        startAttempts(now);
        peer.ban("its metadata does not have the hash of the magnet link");
        return Optional.empty();
    }

    /** A slow attempt goes on, but does not keep others waiting: a trickle may come from one that means no good. */
    private void startAttempts(long now) {
        for (Source peer : List.copyOf(willing)) {
            long fresh = attempts.values().stream()
                    .filter(attempt -> now - attempt.started <= PATIENCE_NANOS)
                    .count();
            if (fresh >= SIDE_BY_SIDE) {
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
        private final long started;
        private int asked;
        private long lastProgress;

        Attempt(int size, long now) {
            this.size = size;
            started = now;
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

        void request(Source peer) {
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
