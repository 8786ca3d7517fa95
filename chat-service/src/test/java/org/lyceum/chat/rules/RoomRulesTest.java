package org.lyceum.chat.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.EventSamples;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.timeline.TestRoom;
import org.lyceum.chat.timeline.TestRoom.Someone;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.RevocationList;
import org.lyceum.overlay.identity.RevokedGrant;
import org.lyceum.overlay.identity.Role;

class RoomRulesTest {

    private final RoomRules rules = new RoomRules("SWE");
    private final TestRoom room = new TestRoom();
    private final Someone ishan = room.joined(room.student("ishan"));
    private final Someone priya = room.joined(room.student("priya"));
    private final Someone rao = room.joined(room.professor("Dr. Rao"));

    @Test
    void aStudentReadsWhyHeMayNotAnnounceAndWhatToDo() {
        assertThat(refusal(ishan, new Body.Announcement("no exam")))
                .hasValue("Only a professor of SWE may announce or upload lectures; you are a student."
                        + " Ask the network's admin for a grant: lyceum network grant %s --role professor --course SWE"
                                .formatted(ishan.peer()));
        assertThat(refusal(rao, new Body.Announcement("exam"))).isEmpty();
        assertThat(refusal(rao, new Body.Lecture("ab".repeat(20), "week1.mp4", 9, "")))
                .isEmpty();
        assertThat(refusal(ishan, new Body.Lecture("ab".repeat(20), "week1.mp4", 9, "")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("upload lectures"));
    }

    @Test
    void whoClaimsMoreThanIsProvedReadsThat() {
        Someone liar = room.joined(room.student("liar").claiming(Role.ADMIN));

        assertThat(refusal(liar, new Body.Announcement("x")))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("you say that you are an admin, and no grant proves it"));
    }

    @Test
    void aRevokedGrantAllowsNothingNewAndWhatItAllowedStands() {
        EventId earlier = room.post(rao, new Body.Announcement("exam on Friday"));
        revoke();

        assertThat(refusal(rao, new Body.Announcement("no exam"))).isPresent();
        assertThat(refusal(rao, new Body.Message("I may still talk"))).isEmpty();
        assertThat(RoomRules.may(rao.author(), room.timeline, room.now)).isEmpty();
        room.timeline.startOver();
        room.log.forEach(room.timeline::apply);
        assertThat(room.timeline.find(earlier)).isPresent();
    }

