package org.lyceum.bittorrent.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.lyceum.bittorrent.BitTorrentException;

/** Those who read a torrent's files while they may still be coming in. */
final class Readers {

    private final Executor loop;
    private final Executor disk;
    private final Executor answers;
    private final Runnable wishesChanged;
    private final Runnable changed;
    private final List<ContentReading> readings = new ArrayList<>();

    /**
     * @param wishesChanged told when deadlines have moved, so that peers are asked anew
     * @param changed told when somebody begins or ends to read
     */
    Readers(Executor loop, Executor disk, Executor answers, Runnable wishesChanged, Runnable changed) {
        this.loop = loop;
        this.disk = disk;
        this.answers = answers;
        this.wishesChanged = wishesChanged;
        this.changed = changed;
    }

    /** Whether somebody is reading. */
    boolean any() {
        return !readings.isEmpty();
    }

    /** @throws BitTorrentException when there is no such file, or it has no such bytes */
    ContentReader open(Content content, int file, long from, long to) {
        content.requireFile(file);
        long length = content.info().files().get(file).length();
        if (from < 0 || from > to || to > length) {
            throw BitTorrentException.malformed("range %d to %d: the file has %d bytes".formatted(from, to, length));
        }
        var reading = new ContentReading(content, file, from, to, loop, disk, answers, this::deadlinesMoved);
        readings.add(reading);
        reading.onClose(() -> {
            readings.remove(reading);
            changed.run();
        });
        changed.run();
        return reading;
    }

    private void deadlinesMoved() {
        readings.forEach(ContentReading::applyDeadlines);
        wishesChanged.run();
    }

    void pieceVerified(int piece) {
        List.copyOf(readings).forEach(reading -> reading.pieceVerified(piece));
    }

    void fail(BitTorrentException reason) {
        List.copyOf(readings).forEach(reading -> reading.fail(reason));
    }
}
