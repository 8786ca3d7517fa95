package org.lyceum.bittorrent;

/**
 * A range of bytes inside one piece: what a request asks for and a piece message carries (BEP 3).
 *
 * @param piece index of the piece, from 0
 * @param offset first byte inside the piece
 * @param length bytes, 1 to {@link #MAX_LENGTH}
 */
public record Block(int piece, int offset, int length) {

    /** The length that every client asks for; only the last block of a piece is shorter. */
    public static final int SIZE = 16 * 1024;

    /** The longest block that we serve or accept; some clients ask for 32 KiB and more. */
    public static final int MAX_LENGTH = 128 * 1024;

    public Block {
        if (piece < 0 || offset < 0 || length < 1 || length > MAX_LENGTH || offset > Integer.MAX_VALUE - length) {
            throw BitTorrentException.malformed(
                    "block: piece %d, offset %d, length %d is out of range".formatted(piece, offset, length));
        }
    }

    /** First byte after the block, inside the piece. */
    public int end() {
        return offset + length;
    }
}
