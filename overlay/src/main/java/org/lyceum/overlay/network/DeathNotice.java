package org.lyceum.overlay.network;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lyceum.overlay.PeerId;

/**
 * That a node is called dead, and by whom.
 *
 * @param incarnation which life of the node
 * @param reports in the order in which they came here
 * @param refuted when the node was heard to live after that
 * @param dropped when this node, a seed, dropped it because it did not answer the seed either
 */
public record DeathNotice(
        PeerId peer, long incarnation, List<Report> reports, Optional<Instant> refuted, Optional<Instant> dropped) {

    public DeathNotice {
        reports = List.copyOf(reports);
    }

    /** Who said so, and when it was heard. */
    public record Report(PeerId reporter, Instant at) {}
}
