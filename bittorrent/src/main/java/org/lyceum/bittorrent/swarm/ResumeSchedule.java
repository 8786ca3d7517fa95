package org.lyceum.bittorrent.swarm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.storage.ResumeData;

/** When a torrent's resume data is saved, and with which facts. Lives on the torrent's event loop. */
final class ResumeSchedule {

    private static final long NANOS_BETWEEN_SAVES = Duration.ofSeconds(30).toNanos();

    private final ResumeData restored;
    private final TorrentFigures figures;
    private final Swarm swarm;
    private final TorrentDisk disk;
    private long lastSave;
    private long transferredAtSave;

    ResumeSchedule(ResumeData restored, TorrentFigures figures, Swarm swarm, TorrentDisk disk) {
        this.restored = restored;
        this.figures = figures;
        this.swarm = swarm;
        this.disk = disk;
    }

    /**
     * Something was transferred since the last time.
     *
     * @param busy more may be soon, so that this can wait for a while
     */
    boolean isDue(boolean busy) {
        return figures.transferred() != transferredAtSave && (!busy || swarm.nanos() - lastSave > NANOS_BETWEEN_SAVES);
    }

    /**
     * Saves now.
     *
     * @param clean nothing will be written before the next save
     */
    void save(boolean paused, boolean completed, @Nullable Content content, boolean clean) {
        noteSave();
        ResumeData facts = restored.with(paused, swarm.limits(), figures.downloaded(), figures.uploaded())
                .withCompleted(completed);
        disk.save(content != null ? facts.withPriorities(content.priorityCodes()) : facts, clean);
    }

    /** Saves now, while the files are being opened: what was remembered of them stays. */
    void saveUnopened(boolean paused) {
        noteSave();
        disk.save(paused, swarm.limits(), figures.downloaded(), figures.uploaded());
    }

    private void noteSave() {
        transferredAtSave = figures.transferred();
        lastSave = swarm.nanos();
    }
}
