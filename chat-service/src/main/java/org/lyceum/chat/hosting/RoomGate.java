package org.lyceum.chat.hosting;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.replication.Gate;
import org.lyceum.chat.rules.RoomRules;
import org.lyceum.chat.timeline.Timeline;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;

/** What this node, as chat node, gives a place: what the rules allow, by what is acknowledged and what is about to be. */
final class RoomGate implements Gate {

    /** As many as may wait for a majority, and a batch. */
    private static final int MAX_PENDING = 8_192;

    private final Signatures signatures;
    private final PeerId self;
    private final RoomRules rules;
    private final Timeline timeline;
    private final InstantSource clock;
    private final Map<EventId, Boolean> pending = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EventId, Boolean> eldest) {
            return size() > MAX_PENDING;
        }
    };

    RoomGate(Signatures signatures, PeerId self, RoomRules rules, Timeline timeline, InstantSource clock) {
        this.signatures = signatures;
        this.self = self;
        this.rules = rules;
        this.timeline = timeline;
        this.clock = clock;
    }

    @Override
    public boolean isGenuine(SignedEvent event) {
        return event.isGenuine(signatures);
    }

    @Override
    public Optional<String> refusal(SignedEvent event) {
        Optional<String> refusal = isAboutPending(event.event().body()) ? Optional.empty() : refusalNow(event);
        if (refusal.isEmpty()) {
            pending.put(event.id(), true);
        }
        return refusal;
    }

    /** What it is about is not in the timeline yet; every reader asks the rules again when both are. */
    private boolean isAboutPending(Body body) {
        return target(body).filter(pending::containsKey).isPresent();
    }

    /** By what is acknowledged. */
    Optional<String> refusalNow(SignedEvent event) {
        return rules.refusal(event, timeline, self, Instant.ofEpochMilli(clock.millis()));
    }

    /** The timeline has it. */
    void placed(EventId event) {
        pending.remove(event);
    }

    private static Optional<EventId> target(Body body) {
        return switch (body) {
            case Body.Reply it -> Optional.of(it.topic());
            case Body.Edit it -> Optional.of(it.target());
            case Body.Deletion it -> Optional.of(it.target());
            case Body.Reaction it -> Optional.of(it.target());
            case Body.Pin it -> Optional.of(it.target());
            case Body.Resolve it -> Optional.of(it.topic());
            case Body.MlAnswer it -> Optional.of(it.request());
            default -> Optional.empty();
        };
    }
}
