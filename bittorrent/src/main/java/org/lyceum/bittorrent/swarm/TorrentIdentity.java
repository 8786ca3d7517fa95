package org.lyceum.bittorrent.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;

/** What is known of a torrent itself: by its magnet link at first, by its metainfo once that is here. */
final class TorrentIdentity {

    private final InfoHash infoHash;
    private final @Nullable MagnetLink magnet;
    private final Supplier<List<String>> ownTrackers;
    private @Nullable Metainfo metainfo;
    private @Nullable String link;

    /** @param ownTrackers announce URLs that every torrent gets besides its own, unless it is private (BEP 27) */
    TorrentIdentity(
            InfoHash infoHash,
            @Nullable MagnetLink magnet,
            @Nullable Metainfo metainfo,
            Supplier<List<String>> ownTrackers) {
        this.infoHash = infoHash;
        this.magnet = magnet;
        this.metainfo = metainfo;
        this.ownTrackers = ownTrackers;
    }

    InfoHash infoHash() {
        return infoHash;
    }

    @Nullable
    MagnetLink magnet() {
        return magnet;
    }

    @Nullable
    Metainfo metainfo() {
        return metainfo;
    }

    void learn(Metainfo known) {
        metainfo = known;
        link = null;
    }

    /** Other trackers are the engine's now. */
    void trackersChanged() {
        link = null;
    }

    /** The announce URLs of the magnet link, each a tier of its own. */
    List<List<String>> magnetTiers() {
        return magnet == null
                ? List.of()
                : magnet.trackers().stream().map(List::of).toList();
    }

    /** Everything to announce to, by tier (BEP 12). */
    List<List<String>> announceTiers() {
        List<List<String>> tiers = new ArrayList<>(metainfo != null ? metainfo.trackers() : magnetTiers());
        if (metainfo == null || !metainfo.info().isPrivate()) {
            ownTrackers.get().forEach(url -> tiers.add(List.of(url)));
        }
        return tiers;
    }

    String name() {
        if (metainfo != null) {
            return metainfo.info().name();
        }
        return magnet != null && magnet.name() != null ? magnet.name() : infoHash.toHex();
    }

    /** The magnet link to give to others. */
    String link() {
        if (link == null) {
            List<String> urls =
                    announceTiers().stream().flatMap(List::stream).distinct().toList();
            link = new MagnetLink(infoHash, name(), urls, List.of()).toString();
        }
        return link;
    }
}
