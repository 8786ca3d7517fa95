package org.lyceum.chat.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.rules.RoomRules;
import org.lyceum.chat.rules.RoomSetting;
import org.lyceum.chat.timeline.TestRoom.Someone;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Role;

class TimelineTest {

    private static final String INFOHASH = "0123456789abcdef0123456789abcdef01234567";
    private static final EventId NOWHERE = new EventId(1, 2);

    private final TestRoom room = new TestRoom();
    private final Timeline timeline = room.timeline;
    private final Someone ishan = room.joined(room.student("ishan"));
    private final Someone priya = room.joined(room.student("Priya Sharma"));
    private final Someone rao = room.joined(room.professor("Dr. Rao"));

    @Test
    void whatIsSaidIsAPostWithItsPlaceAndItsAuthor() {
        EventId id = room.say(ishan, "hello");

        Post post = room.get(id);
        assertThat(post.kind()).isEqualTo(PostKind.MESSAGE);
        assertThat(post.text()).isEqualTo("hello");
        assertThat(post.seq()).isEqualTo(room.lastSeq());
        assertThat(post.author()).isEqualTo(new Speaker(ishan.peer(), "ishan", Role.STUDENT, true));
        assertThat(post.sentAt()).isEqualTo(room.now.minus(Duration.ofMinutes(1)));
    }

    @Test
    void anEventThatComesAgainIsPassedOver() {
        room.say(ishan, "hello");
        Placed last = room.log.getLast();

        timeline.apply(last);

        assertThat(texts(timeline.page(new Where.Newest(), 10))).containsOnlyOnce("hello");
    }

    @Test
    void repliesMakeAThreadAndARepliesReplyBelongsToIt() {
        EventId topic = room.say(ishan, "how does Raft elect?");
        EventId reply = room.post(priya, new Body.Reply(topic, "by votes"));
        EventId nested = room.post(ishan, new Body.Reply(reply, "whose?"));

        assertThat(room.get(nested).topic()).isEqualTo(topic);
        assertThat(room.get(topic).replies()).isEqualTo(2);
        assertThat(room.get(topic).lastSeq()).isEqualTo(room.get(nested).seq());
        assertThat(texts(timeline.page(topic, new Where.Newest(), 10)))
                .containsExactly("how does Raft elect?", "by votes", "whose?");
        assertThat(timeline.topics(10)).extracting(Post::id).containsExactly(topic);
    }

    @Test
    void aTopicIsOneBeforeAnybodyHasAnswered() {
        EventId topic = room.post(ishan, new Body.Topic("Exam"));

        assertThat(timeline.topics(10)).extracting(Post::id).containsExactly(topic);
        assertThat(room.get(topic).beginsTopic()).isTrue();
    }

    @Test
    void aTopicIsResolvedAndReopenedByWhoBeganItOrAProfessor() {
        EventId topic = room.say(ishan, "how?");

        room.post(priya, new Body.Resolve(topic, false));
        assertThat(room.get(topic).resolved()).isFalse();
        room.post(ishan, new Body.Resolve(topic, false));
        assertThat(room.get(topic).resolved()).isTrue();
        room.post(rao, new Body.Resolve(topic, true));
        assertThat(room.get(topic).resolved()).isFalse();
    }

    @Test
    void onlyTheAuthorEdits() {
        EventId id = room.say(ishan, "teh");

        room.post(priya, new Body.Edit(id, "hacked"));
        room.post(rao, new Body.Edit(id, "hacked"));
        assertThat(room.get(id).text()).isEqualTo("teh");
        assertThat(room.get(id).edited()).isFalse();
        room.post(ishan, new Body.Edit(id, "the"));
        assertThat(room.get(id).text()).isEqualTo("the");
        assertThat(room.get(id).edited()).isTrue();
    }

    @Test
    void theAuthorAndAProfessorDeleteAndNobodyElse() {
        EventId own = room.say(ishan, "oops");
        EventId rude = room.say(ishan, "rude");

        room.post(priya, new Body.Deletion(own));
        assertThat(room.get(own).deleted()).isFalse();
        room.post(ishan, new Body.Deletion(own));
        room.post(rao, new Body.Deletion(rude));

        assertThat(room.get(own).text()).isEmpty();
        assertThat(room.get(rude).deletedBy()).extracting(Speaker::name).isEqualTo("Dr. Rao");
        room.post(ishan, new Body.Edit(rude, "rude again"));
        assertThat(room.get(rude).text()).isEmpty();
    }

