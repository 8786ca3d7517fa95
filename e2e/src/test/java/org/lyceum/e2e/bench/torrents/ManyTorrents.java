package org.lyceum.e2e.bench.torrents;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.bittorrent.bencode.BencodeDictionary;

/**
 * Torrents of one file each whose content is zeros, so that it takes no room on a disk, but as long to hash as any.
 *
 * @param files each a torrent file
 */
record ManyTorrents(List<byte[]> files) {

    private static final int PIECE = 16 * 1024;

    /** Puts the content into the folder, from which it is shared. */
    static ManyTorrents make(Path folder, int count, int pieces) throws IOException {
        Files.createDirectories(folder);
        byte[] hashes = hashes(pieces);
        List<byte[]> torrents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "lecture-%05d.bin".formatted(i);
            try (RandomAccessFile content =
                    new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
                content.setLength((long) pieces * PIECE);
            }
            torrents.add(torrent(name, (long) pieces * PIECE, hashes));
        }
        return new ManyTorrents(torrents);
    }

    private static byte[] torrent(String name, long length, byte[] hashes) {
        BencodeDictionary info = BencodeDictionary.builder()
                .put("length", length)
                .put("name", name)
                .put("piece length", PIECE)
                .put("pieces", hashes)
                .build();
        return BencodeDictionary.builder().put("info", info).build().toBytes();
    }

    private static byte[] hashes(int pieces) {
        try {
            byte[] one = MessageDigest.getInstance("SHA-1").digest(new byte[PIECE]);
            byte[] all = new byte[pieces * one.length];
            for (int i = 0; i < pieces; i++) {
                System.arraycopy(one, 0, all, i * one.length, one.length);
            }
            return all;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
