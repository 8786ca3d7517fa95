package org.lyceum.bittorrent.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.metainfo.FileEntry;
import org.lyceum.bittorrent.metainfo.InfoDictionary;

/**
 * Where the bytes of each piece lie in a torrent's files, which BEP 3 concatenates in the order of the info dictionary.
 * Immutable.
 */
public final class FileLayout {

    private final InfoDictionary info;
    private final List<FileEntry> files;

    /** Indices of the files that hold bytes, and the offset of each: what a binary search runs over. */
    private final int[] filled;

    private final long[] offsets;

    public FileLayout(InfoDictionary info) {
        this.info = info;
        this.files = info.files();
        this.filled = IntStream.range(0, files.size())
                .filter(file -> files.get(file).length() > 0)
                .toArray();
        this.offsets = Arrays.stream(filled)
                .mapToLong(file -> files.get(file).offset())
                .toArray();
    }

    public int pieceCount() {
        return info.pieceCount();
    }

    public int fileCount() {
        return files.size();
    }

    /** Bytes that this file has when complete. */
    public long lengthOf(int file) {
        return files.get(file).length();
    }

    /** Zeros that stand nowhere (BEP 47). */
    boolean isPadding(int file) {
        return files.get(file).padding();
    }

    /** The spans of a whole piece. */
    public List<FileSpan> spans(int piece) {
        return spans(piece, 0, info.lengthOf(piece));
    }

    /**
     * The spans of a range inside a piece, in order. A file without bytes has none.
     *
     * @throws IndexOutOfBoundsException when the range is not inside the piece
     */
    public List<FileSpan> spans(int piece, int offset, int length) {
        Objects.checkIndex(piece, pieceCount());
        Objects.checkFromIndexSize(offset, length, info.lengthOf(piece));
        List<FileSpan> spans = new ArrayList<>(2);
        long at = start(piece) + offset;
        int left = length;
        for (int slot = slotAt(at); left > 0; slot++) {
            long position = at - offsets[slot];
            int part = (int) Math.min(left, lengthOf(filled[slot]) - position);
            spans.add(new FileSpan(filled[slot], position, part));
            at += part;
            left -= part;
        }
        return spans;
    }

    /** The piece with the file's first byte; -1 for a file without bytes. */
    public int firstPiece(int file) {
        FileEntry entry = files.get(file);
        return entry.length() == 0 ? -1 : pieceAt(entry.offset());
    }

    /** The piece with the file's last byte; -1 for a file without bytes. */
    public int lastPiece(int file) {
        FileEntry entry = files.get(file);
        return entry.length() == 0 ? -1 : pieceAt(entry.offset() + entry.length() - 1);
    }

    /** How many bytes of the file lie in the pieces of {@code verified}. */
    public long completedBytes(int file, BitField verified) {
        FileEntry entry = files.get(file);
        int last = lastPiece(file);
        if (last < 0) {
            return 0;
        }
        long bytes = 0;
        int run = verified.nextSet(firstPiece(file));
        while (run >= 0 && run <= last) {
            int clear = verified.nextClear(run);
            int end = clear < 0 ? pieceCount() : clear;
            bytes += Math.min(start(end), entry.offset() + entry.length()) - Math.max(start(run), entry.offset());
            run = verified.nextSet(end);
        }
        return bytes;
    }

    /** How long the file has to be to hold its part of these pieces. */
    long lengthNeeded(int file, BitField pieces) {
        FileEntry entry = files.get(file);
        int first = firstPiece(file);
        for (int piece = lastPiece(file); piece >= 0 && piece >= first; piece--) {
            if (pieces.get(piece)) {
                return Math.min(start(piece + 1) - entry.offset(), entry.length());
            }
        }
        return 0;
    }

    private int slotAt(long at) {
        int found = Arrays.binarySearch(offsets, at);
        return found >= 0 ? found : -found - 2;
    }

    private int pieceAt(long at) {
        return Math.toIntExact(at / info.pieceLength());
    }

    private long start(int piece) {
        return (long) piece * info.pieceLength();
    }
}