    @Test
    void aDeletedReplyCountsNoMore() {
        EventId topic = room.say(ishan, "how?");
        EventId reply = room.post(priya, new Body.Reply(topic, "so"));

        room.post(priya, new Body.Deletion(reply));

        assertThat(room.get(topic).replies()).isZero();
    }

    @Test
    void everyoneReactsOnceWithEachEmojiAndMayTakeItBack() {
        EventId id = room.say(ishan, "done");

        room.post(priya, new Body.Reaction(id, "👍", false));
        room.post(priya, new Body.Reaction(id, "👍", false));
        room.post(rao, new Body.Reaction(id, "👍", false));
        room.post(rao, new Body.Reaction(id, "🎉", false));
        room.post(rao, new Body.Reaction(id, "🎉", true));

        assertThat(room.get(id).reactions()).singleElement().satisfies(reacted -> {
            assertThat(reacted.emoji()).isEqualTo("👍");
            assertThat(reacted.who()).extracting(Speaker::name).containsExactly("Priya Sharma", "Dr. Rao");
        });
    }

    @Test
    void anAnnouncementStaysForWhoJoinsLater() {
        EventId id = room.post(rao, new Body.Announcement("exam on Friday"));
        for (int i = 0; i < 50; i++) {
            room.say(ishan, "message " + i);
        }
        room.joined(room.student("late"));

        assertThat(timeline.announcements()).extracting(Post::id).containsExactly(id);
        room.post(rao, new Body.Deletion(id));
        assertThat(timeline.announcements()).isEmpty();
    }

    @Test
    void whoOnlyClaimsToBeAProfessorAnnouncesNothing() {
        Someone liar = room.joined(room.student("liar").claiming(Role.PROFESSOR));

        EventId announcement = room.post(liar, new Body.Announcement("no exam"));
        EventId message = room.say(liar, "believe me");

        assertThat(timeline.find(announcement)).isEmpty();
        assertThat(room.get(message).author().role()).isEqualTo(Role.STUDENT);
        assertThat(room.get(message).author().proven()).isFalse();
    }

    @Test
    void aGrantCountsForItsCourseAndItsTime() {
        Someone algebra =
                room.joined(room.granted("Noether", Role.PROFESSOR, "algebra", TestRoom.START.plusSeconds(9999)));
        Someone expired = room.joined(room.granted("Emeritus", Role.PROFESSOR, "swe", TestRoom.START.minusSeconds(1)));
        Someone everywhere = room.joined(room.granted("Admin", Role.ADMIN, "", TestRoom.START.plusSeconds(9999)));

        assertThat(timeline.find(room.post(algebra, new Body.Announcement("a"))))
                .isEmpty();
        assertThat(timeline.find(room.post(expired, new Body.Announcement("b"))))
                .isEmpty();
        assertThat(timeline.find(room.post(everywhere, new Body.Announcement("c"))))
                .isPresent();
    }

    @Test
    void whatAGrantAllowedStandsAfterItHasExpired() {
        Someone guest = room.joined(room.granted("Guest", Role.PROFESSOR, "swe", TestRoom.START.plusSeconds(600)));
        EventId during = room.post(guest, new Body.Announcement("my lecture is at ten"));
        room.now = TestRoom.START.plusSeconds(601);
        EventId after = room.post(guest, new Body.Announcement("and another"));

        assertThat(timeline.announcements()).extracting(Post::id).containsExactly(during);
        assertThat(timeline.find(after)).isEmpty();
        assertThat(timeline.members(room.now))
                .filteredOn(person -> person.name().equals("Guest"))
                .singleElement()
                .satisfies(person -> {
                    assertThat(person.role()).isEqualTo(Role.STUDENT);
                    assertThat(person.proven()).isFalse();
                });
    }

    @Test
    void aProfessorPinsAndTakesDown() {
        EventId id = room.say(ishan, "the reading list");

        room.post(ishan, new Body.Pin(id, false));
        assertThat(timeline.pinned()).isEmpty();
        room.post(rao, new Body.Pin(id, false));
        assertThat(timeline.pinned()).extracting(Post::id).containsExactly(id);
        room.post(rao, new Body.Pin(id, true));
        assertThat(timeline.pinned()).isEmpty();
    }

