package org.lyceum.peer.torrents;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.swarm.TorrentEvent;

/**
 * Events on their way to one reader, at most so many. Newer figures of a torrent take the place of older ones that
 * still wait; when there is no room, waiting figures give way to what matters more. A reader that is too slow even so
 * is given up.
 */
final class EventBuffer {

    private final int capacity;
    private final SequencedMap<Object, TorrentEvent> waiting = new LinkedHashMap<>();
    private long sequence;

    EventBuffer(int capacity) {
        this.capacity = capacity;
    }

    /** False when the event does not fit and may not be left out: the reader has lost track. */
    synchronized boolean offer(TorrentEvent event) {
        if (event instanceof TorrentEvent.Progress progress) {
            FiguresOf key = new FiguresOf(progress.infoHash());
            waiting.remove(key);
            if (waiting.size() < capacity) {
                waiting.put(key, progress);
            }
            return true;
        }
        if (waiting.size() >= capacity) {
            waiting.values().removeIf(TorrentEvent.Progress.class::isInstance);
        }
        if (waiting.size() >= capacity) {
            return false;
        }
        waiting.put(sequence++, event);
        return true;
    }

    /** The oldest event, or null. */
    synchronized @Nullable TorrentEvent poll() {
        Map.Entry<Object, TorrentEvent> oldest = waiting.pollFirstEntry();
        return oldest == null ? null : oldest.getValue();
    }

    private record FiguresOf(InfoHash infoHash) {}
}
