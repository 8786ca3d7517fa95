package org.lyceum.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;

/**
 * What each side sends first (BEP 3): 68 bytes that name the protocol, the swarm and the sender.
 *
 * @param fast the sender speaks the Fast extension (BEP 6)
 * @param extended the sender speaks the extension protocol (BEP 10)
 * @param dht the sender has a DHT node (BEP 5)
 */
public record Handshake(InfoHash infoHash, PeerId peerId, boolean fast, boolean extended, boolean dht) {

    /** Bytes on the wire. */
    public static final int LENGTH = 68;

    private static final byte[] PROTOCOL = "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);

    // bits of the eight reserved bytes, read as one big-endian number
    private static final long EXTENDED = 0x10_00_00L;
    private static final long FAST = 0x04;
    private static final long DHT = 0x01;

    public ByteBuf encode(ByteBufAllocator alloc) {
        ByteBuf out = alloc.ioBuffer(LENGTH, LENGTH);
        out.writeBytes(PROTOCOL);
        out.writeLong((fast ? FAST : 0) | (extended ? EXTENDED : 0) | (dht ? DHT : 0));
        out.writeBytes(infoHash.toBytes());
        return out.writeBytes(peerId.toBytes());
    }

    /** Reads {@value #LENGTH} bytes and leaves what follows them. */
    public static Handshake decode(ByteBuf in) {
        checkProtocol(in);
        if (in.readableBytes() < LENGTH) {
            throw BitTorrentException.malformed(
                    "handshake: %d bytes, expected %d".formatted(in.readableBytes(), LENGTH));
        }
        in.skipBytes(PROTOCOL.length);
        long reserved = in.readLong();
        byte[] infoHash = new byte[InfoHash.LENGTH];
        in.readBytes(infoHash);
        byte[] peerId = new byte[PeerId.LENGTH];
        in.readBytes(peerId);
        return new Handshake(
                InfoHash.of(infoHash),
                PeerId.of(peerId),
                (reserved & FAST) != 0,
                (reserved & EXTENDED) != 0,
                (reserved & DHT) != 0);
    }

    /** Refuses bytes that no handshake starts with, as far as there are any. */
    static void checkProtocol(ByteBuf in) {
        int present = Math.min(in.readableBytes(), PROTOCOL.length);
        for (int i = 0; i < present; i++) {
            byte found = in.getByte(in.readerIndex() + i);
            if (found != PROTOCOL[i]) {
                throw BitTorrentException.malformed(
                        "handshake: byte %d is 0x%02x, expected 0x%02x: the peer does not speak BitTorrent"
                                .formatted(i, found, PROTOCOL[i]));
            }
        }
    }
}
