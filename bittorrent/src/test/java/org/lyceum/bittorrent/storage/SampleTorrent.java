package org.lyceum.bittorrent.storage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeInteger;
import org.lyceum.bittorrent.bencode.BencodeList;
import org.lyceum.bittorrent.bencode.BencodeString;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
import org.lyceum.bittorrent.metainfo.Metainfo;

/** A torrent with its content. */
record SampleTorrent(InfoDictionary info, Map<String, byte[]> files, byte[] content) {

    static final int BLOCK = 16;

    static SampleTorrent single(String name, int pieceLength, byte[] content) {
        BencodeDictionary.Builder info = BencodeDictionary.builder().put("length", content.length);
        return new SampleTorrent(finish(info, name, pieceLength, content), Map.of(name, content), content);
    }

    /** A folder {@code sample} with these files, {@code /} between the parts of a path. */
    static SampleTorrent folder(int pieceLength, Map<String, byte[]> files) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        files.values().forEach(content::writeBytes);
        BencodeDictionary.Builder info = BencodeDictionary.builder()
                .put(
                        "files",
                        BencodeList.of(files.entrySet().stream()
                                .map(file -> entry(file.getKey(), file.getValue().length))
                                .toList()));
        return new SampleTorrent(
                finish(info, "sample", pieceLength, content.toByteArray()), files, content.toByteArray());
    }

    /** Files of these lengths with random content, named {@code 0.bin}, {@code folder/1.bin} and so on. */
    static SampleTorrent random(int pieceLength, RandomGenerator random, int... lengths) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < lengths.length; i++) {
            byte[] content = new byte[lengths[i]];
            random.nextBytes(content);
            files.put((i % 2 == 0 ? "" : "folder/") + i + ".bin", content);
        }
        return folder(pieceLength, files);
    }

    /** One file of this length whose content nobody knows. */
    static InfoDictionary huge(long length, int pieceLength) {
        return InfoDictionary.parse(BencodeDictionary.builder()
                .put("length", length)
                .put("name", "huge")
                .put("piece length", pieceLength)
                .put("pieces", new byte[Math.toIntExact(Math.ceilDiv(length, pieceLength) * 20)])
                .build()
                .toBytes());
    }

    private static BencodeDictionary entry(String path, int length) {
        return BencodeDictionary.builder()
                .put("length", BencodeInteger.of(length))
                .put(
                        "path",
                        BencodeList.of(Arrays.stream(path.split("/", -1))
                                .map(BencodeString::of)
                                .toList()))
                .build();
    }

    private static InfoDictionary finish(BencodeDictionary.Builder info, String name, int pieceLength, byte[] content) {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (int start = 0; start < content.length; start += pieceLength) {
            hashes.writeBytes(sha1(Arrays.copyOfRange(content, start, Math.min(content.length, start + pieceLength))));
        }
        return InfoDictionary.parse(info.put("name", name)
                .put("piece length", pieceLength)
                .put("pieces", hashes.toByteArray())
                .build()
                .toBytes());
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    Metainfo metainfo() {
        return new Metainfo(info, List.of(), null, null, null);
    }

    byte[] piece(int piece) {
        int start = piece * info.pieceLength();
        return Arrays.copyOfRange(content, start, start + info.lengthOf(piece));
    }

    /** The piece in blocks of {@value #BLOCK} bytes, direct and on the heap by turns. */
    ByteBuffer[] blocks(int piece) {
        byte[] bytes = piece(piece);
        List<ByteBuffer> blocks = new ArrayList<>();
        for (int start = 0; start < bytes.length; start += BLOCK) {
            int length = Math.min(BLOCK, bytes.length - start);
            ByteBuffer block = blocks.size() % 2 == 0 ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
            blocks.add(block.put(bytes, start, length).flip());
        }
        return blocks.toArray(ByteBuffer[]::new);
    }
}
