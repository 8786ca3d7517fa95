package org.lyceum.ui.rooms;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.lyceum.ui.nodes.Node;
import org.lyceum.ui.nodes.NodeRooms;
import org.lyceum.ui.nodes.Post;
import org.lyceum.ui.nodes.Room;
import reactor.core.publisher.Mono;

/** What the page shows of one room, the node's other rooms beside it. */
record RoomView(List<Room> rooms, Room room) {

    /** One question after the other: when a node goes, one failure is enough. */
    static Mono<RoomView> of(NodeRooms rooms, String course) {
        return rooms.all().zipWhen(all -> rooms.room(course), RoomView::new);
    }

    Map<String, Object> model(Node node) {
        return Map.of("node", node, "rooms", rooms, "room", room, "view", this);
    }

    /** Who is there first, then by name. */
    public List<Room.Person> people() {
        return room.people().stream()
                .sorted(Comparator.comparing((Room.Person person) -> !person.online())
                        .thenComparing(Room.Person::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /** The newest first. */
    public List<Line> announcements() {
        return room.announcements().stream()
                .sorted(Comparator.comparingLong(Post::seq).reversed())
                .map(Line::alone)
                .toList();
    }

    public List<Line> pinned() {
        return room.pinned().stream().map(Line::alone).toList();
    }

    /** Open ones first, in each half the one answered last. */
    public List<Room.Topic> topics() {
        return room.topics().stream()
                .sorted(Comparator.comparing(Room.Topic::resolved)
                        .thenComparing(
                                Comparator.comparingLong(Room.Topic::lastSeq).reversed()))
                .toList();
    }

    List<Line> lines(List<Post> posts) {
        return Line.of(posts, room.topics(), ZoneId.systemDefault());
    }

    public String selfId() {
        Room.Self self = room.self();
        return self == null ? "" : self.peerId();
    }

    /** Whether the person who looks wrote it. */
    public boolean wrote(Post post) {
        return selfId().equals(post.author().peerId());
    }

    public boolean mayDelete(Post post) {
        return !post.deleted() && !post.isNews() && (wrote(post) || room.lets("delete"));
    }

    public boolean mayEdit(Post post) {
        return !post.deleted()
                && wrote(post)
                && switch (post.kind()) {
                    case "message", "announcement" -> true;
                    default -> false;
                };
    }

    public boolean teaches() {
        Room.Self self = room.self();
        return self != null && !"student".equals(self.role());
    }
}
