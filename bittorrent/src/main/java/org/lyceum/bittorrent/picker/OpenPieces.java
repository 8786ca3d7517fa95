package org.lyceum.bittorrent.picker;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pieces under way, and which of them can still be asked for something. */
final class OpenPieces {

    private final Map<Integer, OpenPiece> byIndex = new HashMap<>();
    /** Those with unrequested blocks. */
    private final SequencedSet<OpenPiece> startable = new LinkedHashSet<>();
    /** Those of which everything is requested, but not of as many peers as it may be: the oldest first. */
    private final SequencedSet<OpenPiece> duplicable = new LinkedHashSet<>();

    /** Those with blocks missing: what the limit on partial pieces counts. */
    private final Set<OpenPiece> partial = new LinkedHashSet<>();

    private int numbers;

    @Nullable
    OpenPiece of(int piece) {
        return byIndex.get(piece);
    }

    OpenPiece open(int piece, int length, boolean solo) {
        OpenPiece opened = new OpenPiece(piece, length, solo, numbers++);
        byIndex.put(piece, opened);
        file(opened, true);
        return opened;
    }

    void close(OpenPiece piece) {
        byIndex.remove(piece.piece());
        startable.remove(piece);
        duplicable.remove(piece);
        partial.remove(piece);
    }

    /** Puts a piece where its blocks, and whether it is wanted, say that it belongs. */
    void file(OpenPiece piece, boolean wanted) {
        if (piece.moved(wanted)) {
            place(startable, piece, wanted && piece.hasUnrequested());
            place(duplicable, piece, wanted && piece.isDuplicable());
            place(partial, piece, !piece.isWhole());
        }
    }

    private static void place(Set<OpenPiece> set, OpenPiece piece, boolean member) {
        if (member) {
            set.add(piece);
        } else {
            set.remove(piece);
        }
    }

    /** A copy: pieces may be closed while it is gone through. */
    List<OpenPiece> all() {
        return List.copyOf(byIndex.values());
    }

    SequencedSet<OpenPiece> startable() {
        return startable;
    }

    SequencedSet<OpenPiece> duplicable() {
        return duplicable;
    }

    boolean isStartable(OpenPiece piece) {
        return startable.contains(piece);
    }

    int partial() {
        return partial.size();
    }
}
