package org.lyceum.bittorrent.metainfo;

import java.util.List;
import org.lyceum.bittorrent.InfoHash;

/** A checked info dictionary, version 1 (BEP 3). Immutable. */
public final class InfoDictionary {

    private InfoDictionary() {}

    /**
     * Reads the bencoded dictionary.
     *
     * @throws org.lyceum.bittorrent.BitTorrentException naming the field and the byte offset of what is wrong
     */
    public static InfoDictionary parse(byte[] bencoded) {
        throw new UnsupportedOperationException();
    }

    public InfoHash infoHash() {
        throw new UnsupportedOperationException();
    }

    /** The torrent's name, cleaned to be one safe file name. */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** Bytes of every piece but the last. */
    public int pieceLength() {
        throw new UnsupportedOperationException();
    }

    public int pieceCount() {
        throw new UnsupportedOperationException();
    }

    /** Bytes of this piece: the last one may be shorter. */
    public int lengthOf(int piece) {
        throw new UnsupportedOperationException();
    }

    /** The piece's 20 byte SHA-1 equals {@code sha1}. */
    public boolean hashMatches(int piece, byte[] sha1) {
        throw new UnsupportedOperationException();
    }

    public long totalLength() {
        throw new UnsupportedOperationException();
    }

    /** In the order of the info dictionary. */
    public List<FileEntry> files() {
        throw new UnsupportedOperationException();
    }

    /** False when the torrent is one file, without a folder of its own. */
    public boolean multiFile() {
        throw new UnsupportedOperationException();
    }

    /** Peers may come from its trackers alone (BEP 27). */
    public boolean isPrivate() {
        throw new UnsupportedOperationException();
    }

    /** The original bytes, over which the info hash was computed; a copy. */
    public byte[] toBytes() {
        throw new UnsupportedOperationException();
    }
}
