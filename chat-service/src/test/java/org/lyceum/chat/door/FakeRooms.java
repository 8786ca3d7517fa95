package org.lyceum.chat.door;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.Rooms;

/** Rooms in memory. */
final class FakeRooms implements Rooms {

    private final Map<RoomName, FakeRoom> rooms = new LinkedHashMap<>();

    @Nullable
    String name;

    FakeRoom room(String course) {
        return Objects.requireNonNull(rooms.get(RoomName.of(course)));
    }

    @Override
    public synchronized FakeRoom enter(String course) {
        return rooms.computeIfAbsent(RoomName.of(course), _ -> new FakeRoom(course));
    }

    @Override
    public synchronized Optional<LiveRoom> find(RoomName room) {
        return Optional.ofNullable(rooms.get(room));
    }

    @Override
    public synchronized List<LiveRoom> all() {
        return List.copyOf(rooms.values());
    }

    @Override
    public synchronized boolean leave(RoomName room) {
        FakeRoom left = rooms.remove(room);
        if (left != null) {
            left.close();
        }
        return left != null;
    }

    @Override
    public void rename(String name) {
        this.name = name;
    }
}
