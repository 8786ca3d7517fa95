package org.lyceum.chat.door;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lyceum.chat.door.SocketMessages.ChatNodeView;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.hosting.RoomStatus;
import org.lyceum.chat.rules.Privilege;
import org.lyceum.chat.rules.RoomRules;
import org.lyceum.chat.rules.RoomSetting;
import org.lyceum.chat.timeline.Person;
import org.lyceum.chat.timeline.Post;
import org.lyceum.chat.timeline.Timeline;
import org.lyceum.chat.timeline.Unread;
import org.lyceum.overlay.PeerId;
import reactor.core.publisher.Mono;

/** Puts together what is told of a room. */
final class RoomViews {

    private static final int MAX_TOPICS = 200;

    private final Attendance attendance;
    private final InstantSource clock;

    RoomViews(Attendance attendance, InstantSource clock) {
        this.attendance = attendance;
        this.clock = clock;
    }

    /** What is known apart from the timeline. */
    private record Around(RoomStatus status, Set<PeerId> present, long readSeq) {}

    Mono<RoomView> brief(LiveRoom room) {
        return around(room)
                .flatMap(around -> Mono.fromFuture(() -> room.ask(timeline -> brief(room, around, timeline))));
    }

    Mono<RoomView.Whole> whole(LiveRoom room) {
        return around(room)
                .flatMap(around -> Mono.fromFuture(() -> room.ask(timeline -> whole(room, around, timeline))));
    }

    Mono<List<PersonView>> people(LiveRoom room) {
        return around(room)
                .flatMap(around -> Mono.fromFuture(() -> room.ask(timeline -> people(room, around, timeline))));
    }

    private Mono<Around> around(LiveRoom room) {
        return Mono.zip(
                        Mono.fromFuture(room::status),
                        Mono.fromFuture(attendance::present),
                        Mono.fromFuture(room::readUpTo))
                .map(all -> new Around(all.getT1(), all.getT2(), all.getT3()));
    }

    private RoomView brief(LiveRoom room, Around around, Timeline timeline) {
        return brief(room, around, timeline, people(room, around, timeline));
    }

    private static RoomView brief(LiveRoom room, Around around, Timeline timeline, List<PersonView> people) {
        RoomStatus status = around.status();
        Unread unread = timeline.unread(around.readSeq(), room.self().peer());
        return new RoomView(
                room.name().key(),
                room.title(),
                ChatNodeView.of(status),
                status.leads(),
                status.logId(),
                status.lastSeq(),
                status.waiting(),
                people.size(),
                (int) people.stream().filter(PersonView::online).count(),
                around.readSeq(),
                unread.posts(),
                unread.mentions());
    }

    private RoomView.Whole whole(LiveRoom room, Around around, Timeline timeline) {
        Instant now = clock.instant();
        Author self = room.self();
        List<PersonView> people = people(room, around, timeline);
        return new RoomView.Whole(
                brief(room, around, timeline, people),
                new RoomView.SelfView(
                        self.peer().text(),
                        self.name(),
                        RoomRules.proofNow(self, timeline, now).role().text(),
                        timeline.mutedUntil(self.peer(), now).orElse(null)),
                RoomRules.may(self, timeline, now).stream().map(Privilege::text).toList(),
                people,
                posts(timeline.announcements(), self),
                posts(timeline.pinned(), self),
                timeline.topics(MAX_TOPICS).stream().map(RoomViews::topic).toList(),
                settings(timeline));
    }

    private List<PersonView> people(LiveRoom room, Around around, Timeline timeline) {
        return timeline.members(clock.instant()).stream()
                .map(person -> person(person, room.self().peer(), around))
                .toList();
    }

    private static PersonView person(Person person, PeerId self, Around around) {
        return new PersonView(
                person.peer().text(),
                person.name(),
                person.role().text(),
                person.peer().equals(self) || around.present().contains(person.peer()),
                around.status()
                        .chatNode()
                        .filter(node -> node.peer().equals(person.peer()))
                        .isPresent(),
                person.mutedUntil());
    }

    private static List<PostView> posts(List<Post> posts, Author self) {
        return posts.stream().map(post -> PostView.of(post, self.peer())).toList();
    }

    private static RoomView.TopicView topic(Post post) {
        return new RoomView.TopicView(
                post.id().toString(),
                post.text(),
                PostView.SpeakerView.of(post).name(),
                post.replies(),
                post.lastSeq(),
                post.resolved());
    }

    private static Map<String, String> settings(Timeline timeline) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (RoomSetting setting : RoomSetting.values()) {
            settings.put(setting.text(), timeline.setting(setting));
        }
        return settings;
    }
}
