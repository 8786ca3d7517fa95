package org.lyceum.bittorrent.swarm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.lyceum.bittorrent.InfoHash;

/** Which downloads run, and how their order is changed. Pure. */
final class DownloadOrder {

    private DownloadOrder() {}

    /**
     * A torrent that wants to download.
     *
     * @param running has its turn now
     * @param stalled nothing has come in for long
     * @param read somebody waits for its bytes
     */
    record Candidate(InfoHash infoHash, boolean running, boolean stalled, boolean read) {}

    /**
     * Those that may download: who is being read first, and then the others in their order, up to {@code limit}. One that
     * is stalled keeps its turn and takes none from the others, until something comes in again. However many are read, all
     * of them run.
     *
     * @param candidates in the order of the queue
     */
    static Set<InfoHash> turns(List<Candidate> candidates, int limit) {
        Set<InfoHash> turns = new HashSet<>();
        long counted =
                candidates.stream().filter(each -> each.read && !each.stalled).count();
        for (Candidate each : candidates) {
            if (each.read || (each.running && each.stalled)) {
                turns.add(each.infoHash);
            } else if (counted < limit) {
                turns.add(each.infoHash);
                counted++;
            }
        }
        return turns;
    }

    /**
     * Moves a torrent among those that wait or download. Torrents that do neither keep their places.
     *
     * @param order every torrent, each once
     * @param queued whether a torrent is one of those that count
     */
    static List<InfoHash> moved(List<InfoHash> order, Predicate<InfoHash> queued, InfoHash infoHash, QueueMove move) {
        List<Integer> places = new ArrayList<>();
        List<InfoHash> line = new ArrayList<>();
        for (int place = 0; place < order.size(); place++) {
            InfoHash each = order.get(place);
            if (each.equals(infoHash) || queued.test(each)) {
                places.add(place);
                line.add(each);
            }
        }
        int from = line.indexOf(infoHash);
        if (from < 0) {
            return order;
        }
        line.remove(from);
        int last = line.size();
        line.add(
                switch (move) {
                    case TOP -> 0;
                    case UP -> Math.max(0, from - 1);
                    case DOWN -> Math.min(last, from + 1);
                    case BOTTOM -> last;
                },
                infoHash);
        List<InfoHash> moved = new ArrayList<>(order);
        for (int i = 0; i < line.size(); i++) {
            moved.set(places.get(i), line.get(i));
        }
        return moved;
    }
}
