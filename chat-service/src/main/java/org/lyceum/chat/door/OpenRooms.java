package org.lyceum.chat.door;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.lyceum.chat.direct.Letter;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.feed.FanOut;
import org.lyceum.chat.feed.FeedMeters;
import org.lyceum.chat.hosting.DirectMessages;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.Rooms;
import org.lyceum.overlay.PeerId;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** The rooms that this node is in, each with its readers. */
@Component
final class OpenRooms implements AutoCloseable {

    private final Rooms rooms;
    private final RoomViews views;
    private final SocketMessages messages;
    private final FeedMeters meters;
    private final Map<RoomName, Readers> readers = new ConcurrentHashMap<>();
    private final LiveRoom.Listening letters;
    private final ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rooms-fan-out").factory());

    private record Readers(LiveRoom room, FanOut fanOut, PresenceWatch presence) {

        void close() {
            presence.close();
            fanOut.close();
        }
    }

    OpenRooms(
            Rooms rooms,
            RoomViews views,
            Attendance attendance,
            DirectMessages direct,
            SocketMessages messages,
            FeedMeters meters) {
        this.rooms = rooms;
        this.views = views;
        this.messages = messages;
        this.meters = meters;
        attendance.onChange(
                () -> readers.values().forEach(each -> each.presence().look()));
        letters = direct.listen(new DirectMessages.DirectListener() {

            @Override
            public void kept(Letter letter) {
                tell(messages.direct(letter));
            }

            @Override
            public void arrived(PeerId at, List<EventId> events) {
                tell(messages.arrived(at, events));
            }
        });
    }

    /** Whichever room somebody of this node looks at. */
    private void tell(byte[] text) {
        readers.values().forEach(each -> each.fanOut().tell(text));
    }

    /** @throws ResponseStatusException 404 when this node is not in the room, 400 when it is no name of a course */
    LiveRoom require(String course) {
        return rooms.find(name(course))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "This node is not in the room of '%s': enter it with POST /api/v1/rooms.".formatted(course)));
    }

    static RoomName name(String course) {
        try {
            return RoomName.of(course);
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest(e);
        }
    }

    /** A room that was left and entered again is another. */
    FanOut fanOut(LiveRoom room) {
        return readers.compute(room.name(), (_, known) -> {
                    if (known != null && known.room().equals(room)) {
                        return known;
                    }
                    if (known != null) {
                        known.close();
                    }
                    FanOut fanOut = new FanOut(room, messages, publisher, meters);
                    return new Readers(room, fanOut, new PresenceWatch(room, fanOut, views, messages, publisher));
                })
                .fanOut();
    }

    @Override
    public void close() {
        letters.close();
        readers.values().forEach(Readers::close);
        publisher.shutdownNow();
    }
}
