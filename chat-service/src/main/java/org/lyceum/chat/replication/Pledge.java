package org.lyceum.chat.replication;

import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.PeerId;

/**
 * What a node must not forget, whatever happens to it.
 *
 * @param epoch the highest that it has heard of: it listens to no chat node of a lower one
 * @param vote whom it has promised the lead in this epoch
 */
public record Pledge(Lineage lineage, long epoch, @Nullable PeerId vote) {

    Pledge withEpoch(long higher) {
        return new Pledge(lineage, higher, null);
    }

    Pledge votingFor(PeerId candidate, long inEpoch) {
        return new Pledge(lineage, inEpoch, candidate);
    }

    Pledge established() {
        return new Pledge(new Lineage(lineage.founding(), true), epoch, vote);
    }
}
