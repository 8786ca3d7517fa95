package org.lyceum.bittorrent.swarm;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.storage.ResumeCheck;
import org.lyceum.bittorrent.storage.ResumeData;
import org.lyceum.bittorrent.storage.StoredTorrent;
import org.lyceum.bittorrent.storage.TorrentStorage;

/**
 * A torrent's disk side: where its files are, what survives a stop. Asked from the event loop, it works on the lane and
 * answers on the loop.
 */
final class TorrentDisk {

    /** What comes back, on the event loop. */
    interface Owner {
        /**
         * The files stand ready.
         *
         * @param found which pieces are trusted, which are to be hashed
         * @param data what was remembered of the torrent
         */
        void opened(TorrentStorage storage, ResumeCheck found, ResumeData data);

        /** They do not. */
        void openFailed(BitTorrentException failure);

        void storageFailed(BitTorrentException failure);
    }

    private final EngineContext context;
    private final RootClaims claims;
    private final DiskLane lane;
    private final Executor loop;
    private final Owner owner;
    private final InfoHash infoHash;
    private final ResumeKeeper resume;

    /** Confined to the lane. */
    private @Nullable TorrentStorage storage;

    /** Confined to the lane. */
    private boolean metainfoKept;

    TorrentDisk(EngineContext context, RootClaims claims, Executor loop, StoredTorrent restored, Owner owner) {
        this.context = context;
        this.claims = claims;
        this.loop = loop;
        this.owner = owner;
        infoHash = restored.data().infoHash();
        lane = new DiskLane(context.disk(), this::failed);
        resume = new ResumeKeeper(context.store(), restored);
        metainfoKept = restored.metainfo() != null;
    }

    Executor lane() {
        return lane;
    }

    /** Used on the lane only. */
    ResumeKeeper resume() {
        return resume;
    }

    /** Makes the torrent one that a restart finds. */
    void remember() {
        lane.execute(() -> {
            resume.remember();
            metainfoKept = false;
        });
    }

    /** Finds the torrent's place and what of it is there; after a fault, what still is. */
    void open(Metainfo known) {
        lane.execute(() -> {
            try {
                openNow(known);
            } catch (RuntimeException | OutOfMemoryError e) {
                loop.execute(() -> owner.openFailed(failureOf(e)));
            }
        });
    }

    private void openNow(Metainfo known) {
        if (storage != null) {
            // a file that was deleted or replaced meanwhile would else be written to, where nobody finds it
            storage.closeFiles();
        }
        ResumeData data = resume.current();
        Path root = data.root() != null
                ? claims.claim(infoHash, context.files().resolve(data.root()))
                : claims.choose(known.info());
        if (!metainfoKept) {
            context.store().saveMetainfo(known);
            metainfoKept = true;
        }
        TorrentStorage opened = new TorrentStorage(known.info(), root, context.pool());
        opened.prepare();
        storage = opened;
        ResumeCheck found = ResumeCheck.of(data, resume.doubtful(), opened.stamps(), opened.layout());
        resume.begin(found);
        if (data.root() == null) {
            // a place once chosen stays the torrent's, whatever is put there meanwhile
            resume.placed(relativeTo(opened.root()));
        }
        loop.execute(() -> owner.opened(opened, found, data));
    }

    private String relativeTo(Path root) {
        return context.files().relativize(root).toString().replace('\\', '/');
    }

    /**
     * Saves resume data, its root, pieces and stamps filled in.
     *
     * @param clean nothing will be written before the next save
     */
    void save(ResumeData facts, boolean clean) {
        lane.execute(() -> {
            if (storage != null) {
                resume.save(facts.withRoot(relativeTo(storage.root())), storage, clean);
            } else {
                resume.save(facts);
            }
        });
    }

    /** Saves what is new of the torrent itself, and nothing of its pieces. */
    void save(boolean paused, RateLimits limits, long downloaded, long uploaded) {
        lane.execute(() -> resume.save(paused, limits, downloaded, uploaded));
    }

    /**
     * Trusts no piece any more.
     *
     * @param forgotten completed, on the lane, once a restart would not either
     */
    void forgetVerified(CompletableFuture<Void> forgotten) {
        lane.execute(() -> {
            try {
                resume.forgetAll();
                forgotten.complete(null);
            } catch (RuntimeException | Error e) {
                forgotten.completeExceptionally(e);
                throw e;
            }
        });
    }

    PieceCheck check(TorrentStorage checked, BitField toHash, PieceCheck.Owner answers) {
        return new PieceCheck(checked, toHash, resume, lane, loop, context.checks(), answers);
    }

    /** Closes the files, and deletes what is to be forgotten; the last work of the lane. */
    CompletableFuture<Void> close(boolean forget, boolean deleteFiles) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        lane.execute(() -> {
            try {
                if (storage != null) {
                    storage.closeFiles();
                }
                if (forget) {
                    context.store().delete(infoHash);
                    claims.release(infoHash);
                }
                if (deleteFiles && storage != null) {
                    storage.delete();
                }
                closed.complete(null);
            } catch (BitTorrentException e) {
                closed.completeExceptionally(e);
            }
        });
        return closed;
    }

    /** What fails stops the torrent: it would else wait for ever for what did not happen. */
    private void failed(Throwable cause) {
        BitTorrentException failure = failureOf(cause);
        loop.execute(() -> owner.storageFailed(failure));
    }

    private static BitTorrentException failureOf(Throwable cause) {
        if (cause instanceof BitTorrentException known) {
            return known;
        }
        String sentence = cause instanceof OutOfMemoryError
                ? "out of memory (%s): give the process more and resume".formatted(cause.getMessage())
                : "work on the disk failed: " + cause;
        return new BitTorrentException(Reason.STORAGE, sentence, cause);
    }
}
