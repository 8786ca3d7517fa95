package org.lyceum.chat.door;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.lyceum.chat.anonymity.AnonymousQuestions;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.RoomException;
import org.lyceum.chat.rules.RoomRules;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.identity.Identity;
import reactor.core.publisher.Mono;

/** Questions without a name. */
final class Questions {

    private final Identity identity;
    private final Signatures signatures;
    private final RandomGenerator random;
    private final InstantSource clock;

    Questions(Identity identity, Signatures signatures, RandomGenerator random, InstantSource clock) {
        this.identity = identity;
        this.signatures = signatures;
        this.random = random;
        this.clock = clock;
    }

    Mono<Said> ask(LiveRoom room, String text, Optional<String> key) {
        return Mono.fromFuture(() -> room.ask(timeline -> {
                    RoomRules.refusalToAsk(identity.peerId(), timeline, clock.instant())
                            .ifPresent(reason -> {
                                throw new RoomException(RoomException.Reason.REFUSED, reason);
                            });
                    return timeline.professors(clock.instant());
                }))
                .map(professors -> AnonymousQuestions.ask(
                        room.name(),
                        text,
                        identity.peerId(),
                        signatures,
                        professors,
                        clock.instant(),
                        random.nextLong()))
                .flatMap(question -> Mono.fromFuture(() -> room.write(question, key)))
                .map(sent -> new Said.Written(sent, null));
    }

    /** Who asked; empty when this node's key cannot open that, or the post is no question. */
    Mono<Optional<PeerId>> open(LiveRoom room, EventId question, long seq) {
        return Mono.fromFuture(() -> room.events(seq - 1, 1)).map(page -> opened(question, page));
    }

    private Optional<PeerId> opened(EventId question, List<Placed> page) {
        return page.stream()
                .filter(placed -> placed.event().id().equals(question))
                .findFirst()
                .flatMap(placed -> AnonymousQuestions.open(placed.event(), identity, signatures));
    }
}