    @Test
    void whatIsAboutNothingThatIsThereChangesNothing() {
        List<Post> before = timeline.page(new Where.Newest(), 100).posts();

        room.post(ishan, new Body.Edit(NOWHERE, "x"));
        room.post(ishan, new Body.Deletion(NOWHERE));
        room.post(ishan, new Body.Reaction(NOWHERE, "👍", false));
        room.post(rao, new Body.Pin(NOWHERE, false));
        room.post(rao, new Body.Resolve(NOWHERE, false));
        room.post(ishan, new Body.MlAnswer(NOWHERE, "x"));

        assertThat(timeline.page(new Where.Newest(), 100).posts()).isEqualTo(before);
        assertThat(timeline.pinned()).isEmpty();
    }

    @Test
    void aReplyToWhatIsKeptNoMoreIsStillRead() {
        EventId reply = room.post(ishan, new Body.Reply(NOWHERE, "I agree"));

        assertThat(room.get(reply).topic()).isEqualTo(NOWHERE);
    }

    @Test
    void whoIsMutedIsNotReadUntilTheTimeIsOver() {
        Instant until = room.now.plus(Duration.ofHours(1));
        room.post(rao, new Body.Mute(ishan.peer(), until));

        assertThat(timeline.find(room.say(ishan, "but"))).isEmpty();
        assertThat(timeline.mutedUntil(ishan.peer(), room.now)).contains(until);
        room.now = until;
        assertThat(timeline.find(room.say(ishan, "sorry"))).isPresent();
        assertThat(timeline.mutedUntil(ishan.peer(), room.now)).isEmpty();
    }

    @Test
    void whoLeavesAndComesBackIsStillMutedAndAProfessorLiftsIt() {
        room.post(rao, new Body.Mute(ishan.peer(), room.now.plus(Duration.ofHours(1))));
        room.post(ishan, new Body.Left());
        room.joined(ishan);

        assertThat(timeline.find(room.say(ishan, "again me"))).isEmpty();
        room.post(rao, new Body.Mute(ishan.peer(), room.now));
        assertThat(timeline.find(room.say(ishan, "thanks"))).isPresent();
    }

    @Test
    void aStudentMutesNobodyAndAProfessorIsNotMuted() {
        room.post(priya, new Body.Mute(ishan.peer(), room.now.plus(Duration.ofHours(1))));
        room.post(room.joined(room.professor("Rival")), new Body.Mute(rao.peer(), room.now.plus(Duration.ofHours(1))));

        assertThat(timeline.mutedUntil(ishan.peer(), room.now)).isEmpty();
        assertThat(timeline.mutedUntil(rao.peer(), room.now)).isEmpty();
    }

    @Test
    void membersComeAndGo() {
        room.post(priya, new Body.Left());

        assertThat(timeline.members(room.now)).extracting(Person::name).containsExactly("ishan", "Dr. Rao");
        assertThat(timeline.page(new Where.Newest(), 1).posts())
                .singleElement()
                .extracting(Post::kind)
                .isEqualTo(PostKind.LEFT);
        assertThat(timeline.members(room.now).getLast().role()).isEqualTo(Role.PROFESSOR);
        assertThat(timeline.professors(room.now)).containsExactly(rao.peer());
    }

    @Test
    void whoShowsAGrantLaterIsBelievedFromThenOn() {
        Someone early = room.professor("Turing");
        room.post(early, new Body.Joined(Credentials.NONE));
        assertThat(timeline.find(room.post(early, new Body.Announcement("a")))).isEmpty();

        room.joined(early);

        assertThat(timeline.find(room.post(early, new Body.Announcement("b")))).isPresent();
        assertThat(timeline.page(new Where.Newest(), 100).posts())
                .filteredOn(post ->
                        post.kind() == PostKind.JOINED && post.author().name().equals("Turing"))
                .hasSize(1);
    }

    @Test
    void aMemberIsCalledByNameHoweverItIsWritten() {
        Post plain = room.get(room.say(ishan, "ask @priya sharma, or @Dr. Rao."));
        Post none = room.get(room.say(ishan, "mail ishan@priya.org, not @nobody"));

        assertThat(plain.mentions().peers()).contains(priya.peer());
        assertThat(plain.mentions().names()).contains("priya sharma");
        assertThat(plain.calls(priya.peer())).isTrue();
        assertThat(none.mentions()).isEqualTo(Mentions.NONE);
    }

    @Test
    void everyoneIsCalledByProfessorsAlone() {
        Post student = room.get(room.say(ishan, "@everyone look"));
        Post professor = room.get(room.say(rao, "@everyone look"));

        assertThat(student.calls(priya.peer())).isFalse();
        assertThat(professor.calls(priya.peer())).isTrue();
        assertThat(professor.calls(rao.peer())).isFalse();
    }

