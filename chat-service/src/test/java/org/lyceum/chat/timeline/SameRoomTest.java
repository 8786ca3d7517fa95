package org.lyceum.chat.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.timeline.TestRoom.Someone;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.identity.Role;

/** The same events in the same order are the same room, whatever the events are. */
class SameRoomTest {

    private static final TestRoom ROOM = new TestRoom();
    private static final List<Someone> PEOPLE = List.of(
            ROOM.student("ishan"),
            ROOM.student("priya"),
            ROOM.student("liar").claiming(Role.ADMIN),
            ROOM.professor("rao"),
            ROOM.granted("admin", Role.ADMIN, "", TestRoom.START.plus(Duration.ofDays(1))));

    /** Signatures are for others to check. */
    private static final Signatures UNSIGNED = new Signatures() {
        @Override
        public byte[] sign(String domain, byte[] content) {
            return new byte[0];
        }

        @Override
        public boolean isSignedBy(PeerId signer, String domain, byte[] content, byte[] signature) {
            return true;
        }
    };

    @Property(tries = 300)
    void everyNodeShowsTheSame(@ForAll long seed) {
        List<Placed> log = log(new Random(seed), 120);
        Timeline one = new Timeline(TestRoom.SWE, ROOM.standings, 60, 5_000);
        Timeline other = new Timeline(TestRoom.SWE, ROOM.standings, 60, 5_000);

        log.forEach(one::apply);
        other.apply(log.getLast());
        other.startOver();
        for (Placed placed : log) {
            other.apply(placed);
            other.apply(log.getFirst());
            other.search(Query.parse("a", ZoneOffset.UTC), Long.MAX_VALUE, 3);
        }

        assertThat(state(other)).isEqualTo(state(one));
    }

    @Property(tries = 300)
    void whateverComesTheRoomHoldsTogether(@ForAll long seed) {
        Timeline timeline = new Timeline(TestRoom.SWE, ROOM.standings, 60, 5_000);
        for (Placed placed : log(new Random(seed), 120)) {
            timeline.apply(placed);
        }

        List<Post> all = all(timeline);
        assertThat(all).hasSizeLessThanOrEqualTo(60).isSortedAccordingTo((a, b) -> Long.compare(a.seq(), b.seq()));
        assertThat(new HashSet<>(all.stream().map(Post::id).toList())).hasSameSizeAs(all);
        assertThat(all).allSatisfy(post -> {
            assertThat(post.replies()).isNotNegative();
            assertThat(post.deleted() ? post.text() : "").isEmpty();
            assertThat(post.reactions())
                    .allSatisfy(reacted -> assertThat(reacted.who())
                            .isNotEmpty()
                            .extracting(Speaker::peer)
                            .doesNotHaveDuplicates());
            assertThat(post.author().role() == Role.STUDENT || post.author().proven())
                    .isTrue();
            if (post.kind() == PostKind.ANNOUNCEMENT) {
                assertThat(post.author().role()).isNotEqualTo(Role.STUDENT);
            }
        });
        assertThat(timeline.pinned()).allMatch(Post::pinned).noneMatch(Post::deleted);
        assertThat(timeline.announcements()).noneMatch(Post::deleted);
    }

    private static List<Object> state(Timeline timeline) {
        Instant now = TestRoom.START.plus(Duration.ofHours(1));
        return List.of(
                all(timeline),
                timeline.members(now),
                timeline.announcements(),
                timeline.pinned(),
                timeline.topics(100),
                timeline.unread(20, PEOPLE.getFirst().peer()),
                timeline.lastSeq());
    }

    private static List<Post> all(Timeline timeline) {
        List<Post> all = new ArrayList<>();
        for (Page page = timeline.page(new Where.After(0), 7);
                ;
                page = timeline.page(new Where.After(page.last()), 7)) {
            all.addAll(page.posts());
            if (!page.moreAfter()) {
                return all;
            }
        }
    }

    private static List<Placed> log(Random random, int count) {
        List<Placed> log = new ArrayList<>();
        List<EventId> ids = new ArrayList<>(List.of(new EventId(0, 0)));
        long seq = 0;
        long epoch = 1;
        for (int i = 0; i < count; i++) {
            Someone someone = PEOPLE.get(random.nextInt(PEOPLE.size()));
            EventId target = ids.get(random.nextInt(ids.size()));
            PeerId peer = PEOPLE.get(random.nextInt(PEOPLE.size())).peer();
            Instant sentAt = TestRoom.START.plusSeconds(random.nextInt(7_200) - 600);
            Body body = body(random, someone, target, peer, sentAt, epoch);
            SignedEvent event = SignedEvent.sign(
                    new Event(
                            TestRoom.SWE,
                            new Author(someone.peer(), someone.name(), someone.role()),
                            sentAt,
                            random.nextLong(),
                            body),
                    UNSIGNED);
            ids.add(event.id());
            seq += 1 + random.nextInt(3);
            epoch += random.nextInt(20) == 0 ? 1 : 0;
            log.add(new Placed(epoch, seq, event));
        }
        return log;
    }

    private static Body body(Random random, Someone by, EventId target, PeerId peer, Instant sentAt, long epoch) {
        String text = random.nextInt(10) == 0 ? " " : "a @priya @everyone " + "x".repeat(random.nextInt(200));
        boolean flag = random.nextBoolean();
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> new Body.Message(text);
            case 3, 4 -> new Body.Reply(target, text);
            case 5 -> new Body.Edit(target, text);
            case 6 -> new Body.Deletion(target);
            case 7, 8 -> new Body.Reaction(target, "e" + random.nextInt(9), flag);
            case 9 -> new Body.Pin(target, flag);
            case 10 -> new Body.Announcement(text);
            case 11, 12 -> new Body.Joined(by.credentials());
            case 13 -> new Body.Left();
            case 14 -> new Body.FacilitatorChanged(epoch);
            case 15 -> new Body.Mute(peer, sentAt.plusSeconds(random.nextInt(600)));
            case 16 -> new Body.AnonymousQuestion(text, "");
            case 17 -> new Body.Resolve(target, flag);
            case 18 -> new Body.MlAnswer(target, text);
            default -> new Body.SharedFile("ab".repeat(20), "a.png", 5, "image/png", text);
        };
    }
}
