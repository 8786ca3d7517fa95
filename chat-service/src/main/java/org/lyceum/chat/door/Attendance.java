package org.lyceum.chat.door;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.lyceum.overlay.PeerId;

/** Whose nodes are up, as far as this node knows. */
interface Attendance {

    CompletableFuture<Set<PeerId>> present();

    /** Has this called whenever it may have changed. */
    void onChange(Runnable listener);
}
