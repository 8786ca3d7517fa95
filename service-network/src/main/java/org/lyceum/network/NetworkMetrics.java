package org.lyceum.network;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.network.NodeFigures;
import org.lyceum.overlay.network.OverlayNode;

/** What the node of this process is and has done, as meters; {@code docs/overlay.md} lists them. */
final class NetworkMetrics implements MeterBinder {

    /** Meters that are read one after the other tell of the same moment. */
    private static final Duration SAME_MOMENT = Duration.ofMillis(200);

    private final OverlayNode node;
    private @Nullable NodeFigures latest;
    private long takenAt;

    NetworkMetrics(OverlayNode node) {
        this.node = node;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge("links", "Links to neighbours", NodeFigures::links, registry);
        gauge("registered", "Seeds that hold this node", NodeFigures::registeredWith, registry);
        gauge("registrations", "Nodes that this one holds as a seed", NodeFigures::registrations, registry);
        gauge("directory.size", "Nodes whose records are held", NodeFigures::knownNodes, registry);
        gauge("channel.connections", "Connections to other nodes", NodeFigures::connections, registry);
        counter("gossip.bodies", null, "Bodies that came and were wanted", NodeFigures::gossipBodies, registry);
        counter(
                "gossip.duplicates",
                null,
                "Bodies that came and were had already, or not asked for",
                NodeFigures::gossipDuplicates,
                registry);
        counter("deaths.reported", null, "Neighbours reported dead", NodeFigures::deathsReported, registry);
        counter(
                "channel.received",
                BaseUnits.BYTES,
                "From other nodes, as on the wire",
                NodeFigures::bytesReceived,
                registry);
        counter("channel.sent", BaseUnits.BYTES, "To other nodes, as on the wire", NodeFigures::bytesSent, registry);
        FunctionTimer.builder(
                        "lyceum.overlay.probe",
                        this,
                        it -> it.figures().probesAnswered(),
                        it -> it.figures().roundTrips().toMillis(),
                        TimeUnit.MILLISECONDS)
                .description("Round trips of probes that neighbours have answered")
                .register(registry);
    }

    private void gauge(String name, String what, ToDoubleFunction<NodeFigures> figure, MeterRegistry registry) {
        Gauge.builder("lyceum.overlay." + name, this, it -> figure.applyAsDouble(it.figures()))
                .description(what)
                .register(registry);
    }

    private void counter(
            String name,
            @Nullable String unit,
            String what,
            ToDoubleFunction<NodeFigures> figure,
            MeterRegistry registry) {
        FunctionCounter.builder("lyceum.overlay." + name, this, it -> figure.applyAsDouble(it.figures()))
                .baseUnit(unit)
                .description(what)
                .register(registry);
    }

    /** After the node has left, what was last. */
    private synchronized NodeFigures figures() {
        long now = System.nanoTime();
        NodeFigures known = latest;
        if (known != null && now - takenAt < SAME_MOMENT.toNanos()) {
            return known;
        }
        try {
            NodeFigures taken = node.figures().join();
            latest = taken;
            takenAt = now;
            return taken;
        } catch (CompletionException e) {
            if (known == null) {
                throw e;
            }
            return known;
        }
    }
}
