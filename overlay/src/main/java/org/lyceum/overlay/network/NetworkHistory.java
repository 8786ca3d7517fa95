package org.lyceum.overlay.network;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.DirectoryEvent;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.membership.News;
import org.lyceum.overlay.membership.RegistryActions.DropReason;
import org.lyceum.overlay.network.NetworkSnapshot.KnownNode;
import org.lyceum.overlay.node.NodeEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When each listed node was heard of, and who was called dead by whom; tells of what changes. */
final class NetworkHistory implements AutoCloseable {

    private static final int MAX_WAITING_EVENTS = 1024;

    private static final Logger log = LoggerFactory.getLogger(NetworkHistory.class);

    /** When a listed node was heard of. */
    record Heard(Instant first, Instant last) {}

    private final Map<PeerId, Heard> heard = new HashMap<>();
    private final Deaths deaths = new Deaths();
    private final Supplier<Instant> clock;
    private final Function<NodeRecord, KnownNode> known;
    private final SubmissionPublisher<NetworkEvent> events;

    /** @param known what else there is to tell of a listed node */
    NetworkHistory(Executor subscribers, Supplier<Instant> clock, Function<NodeRecord, KnownNode> known) {
        this.clock = clock;
        this.known = known;
        events = new SubmissionPublisher<>(subscribers, MAX_WAITING_EVENTS);
    }

    /** May be called from any thread. */
    Flow.Publisher<NetworkEvent> events() {
        return events;
    }

    Heard of(PeerId listed) {
        return Objects.requireNonNull(heard.get(listed), "who is listed was heard of");
    }

    List<DeathNotice> deaths() {
        return deaths.all();
    }

    void listed(DirectoryEvent event) {
        switch (event) {
            case DirectoryEvent.Listed e -> {
                Instant now = clock.get();
                heard.merge(e.record().peer(), new Heard(now, now), (before, _) -> new Heard(before.first, now));
                tell(new NetworkEvent.NodeListed(known.apply(e.record())));
            }
            case DirectoryEvent.Removed e -> {
                heard.remove(e.record().peer());
                tell(new NetworkEvent.NodeRemoved(e.record().peer()));
            }
            case DirectoryEvent.Doubted e ->
                tell(new NetworkEvent.NodeDoubted(e.record().peer(), e.dead()));
        }
    }

    void happened(NodeEvent event) {
        switch (event) {
            case NodeEvent.Linked e -> {
                lives(e.neighbour());
                tell(new NetworkEvent.LinkUp(e.neighbour()));
            }
            case NodeEvent.Unlinked e -> tell(new NetworkEvent.LinkDown(e.neighbour(), e.reason()));
            case NodeEvent.Heard e -> hear(e.news());
            case NodeEvent.Revoked e -> tell(new NetworkEvent.GrantsRevoked(e.list()));
            case NodeEvent.Registered e -> {
                lives(e.node());
                tell(new NetworkEvent.NodeRegistered(e.node()));
            }
            case NodeEvent.Dropped e -> dropped(e);
            case NodeEvent.Refused e -> tell(new NetworkEvent.SeedRefused(e.seed(), e.reason()));
            case NodeEvent.Misbehaved e -> tell(new NetworkEvent.PeerMisbehaved(e.peer(), e.what()));
            case NodeEvent.Unanswered _, NodeEvent.Left _ -> {
                // nothing of the network has changed
            }
        }
    }

    private void hear(News news) {
        switch (news) {
            case News.Death death -> tell(new NetworkEvent.DeathNoticed(deaths.reported(death, clock.get())));
            case News.Alive alive -> lives(alive.contact());
            case News.Departure _ -> {
                // the directory tells of it
            }
        }
    }

    private void lives(Contact node) {
        deaths.refuted(node.peer(), node.incarnation(), clock.get()).stream()
                .map(NetworkEvent.DeathNoticed::new)
                .forEach(this::tell);
    }

    private void dropped(NodeEvent.Dropped event) {
        Contact gone = event.node();
        if (event.reason() == DropReason.DEAD) {
            tell(new NetworkEvent.DeathNoticed(
                    deaths.dropped(gone.peer(), gone.incarnation(), event.accusers(), clock.get())));
        }
        tell(new NetworkEvent.NodeDropped(gone.peer(), event.reason()));
    }

    private void tell(NetworkEvent event) {
        events.offer(event, (_, _) -> {
            log.warn("A listener to the network does not keep up: an event is left out.");
            return false;
        });
    }

    @Override
    public void close() {
        events.close();
    }
}
