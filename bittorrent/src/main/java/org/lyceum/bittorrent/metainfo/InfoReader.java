package org.lyceum.bittorrent.metainfo;

import java.util.ArrayList;
import java.util.List;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.bencode.BencodeField;

/** Checks a decoded info dictionary field by field. */
final class InfoReader {

    /**
     * A piece's blocks wait in memory until it is whole. There is no lower limit: small pieces cost their hashes, and
     * those are bounded by the bytes that are there.
     */
    static final int MAX_PIECE_LENGTH = 64 * 1024 * 1024;

    static final int MAX_FILES = 200_000;

    private final BencodeField info;

    private InfoReader(BencodeField info) {
        this.info = info;
    }

    static InfoDictionary read(BencodeField info) {
        return new InfoReader(info).read();
    }

    private InfoDictionary read() {
        byte[] source = info.dictionary().toBytes();
        if (source.length > InfoDictionary.MAX_BYTES) {
            throw info.malformed(
                    "%d bytes, of which at most %d are read".formatted(source.length, InfoDictionary.MAX_BYTES));
        }
        refuseVersion2Only();
        InfoHash infoHash = InfoHash.ofInfo(source);
        int pieceLength = (int) info.get("piece length").integer(1, MAX_PIECE_LENGTH);
        String rawName =
                info.find("name.utf-8").orElseGet(() -> info.get("name")).text();
        String name = SafeName.of(rawName, infoHash.toHex());
        boolean multiFile = multiFile();
        List<FileEntry> files = multiFile ? files() : List.of(singleFile(name));
        return new InfoDictionary(
                infoHash,
                source,
                name,
                pieceLength,
                pieces(files.getLast(), pieceLength),
                files,
                multiFile,
                isPrivate());
    }

    private void refuseVersion2Only() {
        boolean version2 =
                info.find("meta version").isPresent() || info.find("file tree").isPresent();
        if (version2 && info.find("pieces").isEmpty()) {
            throw info.malformed("a torrent of version 2 only (BEP 52), which cannot be read;"
                    + " use one of version 1, or a hybrid of both");
        }
    }

    private boolean isPrivate() {
        return info.find("private").map(field -> field.integer() != 0).orElse(false);
    }

    private boolean multiFile() {
        boolean multiFile = info.find("files").isPresent();
        if (multiFile && info.find("length").isPresent()) {
            throw info.get("files").malformed("stands beside length, and a torrent has only one of the two");
        }
        return multiFile;
    }

    private FileEntry singleFile(String name) {
        return new FileEntry(List.of(name), 0, length(info.get("length")));
    }

    private List<FileEntry> files() {
        BencodeField list = info.get("files");
        List<BencodeField> items = list.items();
        if (items.isEmpty()) {
            throw list.malformed("no file in it");
        }
        if (items.size() > MAX_FILES) {
            throw list.malformed("%d files, of which at most %d are read".formatted(items.size(), MAX_FILES));
        }
        PathTree paths = new PathTree();
        List<FileEntry> files = new ArrayList<>(items.size());
        long offset = 0;
        for (BencodeField item : items) {
            FileEntry file = file(item, offset, paths);
            files.add(file);
            offset += file.length();
        }
        return files;
    }

    private static FileEntry file(BencodeField item, long offset, PathTree paths) {
        String attributes = item.find("attr").map(BencodeField::text).orElse("");
        // a symbolic link (BEP 47) has no length of its own; it becomes an empty file, since links are never made
        long length = attributes.contains("l") && item.find("length").isEmpty() ? 0 : length(item.get("length"));
        if (length > Long.MAX_VALUE - offset) {
            throw item.get("length").malformed("all files together are beyond 64 bits");
        }
        return new FileEntry(path(item, paths), offset, length, attributes.contains("p"));
    }

    private static List<String> path(BencodeField item, PathTree paths) {
        BencodeField path = item.find("path.utf-8").orElseGet(() -> item.get("path"));
        return paths.add(path.items().stream().map(BencodeField::text).toList(), path::malformed);
    }

    private static long length(BencodeField field) {
        long length = field.integer();
        if (length < 0) {
            throw field.malformed("%d is negative".formatted(length));
        }
        return length;
    }

    private byte[] pieces(FileEntry last, int pieceLength) {
        BencodeField field = info.get("pieces");
        byte[] pieces = field.bytes();
        if (pieces.length % InfoHash.LENGTH != 0) {
            throw field.malformed("length %d is not a multiple of 20".formatted(pieces.length));
        }
        long total = last.offset() + last.length();
        long expected = total / pieceLength + (total % pieceLength == 0 ? 0 : 1);
        long found = pieces.length / InfoHash.LENGTH;
        if (found != expected) {
            throw field.malformed(
                    "%d hashes, but %d bytes in pieces of %d make %d".formatted(found, total, pieceLength, expected));
        }
        return pieces;
    }
}
