package org.lyceum.ui.nodes;

import java.util.Collection;

/**
 * A node in one line.
 *
 * @param answers false when it does not answer; the figures are then 0
 * @param downloadRate bytes per second over all torrents, as is {@code uploadRate}
 * @param torrents how many it has
 */
public record NodeHealth(boolean answers, long downloadRate, long uploadRate, int torrents) {

    public static final NodeHealth LOST = new NodeHealth(false, 0, 0, 0);

    /** It answers; that is all that is known. */
    public static final NodeHealth ANSWERING = new NodeHealth(true, 0, 0, 0);

    public static NodeHealth of(Collection<Torrent> torrents) {
        return new NodeHealth(
                true,
                torrents.stream().mapToLong(Torrent::downloadRate).sum(),
                torrents.stream().mapToLong(Torrent::uploadRate).sum(),
                torrents.size());
    }
}
