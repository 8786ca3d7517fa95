package org.lyceum.bittorrent.storage;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pieces of one torrent that were verified since its last save: 4 bytes each, big-endian. Not forced to disk, since
 * it survives the death of the process anyway, and after a power cut a piece more to fetch is all that it costs.
 */
record Journal(Path path) {

    private static final int ENTRY = Integer.BYTES;

    /** More entries than any torrent that we read has pieces; the rest of a longer file is rubbish. */
    private static final int MAX_ENTRIES = 1 << 22;

    void append(int piece) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // over a torn entry, should there be one
            long end = channel.size() / ENTRY * ENTRY;
            ByteBuffer entry = ByteBuffer.allocate(ENTRY).putInt(piece).flip();
            while (entry.hasRemaining()) {
                channel.write(entry, end + entry.position());
            }
        }
    }

    /** What stands in it; a torn entry at the end, and what cannot be an index, do not count. */
    Set<Integer> read() throws IOException {
        Set<Integer> pieces = new TreeSet<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            long entries = Math.min(MAX_ENTRIES, Files.size(path) / ENTRY);
            for (long i = 0; i < entries; i++) {
                int piece = in.readInt();
                if (piece >= 0) {
                    pieces.add(piece);
                }
            }
        } catch (NoSuchFileException e) {
            return Set.of();
        }
        return pieces;
    }

    /** Replaces its content. */
    void replace(Set<Integer> pieces) throws IOException {
        if (pieces.isEmpty()) {
            Files.deleteIfExists(path);
            return;
        }
        ByteBuffer content = ByteBuffer.allocate(pieces.size() * ENTRY);
        pieces.forEach(content::putInt);
        AtomicFile.replace(path, content.array());
    }
}
