package org.lyceum.peer.torrents;

import java.util.List;
import org.lyceum.bittorrent.choker.ChokeAlgorithm;
import org.lyceum.bittorrent.swarm.ChokeStatus;

/**
 * Whom a torrent uploads to, as REST tells it.
 *
 * @param slots how many there are
 * @param taken those that are not free
 * @param nextRoundSeconds until all are given out anew, rounded up
 */
record ChokeView(ChokeAlgorithm algorithm, int slots, List<SlotView> taken, long nextRoundSeconds) {

    /**
     * A slot that a peer has.
     *
     * @param address {@code host:port}, as in the list of peers
     * @param optimistic by chance, and not for its rate
     * @param interested false when it fetches nothing, and the slot goes to the next who asks
     * @param downloadRate bytes per second from the peer, {@code uploadRate} to it
     */
    record SlotView(
            String address,
            String client,
            boolean optimistic,
            boolean interested,
            long downloadRate,
            long uploadRate) {}

    static ChokeView of(ChokeStatus status) {
        List<SlotView> taken = status.taken().stream()
                .map(slot -> new SlotView(
                        PeerView.addressOf(slot.address()),
                        slot.client(),
                        slot.optimistic(),
                        slot.interested(),
                        slot.downloadRate(),
                        slot.uploadRate()))
                .toList();
        long seconds = status.nextRound().plusNanos(999_999_999).toSeconds();
        return new ChokeView(status.algorithm(), status.slots(), taken, seconds);
    }
}
