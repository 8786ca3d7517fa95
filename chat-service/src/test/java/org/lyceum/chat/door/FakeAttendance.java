package org.lyceum.chat.door;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.lyceum.overlay.PeerId;

/** Whose nodes are up, as the test says. */
final class FakeAttendance implements Attendance {

    private final List<Runnable> listeners = new ArrayList<>();
    private Set<PeerId> present = Set.of();
    private Set<String> roles = Set.of();

    @Override
    public synchronized CompletableFuture<Set<PeerId>> present() {
        return CompletableFuture.completedFuture(present);
    }

    @Override
    public synchronized CompletableFuture<Boolean> hasRole(String role) {
        return CompletableFuture.completedFuture(roles.contains(role));
    }

    synchronized void setRoles(Set<String> now) {
        roles = now;
    }

    @Override
    public synchronized void onChange(Runnable listener) {
        listeners.add(listener);
    }

    synchronized void set(Set<PeerId> now) {
        present = now;
        listeners.forEach(Runnable::run);
    }
}
