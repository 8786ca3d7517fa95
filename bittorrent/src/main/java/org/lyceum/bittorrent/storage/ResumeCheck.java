package org.lyceum.bittorrent.storage;

import java.util.List;
import java.util.Set;
import org.lyceum.bittorrent.BitField;

/**
 * What still holds after a restart. The two sets have no piece in common; a piece in neither has to be fetched.
 *
 * @param trusted pieces that are right, without looking
 * @param toHash pieces that may be right, and are to be hashed
 */
public record ResumeCheck(BitField trusted, BitField toHash) {

    /**
     * Decides it. Pure.
     *
     * <p>A verified piece is trusted when each of its files is as it was: of the saved size and time after a clean
     * stop. After an unclean one the time says nothing, since the download itself went on changing the file, and the
     * size may have grown for the same reason, up to what the torrent says; a smaller file lost bytes. A piece of the
     * journal is never trusted, even if it is verified too: it may have been taken back and written again since.
     *
     * <p>Where nothing is known (no bit field, or one that does not fit the torrent), every piece that a file on disk
     * may hold bytes of is hashed.
     *
     * @param journal pieces written since; an index out of range is ignored
     * @param current the files as they are now
     */
    public static ResumeCheck of(ResumeData data, Set<Integer> journal, List<FileStamp> current, FileLayout layout) {
        int pieces = layout.pieceCount();
        BitField written = new BitField(pieces);
        journal.stream().filter(piece -> piece >= 0 && piece < pieces).forEach(written::set);
        BitField verified = data.verified();
        if (verified == null || verified.size() != pieces || data.stamps().size() != layout.fileCount()) {
            return new ResumeCheck(new BitField(pieces), union(present(current, layout), written));
        }
        BitField trusted = new BitField(pieces);
        for (int piece = verified.nextSet(0); piece >= 0; piece = verified.nextSet(piece + 1)) {
            if (!written.get(piece)
                    && layout.spans(piece).stream().allMatch(span -> holds(span, data, current, layout))) {
                trusted.set(piece);
            }
        }
        BitField toHash = union(verified, written);
        for (int piece = trusted.nextSet(0); piece >= 0; piece = trusted.nextSet(piece + 1)) {
            toHash.clear(piece);
        }
        return new ResumeCheck(trusted, toHash);
    }

    private static boolean holds(FileSpan span, ResumeData data, List<FileStamp> current, FileLayout layout) {
        FileStamp saved = data.stamps().get(span.file());
        FileStamp now = current.get(span.file());
        boolean grown = saved.size() < now.size() && now.size() <= layout.lengthOf(span.file());
        boolean same = data.clean() ? now.equals(saved) : now.size() == saved.size() || grown;
        return same && saved.size() >= span.end();
    }

    private static BitField union(BitField one, BitField other) {
        BitField union = one.copy();
        for (int piece = other.nextSet(0); piece >= 0; piece = other.nextSet(piece + 1)) {
            union.set(piece);
        }
        return union;
    }

    private static BitField present(List<FileStamp> current, FileLayout layout) {
        BitField pieces = new BitField(layout.pieceCount());
        for (int file = 0; file < layout.fileCount(); file++) {
            if (current.get(file).size() > 0 && layout.lengthOf(file) > 0 && !layout.isPadding(file)) {
                for (int piece = layout.firstPiece(file); piece <= layout.lastPiece(file); piece++) {
                    pieces.set(piece);
                }
            }
        }
        return pieces;
    }
}
