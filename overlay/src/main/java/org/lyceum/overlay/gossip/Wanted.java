package org.lyceum.overlay.gossip;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.PeerId;

/** A body that was offered and has not come. */
final class Wanted {

    /** Who offered it; the first is the one that was asked. */
    final Deque<PeerId> offerers = new ArrayDeque<>(4);

    int requests = 1;
    long deadline;

    Wanted(PeerId asked, long deadline) {
        offerers.add(asked);
        this.deadline = deadline;
    }

    /** Whom to ask now that the first did not answer: itself only when there is nobody else. */
    @Nullable
    PeerId next() {
        PeerId silent = offerers.poll();
        if (silent != null) {
            offerers.add(silent);
        }
        return offerers.peek();
    }
}
