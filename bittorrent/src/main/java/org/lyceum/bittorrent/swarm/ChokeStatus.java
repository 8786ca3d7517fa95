package org.lyceum.bittorrent.swarm;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.lyceum.bittorrent.choker.ChokeAlgorithm;

/**
 * Whom a torrent uploads to.
 *
 * @param slots places, taken or free
 * @param taken who has one, at most {@code slots}: those by rate in a steady order, then the one by chance
 * @param nextRound until all places are given out anew
 */
public record ChokeStatus(ChokeAlgorithm algorithm, int slots, List<Slot> taken, Duration nextRound) {

    public ChokeStatus {
        taken = List.copyOf(taken);
    }

    /**
     * A place that a peer has.
     *
     * @param client name and version by its peer id
     * @param optimistic by chance, and not by its rate
     * @param interested false when nothing is asked for, and the place goes to the next who asks
     * @param downloadRate bytes per second from the peer, {@code uploadRate} to it
     */
    public record Slot(
            InetSocketAddress address,
            String client,
            boolean optimistic,
            boolean interested,
            long downloadRate,
            long uploadRate) {}
}
