package org.lyceum.bittorrent.swarm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.storage.FileStamp;
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
            saved = with(saved, saved.verified(), saved.stamps(), false);
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
    void save(boolean paused, long downloaded, long uploaded) {
        saved = new ResumeData(
                saved.infoHash(),
                saved.magnet(),
                saved.root(),
                paused,
                saved.sequential(),
                saved.addedAt(),
                downloaded,
                uploaded,
                saved.priorities(),
                saved.verified(),
                saved.stamps(),
                saved.clean());
        store.save(saved);
    }

    /** What could be saved now, trusting nothing that the disk may have lost meanwhile. */
    ResumeData current() {
        return with(saved, onDisk, saved.stamps(), false);
    }

    /**
     * Forces what was written, then saves.
     *
     * @param facts what the event loop knows; its pieces, stamps and cleanness are replaced
     * @param clean nothing will be written until this is called again
     */
    void save(ResumeData facts, TorrentStorage storage, boolean clean) {
        storage.force();
        saved = with(facts, onDisk != null ? onDisk.copy() : null, storage.stamps(), clean);
        store.save(saved);
    }

    private static ResumeData with(
            ResumeData facts, @Nullable BitField verified, List<FileStamp> stamps, boolean clean) {
        return new ResumeData(
                facts.infoHash(),
                facts.magnet(),
                facts.root(),
                facts.paused(),
                facts.sequential(),
                facts.addedAt(),
                facts.downloaded(),
                facts.uploaded(),
                facts.priorities(),
                verified,
                stamps,
                clean);
    }
}
