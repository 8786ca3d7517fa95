package org.lyceum.bittorrent.swarm;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.storage.TorrentStorage;

/**
 * Hashes pieces that stand on disk once it is this torrent's turn, one disk task a piece, so that others get at the disk
 * in between. Lives on the torrent's event loop.
 */
final class PieceCheck {

    private static final int SCRATCH_BYTES = 256 * 1024;

    /** One for each disk thread, and not for each check: thousands may be waiting. */
    private static final ThreadLocal<ByteBuffer> SCRATCH =
            ThreadLocal.withInitial(() -> ByteBuffer.allocate(SCRATCH_BYTES));

    private final TorrentStorage storage;
    private final BitField toHash;
    private final ResumeKeeper resume;
    private final Executor lane;
    private final Executor loop;
    private final Owner owner;
    private final CheckQueue.Turn turn;
    private boolean cancelled;

    /** Told what was found, on the event loop, unless the check was cancelled. */
    interface Owner {
        /** It is the torrent's turn. */
        void checkBegun();

        void checkedGood(int piece);

        void checkEnded();

        void storageFailed(BitTorrentException failure);
    }

    PieceCheck(
            TorrentStorage storage,
            BitField toHash,
            ResumeKeeper resume,
            Executor lane,
            Executor loop,
            CheckQueue queue,
            Owner owner) {
        this.storage = storage;
        this.toHash = toHash;
        this.resume = resume;
        this.lane = lane;
        this.loop = loop;
        turn = queue.turn(() -> loop.execute(this::begin));
        this.owner = owner;
    }

    void start() {
        turn.ask();
    }

    /** Other torrents are hashed first. */
    boolean isWaiting() {
        return !turn.isNow();
    }

    void cancel() {
        cancelled = true;
        turn.end();
    }

    private void begin() {
        if (!cancelled) {
            owner.checkBegun();
            continueFrom(0);
        }
    }

    private void continueFrom(int from) {
        int piece = toHash.nextSet(from);
        if (piece < 0) {
            try {
                owner.checkEnded();
            } finally {
                turn.end();
            }
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
                        turn.end();
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
