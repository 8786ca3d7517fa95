package org.lyceum.bittorrent.metainfo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeList;
import org.lyceum.bittorrent.bencode.BencodeString;
import org.lyceum.bittorrent.bencode.BencodeValue;

/** Builds info dictionaries, right ones and wrong ones; the hashes are of no real content. */
final class TorrentFixture {

    static final int PIECE_LENGTH = 16 * 1024;

    private TorrentFixture() {}

    static BencodeDictionary.Builder singleFile(String name, long length) {
        return info(name, length).put("length", length);
    }

    static BencodeDictionary.Builder multiFile(String name, BencodeDictionary... files) {
        return multiFile(name, Arrays.asList(files));
    }

    static BencodeDictionary.Builder multiFile(String name, List<BencodeDictionary> files) {
        long total = files.stream()
                .mapToLong(file -> Long.parseLong(String.valueOf(file.get("length"))))
                .sum();
        return info(name, total).put("files", BencodeList.of(files));
    }

    static BencodeDictionary.Builder without(String missing, BencodeDictionary.Builder dictionary) {
        BencodeDictionary.Builder rest = BencodeDictionary.builder();
        dictionary.build().forEach((key, value) -> {
            if (!key.equals(BencodeString.of(missing))) {
                rest.put(key, value);
            }
        });
        return rest;
    }

    static BencodeDictionary file(long length, String... path) {
        return file(length).put("path", strings(path)).build();
    }

    static BencodeDictionary.Builder file(long length) {
        return BencodeDictionary.builder().put("length", length);
    }

    static BencodeList strings(String... texts) {
        return BencodeList.of(Arrays.stream(texts).map(BencodeString::of).toList());
    }

    static InfoDictionary parse(BencodeDictionary.Builder info) {
        return InfoDictionary.parse(info.build().toBytes());
    }

    /** The paths that files of these paths get, each as one text with slashes. */
    static List<String> cleaned(List<List<String>> paths) {
        List<BencodeDictionary> files = new ArrayList<>();
        paths.forEach(path -> files.add(file(1, path.toArray(String[]::new))));
        return parse(multiFile("root", files)).files().stream()
                .map(file -> String.join("/", file.path()))
                .toList();
    }

    static byte[] torrent(BencodeValue info) {
        return BencodeDictionary.builder()
                .put("announce", "udp://tracker.example:6969")
                .put("info", info)
                .build()
                .toBytes();
    }

    private static BencodeDictionary.Builder info(String name, long total) {
        int pieces = (int) ((total + PIECE_LENGTH - 1) / PIECE_LENGTH);
        return BencodeDictionary.builder()
                .put("name", name)
                .put("piece length", PIECE_LENGTH)
                .put("pieces", new byte[20 * pieces]);
    }
}
