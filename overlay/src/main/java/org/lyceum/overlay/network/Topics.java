package org.lyceum.overlay.network;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.codec.MalformedMessageException;
import org.lyceum.overlay.gossip.GossipActions.Verdict;
import org.lyceum.overlay.gossip.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's topics: decodes what comes, and hands it to whoever has subscribed. */
final class Topics implements AutoCloseable {

    private static final int MAX_WAITING = 1024;

    private static final Logger log = LoggerFactory.getLogger(Topics.class);

    private static final class Open<T> {
        final TypedTopic<T> topic;
        final SubmissionPublisher<T> subscribers;

        Open(TypedTopic<T> topic, Executor executor) {
            this.topic = topic;
            this.subscribers = new SubmissionPublisher<>(executor, MAX_WAITING);
        }

        Verdict deliver(byte[] content) {
            T message;
            try {
                message = topic.decode().apply(content);
            } catch (IllegalArgumentException | MalformedMessageException e) {
                log.debug("{}: {}", topic.topic(), e.getMessage());
                return Verdict.INVALID;
            }
            subscribers.offer(message, (_, _) -> {
                log.warn("A subscriber of {} does not keep up: a message is left out.", topic.topic());
                return false;
            });
            return Verdict.FRESH;
        }
    }

    private final Executor executor;
    private final Map<String, Open<?>> open = new ConcurrentHashMap<>();

    Topics(Executor executor) {
        this.executor = executor;
    }

    /** @throws IllegalArgumentException when there is another topic of that name */
    <T> Flow.Publisher<T> open(TypedTopic<T> topic) {
        Open<?> there = open.computeIfAbsent(topic.topic().name(), _ -> new Open<>(topic, executor));
        if (!there.topic.equals(topic)) {
            throw new IllegalArgumentException("topic %s is in use for other messages"
                    .formatted(topic.topic().name()));
        }
        @SuppressWarnings("unchecked") // equal topics have equal types
        Flow.Publisher<T> subscribers = (Flow.Publisher<T>) there.subscribers;
        return subscribers;
    }

    Verdict deliver(Topic topic, byte[] content) {
        @Nullable Open<?> there = open.get(topic.name());
        return there == null ? Verdict.STALE : there.deliver(content);
    }

    @Override
    public void close() {
        open.values().forEach(each -> each.subscribers.close());
    }
}