    @Test
    void whoIsMutedReadsUntilWhen() {
        room.now = Instant.parse("2026-11-20T09:00:00Z");
        room.post(rao, new Body.Mute(ishan.peer(), Instant.parse("2026-11-20T10:30:00Z")));
        EventId other = room.say(priya, "hello");

        assertThat(refusal(ishan, new Body.Message("but")))
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("You are muted until 2026-11-20 10:30 UTC."));
        assertThat(refusal(ishan, new Body.Reply(other, "but"))).isPresent();
        assertThat(refusal(ishan, new Body.Reaction(other, "👎", false))).isPresent();
        assertThat(refusal(ishan, new Body.Left())).isEmpty();
        assertThat(refusal(priya, new Body.Message("I may"))).isEmpty();
    }

    @Test
    void aClockThatIsAheadDoesNotEndAMute() {
        room.post(rao, new Body.Mute(ishan.peer(), room.now.plus(Duration.ofHours(1))));
        SignedEvent later = room.signed(ishan, new Body.Message("it is over"), room.now.plus(Duration.ofHours(2)));
        SignedEvent tomorrow = room.signed(priya, new Body.Message("hello"), room.now.plus(Duration.ofHours(25)));

        assertThat(refusal(later))
                .hasValueSatisfying(reason -> assertThat(reason).contains("muted until"));
        assertThat(refusal(tomorrow))
                .hasValueSatisfying(reason -> assertThat(reason).contains("Set your clock"));
    }

    @Test
    void whatWasWrittenBeforeAMuteAndComesLateIsTaken() {
        SignedEvent early = room.signed(ishan, new Body.Message("from the train"));
        room.now = room.now.plus(Duration.ofMinutes(5));
        room.post(rao, new Body.Mute(ishan.peer(), room.now.plus(Duration.ofHours(1))));

        assertThat(refusal(early)).isEmpty();
    }

    @Test
    void onlyTheAuthorEditsAndProfessorsDelete() {
        EventId id = room.say(ishan, "teh");

        assertThat(refusal(priya, new Body.Edit(id, "x"))).hasValue("Only who wrote a message can edit it.");
        assertThat(refusal(rao, new Body.Edit(id, "x"))).isPresent();
        assertThat(refusal(ishan, new Body.Edit(id, "the"))).isEmpty();
        assertThat(refusal(ishan, new Body.Edit(id, "  "))).hasValue("There is no text in it.");
        assertThat(refusal(priya, new Body.Deletion(id)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("delete what others wrote"));
        assertThat(refusal(ishan, new Body.Deletion(id))).isEmpty();
        assertThat(refusal(rao, new Body.Deletion(id))).isEmpty();
        assertThat(refusal(rao, new Body.Deletion(new EventId(1, 1))))
                .hasValueSatisfying(reason -> assertThat(reason).contains("not in the room"));
    }

    @Test
    void aSettingHasToBeOne() {
        assertThat(refusal(ishan, new Body.Setting("retention-days", "3"))).isPresent();
        assertThat(refusal(rao, new Body.Setting("retention-days", "3"))).isEmpty();
        assertThat(refusal(rao, new Body.Setting("retention-days", "99999")))
                .hasValue(
                        "'retention-days' cannot be '99999': it is a number of days from 0 (keep everything) to 36500.");
        assertThat(refusal(rao, new Body.Setting("colour", "red")))
                .hasValue("There is no setting 'colour'; there are retention-days, read-files, anonymous-questions.");
    }

    @Test
    void aReactionIsOneEmojiAndNotTooMany() {
        EventId id = room.say(ishan, "x");
        for (int i = 0; i < RoomRules.MAX_REACTIONS_OF_ONE; i++) {
            room.post(priya, new Body.Reaction(id, "e" + i, false));
        }

        assertThat(refusal(priya, new Body.Reaction(id, "one more", false)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("one emoji or word"));
        assertThat(refusal(priya, new Body.Reaction(id, "more", false)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("take one back first"));
        assertThat(refusal(priya, new Body.Reaction(id, "e1", true))).isEmpty();
        assertThat(refusal(rao, new Body.Reaction(id, "👩‍👩‍👧‍👦", false))).isEmpty();
    }

    @Test
    void aRoomTakesAnonymousQuestionsWhileItWantsAndNotInFloods() {
        for (int i = 0; i < RoomRules.MAX_ANONYMOUS; i++) {
            assertThat(refusal(room.student("a student"), new Body.AnonymousQuestion("why?", "")))
                    .isEmpty();
            room.post(room.student("a student"), new Body.AnonymousQuestion("why?", ""));
            room.now = room.now.minus(Duration.ofSeconds(59));
        }

        assertThat(refusal(room.student("a student"), new Body.AnonymousQuestion("why?", "")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("Ask again later"));
        room.now = room.now.plus(RoomRules.ANONYMOUS_WINDOW);
        assertThat(refusal(room.student("a student"), new Body.AnonymousQuestion("why?", "")))
                .isEmpty();
        room.post(rao, new Body.Setting("anonymous-questions", "off"));
        assertThat(refusal(room.student("a student"), new Body.AnonymousQuestion("why?", "")))
                .hasValue("This room takes no anonymous questions.");
    }

    @Test
    void whoIsMutedAsksNotAnonymouslyEither() {
        assertThat(RoomRules.refusalToAsk(ishan.peer(), room.timeline, room.now))
                .isEmpty();
        room.post(rao, new Body.Mute(ishan.peer(), room.now.plus(Duration.ofHours(1))));

        assertThat(RoomRules.refusalToAsk(ishan.peer(), room.timeline, room.now))
                .hasValueSatisfying(reason -> assertThat(reason).contains("muted until"));
        assertThat(RoomRules.refusalToAsk(priya.peer(), room.timeline, room.now))
                .isEmpty();
    }

    @Test
    void onlyTheChatNodeSaysThatItIsTheChatNode() {
        SignedEvent event = room.signed(ishan, new Body.FacilitatorChanged(1));

        assertThat(rules.refusal(event, room.timeline, ishan.peer(), room.now)).isEmpty();
        assertThat(rules.refusal(event, room.timeline, priya.peer(), room.now)).isPresent();
    }

    @Test
    void anEventOfAnotherRoomHasNoPlaceHere() {
        Event elsewhere = new Event(RoomName.of("algebra"), ishan.author(), room.now, 1, new Body.Message("hello"));

        assertThat(refusal(SignedEvent.sign(elsewhere, new IdentitySignatures(ishan.identity()))))
                .hasValueSatisfying(reason -> assertThat(reason).contains("the event is for algebra"));
    }

    @Test
    void whoMayIsWhatAPageOffers() {
        assertThat(RoomRules.may(ishan.author(), room.timeline, room.now)).isEmpty();
        assertThat(RoomRules.may(rao.author(), room.timeline, room.now)).containsExactlyInAnyOrder(Privilege.values());
    }

    @Property(tries = 300)
    void aReasonFitsIntoAMessageWhateverTheEvent(@ForAll long seed) {
        RoomRules long128 = new RoomRules("ü".repeat(64));
        Event event = EventSamples.events(Identity.generate().peerId())
                .generator(10)
                .next(new Random(seed))
                .value();
        SignedEvent signed = room.signed(ishan, event.body());

        String reason =
                long128.refusal(signed, room.timeline, rao.peer(), room.now).orElse("none");

        assertThat(reason).isNotBlank();
        assertThat(reason.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(512);
    }

    private void revoke() {
        RevocationList list = new RevocationList(
                room.network.peerId(), 1, new TreeSet<>(Set.of(new RevokedGrant(room.network.peerId(), 7))));
        room.revocations.accept(list.sign(room.network), Credentials.NONE, room.now);
    }

    private Optional<String> refusal(Someone author, Body body) {
        return refusal(room.signed(author, body));
    }

    private Optional<String> refusal(SignedEvent event) {
        return rules.refusal(event, room.timeline, rao.peer(), room.now);
    }
}