    @Test
    void aMemberHasANewNameFromItsNextEventOn() {
        Someone renamed = ishan.called("Ishan R.");
        room.say(renamed, "new name");

        assertThat(timeline.members(room.now)).extracting(Person::name).contains("Ishan R.");
        assertThat(room.get(room.say(priya, "@ishan?")).mentions().peers()).isEmpty();
        assertThat(room.get(room.say(priya, "@Ishan R. hi")).mentions().peers()).containsExactly(ishan.peer());
    }

    @Test
    void unreadIsWhatOthersWroteSince() {
        long read = room.lastSeq();
        room.say(ishan, "one");
        room.say(priya, "two @ishan");
        room.say(rao, "three @everyone");
        EventId gone = room.say(rao, "four @ishan");
        room.post(rao, new Body.Deletion(gone));

        assertThat(timeline.unread(read, ishan.peer())).isEqualTo(new Unread(2, 2));
        assertThat(timeline.unread(room.lastSeq(), ishan.peer())).isEqualTo(new Unread(0, 0));
    }

    @Test
    void pagesGoBackAndForthWithoutGapsOrRepeats() {
        for (int i = 0; i < 25; i++) {
            room.say(ishan, "m" + i);
        }

        Page last = timeline.page(new Where.Newest(), 10);
        Page before = timeline.page(new Where.Before(last.first()), 10);
        Page after = timeline.page(new Where.After(before.last()), 10);

        assertThat(texts(last)).startsWith("m15").endsWith("m24");
        assertThat(texts(before)).startsWith("m5").endsWith("m14");
        assertThat(after.posts()).isEqualTo(last.posts());
        assertThat(last.moreAfter()).isFalse();
        assertThat(last.moreBefore()).isTrue();
        assertThat(before.moreAfter()).isTrue();
        assertThat(texts(timeline.page(new Where.Around(before.last()), 4)))
                .containsExactly("m12", "m13", "m14", "m15");
        assertThatThrownBy(() -> timeline.page(new Where.Newest(), 501)).hasMessageContaining("from 1 to 500");
    }

    @Test
    void aDateIsFoundThoughAClockOrTwoIsFarOff() {
        for (int i = 0; i < 20; i++) {
            room.say(ishan, "m" + i);
        }
        Instant wanted = room.now;
        room.place(room.signed(priya, new Body.Message("from the past"), Instant.EPOCH));
        room.place(room.signed(priya, new Body.Message("from the future"), room.now.plus(Duration.ofDays(1))));
        for (int i = 20; i < 40; i++) {
            room.say(ishan, "m" + i);
        }

        assertThat(texts(timeline.page(new Where.At(wanted), 6))).contains("m19", "m20");
        assertThat(timeline.page(new Where.At(Instant.EPOCH), 6).moreBefore()).isFalse();
        assertThat(timeline.page(new Where.At(room.now.plus(Duration.ofDays(9))), 6)
                        .moreAfter())
                .isFalse();
    }

    @Test
    void oldPostsGoAndWhatIsPinnedOrAnnouncedStays() {
        TestRoom small = new TestRoom(20, 1_000_000);
        Someone professor = small.joined(small.professor("Rao"));
        EventId announcement = small.post(professor, new Body.Announcement("exam"));
        EventId pinned = small.say(professor, "list");
        EventId plain = small.say(professor, "plain");
        small.post(professor, new Body.Pin(pinned, false));
        for (int i = 0; i < 5_000; i++) {
            small.timeline.apply(new Placed(1, 1_000 + i, small.signed(professor, new Body.Message("m" + i))));
        }

        assertThat(small.timeline.page(new Where.Newest(), 100).posts()).hasSize(20);
        assertThat(small.timeline.find(plain)).isEmpty();
        assertThat(small.timeline.announcements()).extracting(Post::id).containsExactly(announcement);
        assertThat(small.timeline.pinned()).extracting(Post::id).containsExactly(pinned);
        small.timeline.apply(new Placed(1, 10_000, small.signed(professor, new Body.Pin(pinned, true))));
        small.timeline.apply(new Placed(1, 10_001, small.signed(professor, new Body.Deletion(announcement))));
        assertThat(small.timeline.find(pinned)).isEmpty();
        assertThat(small.timeline.find(announcement)).isEmpty();
    }

