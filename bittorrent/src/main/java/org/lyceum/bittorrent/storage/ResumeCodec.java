package org.lyceum.bittorrent.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.bencode.BencodeDecoder;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeField;
import org.lyceum.bittorrent.bencode.BencodeInteger;
import org.lyceum.bittorrent.bencode.BencodeList;
import org.lyceum.bittorrent.bencode.BencodeValue;
import org.lyceum.bittorrent.rate.RateLimits;

/**
 * Resume data as bencode: a dictionary with the {@code state}, itself bencoded, and its {@code crc32}, so that a flipped
 * bit does not turn into a trusted piece.
 */
final class ResumeCodec {

    /** Room for the stamps of a million files. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final int VERSION = 1;

    private ResumeCodec() {}

    static byte[] encode(ResumeData data) {
        BencodeDictionary.Builder state = BencodeDictionary.builder()
                .put("version", VERSION)
                .put("info hash", data.infoHash().toBytes())
                .put("paused", data.paused() ? 1 : 0)
                .put("sequential", data.sequential() ? 1 : 0)
                .put("download limit", data.limits().download())
                .put("upload limit", data.limits().upload())
                .put("added", data.addedAt().toEpochMilli())
                .put("downloaded", data.downloaded())
                .put("uploaded", data.uploaded())
                .put("completed", data.completed() ? 1 : 0)
                .put("priorities", integers(data.priorities()))
                .put(
                        "sizes",
                        integers(data.stamps().stream().map(FileStamp::size).toList()))
                .put(
                        "times",
                        integers(data.stamps().stream()
                                .map(FileStamp::modifiedMillis)
                                .toList()))
                .put("clean", data.clean() ? 1 : 0);
        if (data.magnet() != null) {
            state.put("magnet", data.magnet());
        }
        if (data.root() != null) {
            state.put("root", data.root());
        }
        if (data.verified() != null) {
            state.put("pieces", data.verified().size())
                    .put("verified", data.verified().toBytes());
        }
        byte[] bytes = state.build().toBytes();
        return BencodeDictionary.builder()
                .put("crc32", crc32(bytes))
                .put("state", bytes)
                .build()
                .toBytes();
    }

    /**
     * Reads the resume data of this torrent.
     *
     * @throws org.lyceum.bittorrent.BitTorrentException naming the field that is wrong
     */
    static ResumeData decode(byte[] bytes, InfoHash infoHash) {
        BencodeDecoder decoder = BencodeDecoder.strict().withMaxBytes(MAX_BYTES);
        BencodeField file = BencodeField.root("", decoder.decode(bytes));
        BencodeField checked = file.get("state");
        if (file.get("crc32").integer() != crc32(checked.bytes())) {
            throw checked.malformed("its checksum is another one");
        }
        BencodeField state = BencodeField.root("state", decoder.decode(checked.bytes()));
        state.get("version").integer(VERSION, VERSION);
        if (!InfoHash.of(state.get("info hash").bytes()).equals(infoHash)) {
            throw state.get("info hash").malformed("not that of the file's name");
        }
        BitField verified = verified(state);
        return new ResumeData(
                infoHash,
                text(state, "magnet"),
                text(state, "root"),
                flag(state, "paused"),
                flag(state, "sequential"),
                new RateLimits(limit(state, "download limit"), limit(state, "upload limit")),
                Instant.ofEpochMilli(state.get("added").integer()),
                state.get("downloaded").integer(0, Long.MAX_VALUE),
                state.get("uploaded").integer(0, Long.MAX_VALUE),
                completed(state, verified),
                state.get("priorities").items().stream()
                        .map(item -> (int) item.integer(Integer.MIN_VALUE, Integer.MAX_VALUE))
                        .toList(),
                verified,
                stamps(state),
                flag(state, "clean"));
    }

    private static @Nullable BitField verified(BencodeField state) {
        return state.find("verified")
                .map(bits -> BitField.fromBytes(bits.bytes(), (int)
                        state.get("pieces").integer(0, 8L * bits.string().length())))
                .orElse(null);
    }

    private static List<FileStamp> stamps(BencodeField state) {
        List<BencodeField> sizes = state.get("sizes").items();
        List<BencodeField> times = state.get("times").items();
        if (sizes.size() != times.size()) {
            throw state.get("times").malformed("%d items, but %d sizes".formatted(times.size(), sizes.size()));
        }
        List<FileStamp> stamps = new ArrayList<>(sizes.size());
        for (int file = 0; file < sizes.size(); file++) {
            stamps.add(new FileStamp(
                    sizes.get(file).integer(-1, Long.MAX_VALUE), times.get(file).integer()));
        }
        return stamps;
    }

    private static @Nullable String text(BencodeField state, String key) {
        return state.find(key).map(BencodeField::text).orElse(null);
    }

    private static boolean flag(BencodeField state, String key) {
        return state.get(key).integer(0, 1) == 1;
    }

    /** Files of versions that did not note it tell what was complete when they were written. */
    private static boolean completed(BencodeField state, @Nullable BitField verified) {
        return state.find("completed").isPresent() ? flag(state, "completed") : verified != null && verified.isFull();
    }

    /** None in files of versions that had no limits. */
    private static long limit(BencodeField state, String key) {
        return state.find(key).map(limit -> limit.integer(0, Long.MAX_VALUE)).orElse(RateLimits.UNLIMITED);
    }

    private static BencodeList integers(List<? extends Number> numbers) {
        List<BencodeValue> values = new ArrayList<>(numbers.size());
        numbers.forEach(number -> values.add(BencodeInteger.of(number.longValue())));
        return BencodeList.of(values);
    }

    private static long crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
