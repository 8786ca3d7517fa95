package org.lyceum.ui.swarms;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.lyceum.ui.nodes.Torrent;
import org.lyceum.ui.nodes.TorrentState;

/**
 * Which swarms are listed, and in which order: what stands behind the {@code ?} of the list's address.
 *
 * @param q part of the name, without regard to case
 */
record SwarmFilter(String q, Show show, Order sort) {

    enum Show {
        ALL("All"),
        DOWNLOADING("Downloading"),
        SHARING("Sharing"),
        PAUSED("Paused"),
        PROBLEM("Problem");

        private final String word;

        Show(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        boolean includes(TorrentState state) {
            return switch (this) {
                case ALL -> true;
                case DOWNLOADING ->
                    state == TorrentState.DOWNLOADING
                            || state == TorrentState.QUEUED
                            || state == TorrentState.METADATA
                            || state == TorrentState.CHECK_QUEUED
                            || state == TorrentState.CHECKING;
                case SHARING -> state == TorrentState.SEEDING;
                case PAUSED -> state == TorrentState.PAUSED;
                case PROBLEM -> state == TorrentState.ERROR;
            };
        }
    }

    enum Order {
        NEWEST("Newest first"),
        NAME("Name"),
        SIZE("Largest first"),
        PROGRESS("Least complete first"),
        RATE("Fastest first");

        private final String word;

        Order(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        Comparator<Torrent> comparator() {
            return switch (this) {
                case NEWEST -> Comparator.comparing(Torrent::addedAt).reversed();
                case NAME -> Comparator.comparing(torrent -> torrent.name().toLowerCase(Locale.ROOT));
                case SIZE -> Comparator.comparingLong(Torrent::totalBytes).reversed();
                case PROGRESS -> Comparator.comparingDouble(Torrent::progress);
                case RATE ->
                    Comparator.<Torrent>comparingLong(torrent -> torrent.downloadRate() + torrent.uploadRate())
                            .reversed();
            };
        }
    }

    SwarmFilter {
        q = q.strip();
    }

    boolean includes(Torrent torrent) {
        return show.includes(torrent.state())
                && torrent.name().toLowerCase(Locale.ROOT).contains(q.toLowerCase(Locale.ROOT));
    }

    /** Those included, in order. */
    List<Torrent> of(List<Torrent> torrents) {
        return torrents.stream()
                .filter(this::includes)
                .sorted(sort.comparator())
                .toList();
    }
}
