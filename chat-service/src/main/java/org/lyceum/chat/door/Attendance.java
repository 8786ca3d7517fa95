package org.lyceum.chat.door;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.lyceum.overlay.PeerId;

/** Whose nodes are up, as far as this node knows. */
interface Attendance {

    CompletableFuture<Set<PeerId>> present();

    /** Whether any node that is up has a role, such as {@code ml}. */
    CompletableFuture<Boolean> hasRole(String role);

    /** Has this called whenever it may have changed. */
    void onChange(Runnable listener);
}
