package org.lyceum.chat.door;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.network.NetworkEvent;
import org.lyceum.overlay.network.OverlayNode;
import org.springframework.beans.factory.DisposableBean;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Who is up, by the directory: whose record is held, and who was not called dead. */
final class DirectoryAttendance implements Attendance, DisposableBean {

    private final OverlayNode node;
    private final Disposable.Composite listening = Disposables.composite();

    DirectoryAttendance(OverlayNode node) {
        this.node = node;
    }

    @Override
    public CompletableFuture<Set<PeerId>> present() {
        return node.snapshot()
                .thenApply(snapshot -> snapshot.nodes().stream()
                        .filter(known -> !known.calledDead())
                        .map(known -> known.record().peer())
                        .collect(Collectors.toSet()));
    }

    @Override
    public CompletableFuture<Boolean> hasRole(String role) {
        return node.snapshot()
                .thenApply(snapshot -> snapshot.nodes().stream()
                        .anyMatch(known ->
                                !known.calledDead() && known.record().roles().contains(role)));
    }

    @Override
    public void onChange(Runnable listener) {
        listening.add(JdkFlowAdapter.flowPublisherToFlux(node.events())
                .filter(event -> event instanceof NetworkEvent.NodeListed
                        || event instanceof NetworkEvent.NodeRemoved
                        || event instanceof NetworkEvent.DeathNoticed)
                .onBackpressureLatest()
                .subscribe(_ -> listener.run()));
    }

    @Override
    public void destroy() {
        listening.dispose();
    }
}
