package org.lyceum.bittorrent.swarm;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.storage.TorrentStorage;

/**
 * Hashes pieces that stand on disk, one disk task a piece, so that other torrents get their turns.
 */
final class PieceCheck {

    private static final int SCRATCH_BYTES = 256 * 1024;

    /** One for each disk thread, and not for each check: thousands may be under way at once. */
    private static final ThreadLocal<ByteBuffer> SCRATCH =
            ThreadLocal.withInitial(() -> ByteBuffer.allocate(SCRATCH_BYTES));

    private final TorrentStorage storage;
    private final BitField toHash;
    private final ResumeKeeper resume;
    private final Executor lane;
    private final Executor loop;
    private final Owner owner;
    private boolean cancelled;

    /** Told what was found, on the event loop, unless the check was cancelled. */
    interface Owner {
        void checkedGood(int piece);

        void checkEnded();

        void storageFailed(BitTorrentException failure);
    }

    PieceCheck(
            TorrentStorage storage, BitField toHash, ResumeKeeper resume, Executor lane, Executor loop, Owner owner) {
        this.storage = storage;
        this.toHash = toHash;
        this.resume = resume;
        this.lane = lane;
        this.loop = loop;
        this.owner = owner;
    }

    void start() {
        continueFrom(0);
    }

    void cancel() {
        cancelled = true;
    }

    private void continueFrom(int from) {
        int piece = toHash.nextSet(from);
        if (piece < 0) {
            owner.checkEnded();
            return;
        }
        lane.execute(() -> {
            try {
                boolean matches = storage.verify(piece, SCRATCH.get().clear());
                resume.checked(piece, matches);
                loop.execute(() -> checked(piece, matches));
            } catch (BitTorrentException e) {
                loop.execute(() -> {
                    if (!cancelled) {
                        owner.storageFailed(e);
                    }
                });
            }
        });
    }

    private void checked(int piece, boolean matches) {
        if (!cancelled) {
            if (matches) {
                owner.checkedGood(piece);
            }
            continueFrom(piece + 1);
        }
    }
}
