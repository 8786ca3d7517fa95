package org.lyceum.bittorrent.swarm;

import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.storage.ResumeData;
import org.lyceum.bittorrent.storage.ResumeStore;
import org.lyceum.bittorrent.storage.TorrentStorage;

/**
 * Keeps a torrent's resume data true. Confined to the disk lane, like the writes that it records: what it saves as
 * verified is exactly what was written and forced before, whatever the event loop knows of by then.
 */
final class ResumeKeeper {

    private final ResumeStore store;
    private ResumeData saved;
    private @Nullable BitField onDisk;

    ResumeKeeper(ResumeStore store, ResumeData loaded) {
        this.store = store;
        this.saved = loaded;
    }

    /** Starts from these pieces. */
    void begin(BitField trusted) {
        onDisk = trusted.copy();
    }

    /** A piece on disk was hashed again and is good. */
    void checked(int piece) {
        if (onDisk != null) {
            onDisk.set(piece);
        }
    }

    /** Everything on disk is to be hashed again. */
    void forgetAll() {
        if (onDisk != null) {
            onDisk = new BitField(onDisk.size());
        }
    }

    /** A piece was hashed and written. */
    void written(int piece) {
        if (saved.clean()) {
            saved = saved.withPieces(saved.verified(), saved.stamps(), false);
            store.save(saved);
        }
        if (onDisk != null) {
            onDisk.set(piece);
        }
        store.appendVerified(saved.infoHash(), piece);
    }

    /** Saves what is known while no files are, as of a magnet link. */
    void save(ResumeData facts) {
        saved = facts;
        store.save(facts);
    }

    /** Saves these facts, and of the pieces and files what was saved before. */
    void save(boolean paused, RateLimits limits, long downloaded, long uploaded) {
        saved = saved.with(paused, limits, downloaded, uploaded);
        store.save(saved);
    }

    /** What could be saved now, trusting nothing that the disk may have lost meanwhile. */
    ResumeData current() {
        return saved.withPieces(onDisk, saved.stamps(), false);
    }

    /**
     * Forces what was written, then saves.
     *
     * @param facts what the event loop knows; its pieces, stamps and cleanness are replaced
     * @param clean nothing will be written until this is called again
     */
    void save(ResumeData facts, TorrentStorage storage, boolean clean) {
        storage.force();
        saved = facts.withPieces(onDisk != null ? onDisk.copy() : null, storage.stamps(), clean);
        store.save(saved);
    }
}