    @Test
    void ofVeryManyAnnouncementsTheLastStay() {
        TestRoom small = new TestRoom(20, 1_000_000);
        Someone professor = small.joined(small.professor("Rao"));
        EventId first = small.post(professor, new Body.Announcement("first"));
        for (int i = 0; i < Timeline.MAX_ANNOUNCEMENTS; i++) {
            small.post(professor, new Body.Announcement("a" + i));
        }

        assertThat(small.timeline.announcements())
                .hasSize(Timeline.MAX_ANNOUNCEMENTS)
                .extracting(Post::text)
                .startsWith("a199")
                .endsWith("a0");
        assertThat(small.timeline.find(first)).isEmpty();
    }

    @Test
    void textsTakeNoMoreRoomThanTheyMay() {
        TestRoom small = new TestRoom(1_000, 10_000);
        Someone professor = small.joined(small.professor("Rao"));
        for (int i = 0; i < 20; i++) {
            small.say(professor, "x".repeat(1_500));
        }
        EventId last = small.say(professor, "y");
        small.post(professor, new Body.Edit(last, "y".repeat(3_000)));

        assertThat(small.timeline.page(new Where.Newest(), 100).posts().stream()
                        .mapToInt(post -> post.text().length())
                        .sum())
                .isBetween(8_000, 10_000);
    }

    @Test
    void whatTheRoomKeepsNoLongerIsGone() {
        EventId topic = room.say(ishan, "how?");
        EventId reply = room.post(priya, new Body.Reply(topic, "so"));
        room.post(rao, new Body.Pin(reply, false));

        timeline.expire(reply);

        assertThat(timeline.find(reply)).isEmpty();
        assertThat(timeline.pinned()).isEmpty();
        assertThat(room.get(topic).replies()).isZero();
        assertThat(timeline.page(new Where.Newest(), 100).posts())
                .filteredOn(post -> post.kind().written())
                .extracting(Post::id)
                .containsExactly(topic);
    }

    @Test
    void aNewChatNodeIsToldOncePerEpoch() {
        room.post(ishan, new Body.FacilitatorChanged(1));
        room.post(priya, new Body.FacilitatorChanged(1));
        room.post(priya, new Body.FacilitatorChanged(9));

        assertThat(timeline.page(new Where.Newest(), 100).posts())
                .filteredOn(post -> post.kind() == PostKind.CHAT_NODE)
                .singleElement()
                .satisfies(post -> assertThat(post.author().name()).isEqualTo("ishan"));
    }

    @Test
    void anAnswerSettlesItsRequestAndStandsInItsThread() {
        EventId request = room.post(ishan, new Body.MlRequest(INFOHASH, "board.png"));
        assertThat(room.get(request).resolved()).isFalse();

        EventId answer = room.post(priya, new Body.MlAnswer(request, "E = mc²"));

        assertThat(room.get(request).resolved()).isTrue();
        assertThat(room.get(answer).topic()).isEqualTo(request);
        assertThat(timeline.topics(10)).isEmpty();
    }

    @Test
    void settingsAreAsProfessorsSetThem() {
        assertThat(timeline.setting(RoomSetting.RETENTION_DAYS)).isEqualTo("0");
        room.post(ishan, new Body.Setting("retention-days", "1"));
        room.post(rao, new Body.Setting("retention-days", "30"));
        room.post(rao, new Body.Setting("retention-days", "soon"));

        assertThat(timeline.setting(RoomSetting.RETENTION_DAYS)).isEqualTo("30");
    }

    @Test
    void reactionsAndPinsAreLimited() {
        EventId id = room.say(ishan, "x");
        for (int i = 0; i < RoomRules.MAX_REACTIONS_OF_ONE + 3; i++) {
            room.post(priya, new Body.Reaction(id, "e" + i, false));
        }
        for (int i = 0; i < RoomRules.MAX_PINS + 3; i++) {
            room.post(rao, new Body.Pin(room.say(ishan, "p" + i), false));
        }

        assertThat(room.get(id).reactions()).hasSize(RoomRules.MAX_REACTIONS_OF_ONE);
        assertThat(timeline.pinned()).hasSize(RoomRules.MAX_PINS);
    }

    @Test
    void whoStartsOverHasNothingAndThenAllAgain() {
        room.say(ishan, "hello");
        Page before = timeline.page(new Where.Newest(), 100);

        timeline.startOver();
        assertThat(timeline.page(new Where.Newest(), 100).posts()).isEmpty();
        assertThat(timeline.members(room.now)).isEmpty();
        room.log.forEach(timeline::apply);

        assertThat(timeline.page(new Where.Newest(), 100)).isEqualTo(before);
    }

    private static List<String> texts(Page page) {
        return page.posts().stream().map(Post::text).toList();
    }
}
