package org.lyceum.chat.door;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.feed.FanOut;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.RoomListener;
import org.lyceum.chat.hosting.RoomStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a room's readers who is there when that has changed, a few times a second at most. */
final class PresenceWatch implements RoomListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PresenceWatch.class);

    /** When a class begins many come at once. */
    private static final int GATHER_MILLIS = 300;

    private final LiveRoom room;
    private final FanOut readers;
    private final RoomViews views;
    private final SocketMessages messages;
    private final ScheduledExecutorService worker;
    private final AtomicBoolean isDue = new AtomicBoolean();
    private final LiveRoom.Listening listening;
    private volatile List<PersonView> told = List.of();
    private RoomStatus.@Nullable ChatNode chatNode;

    PresenceWatch(
            LiveRoom room, FanOut readers, RoomViews views, SocketMessages messages, ScheduledExecutorService worker) {
        this.room = room;
        this.readers = readers;
        this.views = views;
        this.messages = messages;
        this.worker = worker;
        this.listening = room.listen(this);
    }

    /** Who is there may have changed. */
    void look() {
        if (isDue.compareAndSet(false, true)) {
            var _ = worker.schedule(this::tell, GATHER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tell() {
        isDue.set(false);
        var _ = views.people(room)
                .subscribe(
                        people -> {
                            if (!people.equals(told)) {
                                told = people;
                                readers.presence(messages.presence(people));
                            }
                        },
                        failure -> log.debug("who is in {} cannot be told", room.name(), failure));
    }

    @Override
    public void placed(List<Placed> events) {
        if (events.stream()
                .anyMatch(placed -> changesPeople(placed.event().event().body()))) {
            look();
        }
    }

    private static boolean changesPeople(Body body) {
        return body instanceof Body.Joined || body instanceof Body.Left || body instanceof Body.Mute;
    }

    @Override
    public void startedOver() {
        look();
    }

    @Override
    public void statusChanged(RoomStatus status) {
        RoomStatus.ChatNode now = status.chatNode().orElse(null);
        if (!Objects.equals(now, chatNode)) {
            chatNode = now;
            look();
        }
    }

    @Override
    public void close() {
        listening.close();
    }
}
