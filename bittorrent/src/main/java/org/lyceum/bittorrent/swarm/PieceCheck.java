package org.lyceum.bittorrent.swarm;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.storage.TorrentStorage;

/**
 * Hashes pieces that stand on disk, one disk task a piece, so that other torrents get their turns. Told and answering
 * on the torrent's event loop.
 */
final class PieceCheck {

    private static final int SCRATCH = 256 * 1024;

    private final TorrentStorage storage;
    private final BitField toHash;
    private final Executor lane;
    private final Executor loop;
    private final Owner owner;
    private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH);
    private boolean cancelled;

    /** Told what was found, unless the check was cancelled. */
    interface Owner {
        /** On the disk lane, before {@link #good}. */
        void goodOnLane(int piece);

        void good(int piece);

        void finished();

        void failed(BitTorrentException failure);
    }

    PieceCheck(TorrentStorage storage, BitField toHash, Executor lane, Executor loop, Owner owner) {
        this.storage = storage;
        this.toHash = toHash;
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
            owner.finished();
            return;
        }
        lane.execute(() -> {
            try {
                boolean matches = storage.verify(piece, scratch.clear());
                if (matches) {
                    owner.goodOnLane(piece);
                }
                loop.execute(() -> checked(piece, matches));
            } catch (BitTorrentException e) {
                loop.execute(() -> {
                    if (!cancelled) {
                        owner.failed(e);
                    }
                });
            }
        });
    }

    private void checked(int piece, boolean matches) {
        if (!cancelled) {
            if (matches) {
                owner.good(piece);
            }
            continueFrom(piece + 1);
        }
    }
}
