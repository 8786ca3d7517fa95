package org.lyceum.bittorrent.swarm;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.storage.FileStamp;
import org.lyceum.bittorrent.storage.ResumeCheck;
import org.lyceum.bittorrent.storage.ResumeData;
import org.lyceum.bittorrent.storage.ResumeStore;
import org.lyceum.bittorrent.storage.StoredTorrent;
import org.lyceum.bittorrent.storage.TorrentStorage;

/**
 * Keeps a torrent's resume data true. Confined to the disk lane, like the writes that it records: what it saves as
 * verified is exactly what was written and forced before, whatever the event loop knows of by then.
 */
final class ResumeKeeper {

    private final ResumeStore store;
    private ResumeData saved;

    /** Known to be good on disk; null until the files were looked at. */
    private @Nullable BitField onDisk;

    /** Perhaps good on disk: to be hashed, or not forced yet, which only a hash can tell of after a fault. */
    private final Set<Integer> unchecked = new HashSet<>();

    private final Set<Integer> unforced = new HashSet<>();

    /** Sizes and times are still those that were saved, unless somebody else changed the files. */
    private boolean untouched;

    /** The disk does not hold {@link #saved} yet, or holds a journal beside it that is to be emptied. */
    private boolean unsaved;

    ResumeKeeper(ResumeStore store, StoredTorrent loaded) {
        this.store = store;
        saved = loaded.data();
        unchecked.addAll(loaded.journal());
        unsaved = !loaded.journal().isEmpty();
    }

    /** What is remembered now, of the pieces as much as may be trusted where their files have not changed. */
    ResumeData current() {
        return onDisk == null ? saved : saved.withPieces(onDisk, saved.stamps(), untouched);
    }

    /** Pieces that have to be hashed, whatever else is remembered of them. */
    Set<Integer> doubtful() {
        Set<Integer> doubtful = new HashSet<>(unchecked);
        doubtful.addAll(unforced);
        return doubtful;
    }

    /** Starts from what was found. */
    void begin(ResumeCheck found) {
        onDisk = found.trusted().copy();
        unchecked.clear();
        BitField toHash = found.toHash();
        for (int piece = toHash.nextSet(0); piece >= 0; piece = toHash.nextSet(piece + 1)) {
            unchecked.add(piece);
        }
        unforced.clear();
        untouched = saved.clean() && unchecked.isEmpty();
    }

    /** Where the content lies is decided. */
    void placed(String root) {
        replace(saved.withRoot(root));
    }

    /** A piece on disk was hashed. */
    void checked(int piece, boolean good) {
        unchecked.remove(piece);
        if (good && onDisk != null) {
            onDisk.set(piece);
        }
    }

    /**
     * Everything on disk is to be hashed again. Saved before the first piece is, so that whoever is interrupted in the
     * middle begins anew instead of trusting what was in doubt.
     */
    void forgetAll() {
        if (onDisk != null) {
            unchecked.clear();
            for (int piece = 0; piece < onDisk.size(); piece++) {
                unchecked.add(piece);
            }
            onDisk = new BitField(onDisk.size());
        }
        unforced.clear();
        untouched = false;
        // at once, so that what is saved next holds it too when this cannot be saved
        saved = saved.withPieces(null, List.of(), false);
        unsaved = true;
        replace(saved);
    }

    /** Writes a piece whose hash is right. */
    void write(TorrentStorage storage, int piece, ByteBuffer[] data) {
        untouched = false;
        if (saved.clean()) {
            replace(saved.withPieces(saved.verified(), saved.stamps(), false));
        }
        storage.write(piece, data);
        if (onDisk != null) {
            onDisk.set(piece);
        }
        unforced.add(piece);
        unsaved = true;
        store.appendVerified(saved.infoHash(), piece);
    }

    /** Saves these facts while no files are known, as of a magnet link; of pieces and files what was saved before. */
    void save(ResumeData facts) {
        replace(facts.withPieces(saved.verified(), saved.stamps(), saved.clean()));
    }

    /** Makes the torrent one that a restart finds. */
    void remember() {
        store.save(saved);
    }

    private void replace(ResumeData data) {
        if (unsaved || !data.equals(saved)) {
            store.save(data);
            saved = data;
            unsaved = false;
        }
    }

    /** Saves these facts, and of the pieces and files what was saved before. */
    void save(boolean paused, RateLimits limits, long downloaded, long uploaded) {
        replace(saved.with(paused, limits, downloaded, uploaded));
    }

    /**
     * Forces what was written, then saves. As long as pieces wait to be hashed nothing new is saved of any: the check may
     * yet find good ones that nobody else remembers, and its end saves those.
     *
     * @param facts what the event loop knows; its pieces, stamps and cleanness are replaced
     * @param clean nothing will be written until this is called again
     * @throws org.lyceum.bittorrent.BitTorrentException also when a file with verified pieces is gone or was cut short
     */
    void save(ResumeData facts, TorrentStorage storage, boolean clean) {
        if (!unchecked.isEmpty() || onDisk == null) {
            save(facts);
            return;
        }
        if (untouched) {
            // stamps taken now would vouch for what somebody else has done to the files since
            replace(facts.withPieces(onDisk.copy(), saved.stamps(), true));
            return;
        }
        storage.force();
        List<FileStamp> stamps = storage.stamps();
        storage.requireLengths(onDisk, stamps);
        replace(facts.withPieces(onDisk.copy(), stamps, clean));
        unforced.clear();
        untouched = clean;
    }
}
