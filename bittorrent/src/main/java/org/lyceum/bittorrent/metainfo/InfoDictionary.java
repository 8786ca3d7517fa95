package org.lyceum.bittorrent.metainfo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.bencode.BencodeDecoder;
import org.lyceum.bittorrent.bencode.BencodeField;

/** A checked info dictionary, version 1 (BEP 3). Immutable; two with one info hash are equal. */
public final class InfoDictionary {

    /** The largest that is read, whether from a file or from peers (BEP 9): 1.5 million pieces. */
    public static final int MAX_BYTES = 30 * 1024 * 1024;

    private final InfoHash infoHash;
    private final byte[] source;
    private final String name;
    private final int pieceLength;
    private final byte[] pieces;
    private final List<FileEntry> files;
    private final boolean multiFile;
    private final boolean isPrivate;
    private final long totalLength;

    InfoDictionary(
            InfoHash infoHash,
            byte[] source,
            String name,
            int pieceLength,
            byte[] pieces,
            List<FileEntry> files,
            boolean multiFile,
            boolean isPrivate) {
        this.infoHash = infoHash;
        this.source = source;
        this.name = name;
        this.pieceLength = pieceLength;
        this.pieces = pieces;
        this.files = List.copyOf(files);
        this.multiFile = multiFile;
        this.isPrivate = isPrivate;
        FileEntry last = files.getLast();
        this.totalLength = last.offset() + last.length();
    }

    /**
     * Reads the bencoded dictionary, as lenient as other clients are about its form, strict about its meaning.
     *
     * @throws BitTorrentException naming the field and the byte offset of what is wrong
     */
    public static InfoDictionary parse(byte[] bencoded) {
        BencodeDecoder decoder = BencodeDecoder.lenient().withMaxBytes(MAX_BYTES);
        return InfoReader.read(BencodeField.root("info", decoder.decode(bencoded)));
    }

    public InfoHash infoHash() {
        return infoHash;
    }

    /** The torrent's name, cleaned to be one safe file name. */
    public String name() {
        return name;
    }

    /** Bytes of every piece but the last. */
    public int pieceLength() {
        return pieceLength;
    }

    public int pieceCount() {
        return pieces.length / InfoHash.LENGTH;
    }

    /** Bytes of this piece: the last one may be shorter. */
    public int lengthOf(int piece) {
        checkPiece(piece);
        return (int) Math.min(pieceLength, totalLength - (long) piece * pieceLength);
    }

    /** The piece's 20 byte SHA-1 equals {@code sha1}. */
    public boolean hashMatches(int piece, byte[] sha1) {
        checkPiece(piece);
        int from = piece * InfoHash.LENGTH;
        return Arrays.equals(pieces, from, from + InfoHash.LENGTH, sha1, 0, sha1.length);
    }

    public long totalLength() {
        return totalLength;
    }

    /** In the order of the info dictionary. */
    public List<FileEntry> files() {
        return files;
    }

    /** False when the torrent is one file, without a folder of its own. */
    public boolean multiFile() {
        return multiFile;
    }

    /** Peers may come from its trackers alone (BEP 27). */
    public boolean isPrivate() {
        return isPrivate;
    }

    /** The original bytes, to be read only. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(source).asReadOnlyBuffer();
    }

    /** The original bytes, over which the info hash was computed; a copy. */
    public byte[] toBytes() {
        return source.clone();
    }

    private void checkPiece(int piece) {
        if (piece < 0 || piece >= pieceCount()) {
            throw new IndexOutOfBoundsException("piece " + piece + " of " + pieceCount());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InfoDictionary info && info.infoHash.equals(infoHash);
    }

    @Override
    public int hashCode() {
        return infoHash.hashCode();
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(name, infoHash);
    }
}
