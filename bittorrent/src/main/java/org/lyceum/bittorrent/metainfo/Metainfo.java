package org.lyceum.bittorrent.metainfo;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A torrent file.
 *
 * @param trackers announce URLs by tier (BEP 12); empty when the torrent names none
 */
public record Metainfo(
        InfoDictionary info,
        List<List<String>> trackers,
        @Nullable String comment,
        @Nullable String createdBy,
        @Nullable Instant creationDate) {

    /**
     * Reads a .torrent file.
     *
     * @throws org.lyceum.bittorrent.BitTorrentException naming the field and the byte offset of what is wrong
     */
    public static Metainfo parse(byte[] torrentFile) {
        throw new UnsupportedOperationException();
    }

    /** The .torrent file, the info dictionary byte for byte as it was read. */
    public byte[] toBytes() {
        throw new UnsupportedOperationException();
    }

    /** The same torrent announced to other trackers. */
    public Metainfo withTrackers(List<List<String>> tiers) {
        return new Metainfo(info, tiers, comment, createdBy, creationDate);
    }
}
