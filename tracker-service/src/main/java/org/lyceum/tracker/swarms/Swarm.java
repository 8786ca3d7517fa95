package org.lyceum.tracker.swarms;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.lyceum.bittorrent.tracker.CompactPeers.Family;
import org.lyceum.bittorrent.tracker.ScrapeResult;
import org.lyceum.tracker.hash.SipHash;

/** One swarm: a table of peers for each address family that is in use, and how often it was downloaded. */
final class Swarm {

    private final SipHash hash;
    private final Map<Family, PeerTable> tables = new EnumMap<>(Family.class);
    private int completed;
    private int lastAnnounce;

    Swarm(SipHash hash) {
        this.hash = hash;
    }

    PeerTable table(Family family) {
        return tables.computeIfAbsent(family, each -> new PeerTable(each, hash));
    }

    void announcedAt(int now) {
        lastAnnounce = now;
    }

    void countCompleted() {
        completed++;
    }

    void expire(int before, BiConsumer<Family, byte[]> removed) {
        tables.forEach((family, table) -> table.expire(before, endpoint -> removed.accept(family, endpoint)));
    }

    /** Nobody is here, and nobody was since this time. */
    boolean isAbandoned(int before) {
        return size() == 0 && lastAnnounce < before;
    }

    int size() {
        return tables.values().stream().mapToInt(PeerTable::size).sum();
    }

    ScrapeResult scrape() {
        int seeders = tables.values().stream().mapToInt(PeerTable::seeds).sum();
        return new ScrapeResult(seeders, completed, size() - seeders);
    }
}
