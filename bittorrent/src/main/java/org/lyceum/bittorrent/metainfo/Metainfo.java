package org.lyceum.bittorrent.metainfo;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.bencode.BencodeDecoder;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeField;
import org.lyceum.bittorrent.bencode.BencodeInteger;
import org.lyceum.bittorrent.bencode.BencodeString;

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

    /** The largest file that is read: an info dictionary at its limit and room for trackers and the like. */
    public static final int MAX_BYTES = InfoDictionary.MAX_BYTES + 1024 * 1024;

    private static final long YEAR_10000 = 253_402_300_800L;

    public Metainfo {
        trackers = trackers.stream()
                .filter(tier -> !tier.isEmpty())
                .map(List::copyOf)
                .toList();
    }

    /**
     * Reads a .torrent file.
     *
     * @throws BitTorrentException naming the field and the byte offset of what is wrong
     */
    public static Metainfo parse(byte[] torrentFile) {
        if (torrentFile.length == 0 || torrentFile[0] != 'd') {
            throw BitTorrentException.malformed("not a torrent file: no bencoded dictionary (at byte 0)");
        }
        BencodeDecoder decoder = BencodeDecoder.lenient().withMaxBytes(MAX_BYTES);
        BencodeField root = BencodeField.root("", decoder.decode(torrentFile));
        return new Metainfo(
                InfoReader.read(root.get("info")),
                TrackerTiers.read(root),
                text(root, "comment"),
                text(root, "created by"),
                creationDate(root));
    }

    /** The .torrent file, the info dictionary byte for byte as it was read. */
    public byte[] toBytes() {
        BencodeDictionary.Builder file = BencodeDictionary.builder();
        if (!trackers.isEmpty()) {
            file.put("announce", trackers.getFirst().getFirst());
        }
        if (trackers.stream().mapToInt(List::size).sum() > 1) {
            file.put("announce-list", TrackerTiers.write(trackers));
        }
        if (comment != null) {
            file.put("comment", comment);
        }
        if (createdBy != null) {
            file.put("created by", createdBy);
        }
        if (creationDate != null) {
            file.put("creation date", creationDate.getEpochSecond());
        }
        return file.put(
                        "info",
                        BencodeDecoder.lenient()
                                .withMaxBytes(InfoDictionary.MAX_BYTES)
                                .decode(info.toBytes()))
                .build()
                .toBytes();
    }

    /** The same torrent announced to other trackers. */
    public Metainfo withTrackers(List<List<String>> tiers) {
        return new Metainfo(info, tiers, comment, createdBy, creationDate);
    }

    /** A text that nothing depends on: one of the wrong kind is passed over, as every client does. */
    private static @Nullable String text(BencodeField root, String key) {
        return root.dictionary().get(key) instanceof BencodeString string ? string.text() : null;
    }

    private static @Nullable Instant creationDate(BencodeField root) {
        return root.dictionary().get("creation date") instanceof BencodeInteger seconds
                        && seconds.value() >= 0
                        && seconds.value() < YEAR_10000
                ? Instant.ofEpochSecond(seconds.value())
                : null;
    }
}
