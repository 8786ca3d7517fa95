package org.lyceum.chat.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.replication.RoomMessage.Append;
import org.lyceum.chat.replication.RoomMessage.Appended;
import org.lyceum.chat.replication.RoomMessage.Known;
import org.lyceum.chat.replication.RoomMessage.Refused;
import org.lyceum.chat.replication.RoomMessage.Submit;
import org.lyceum.chat.replication.RoomMessage.Vote;
import org.lyceum.chat.replication.RoomMessage.VoteRequest;
import org.lyceum.chat.simulation.MemoryDisk;
import org.lyceum.chat.simulation.Power;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.Role;

/** What one node makes of what others send it. */
class ReplicaTest implements Gate, ReplicaActions {

    private static final RoomName SWE = RoomName.of("swe");
    private static final Identity ISHAN = Identity.generate();
    private static final PeerId SELF = Identity.generate().peerId();
    private static final PeerId PRIYA = Identity.generate().peerId();
    private static final PeerId CHEN = Identity.generate().peerId();
    private static final PeerId ANA = Identity.generate().peerId();
    private static final Lineage LINEAGE = new Lineage(new Founding(1, PRIYA, 1), true);

    private final RandomGenerator random = new SplittableRandom(1);
    private final MemoryDisk disk = new MemoryDisk(random, new Power());
    private final List<RoomMessage> sent = new ArrayList<>();
    private final List<EventId> committed = new ArrayList<>();
    private final List<String> misbehaviour = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<SignedEvent> setAside = new ArrayList<>();
    private Replica replica = start();
    private long now;

    private Replica start() {
        return new Replica(SWE, new Member(SELF, true), ReplicaSettings.defaults(), disk, this, random, this, now);
    }

    @BeforeEach
    void begin() {
        replica.members(List.of(new Member(PRIYA, true), new Member(CHEN, true), new Member(ANA, false)));
    }

    @Test
    void aChatNodeThatFindsNoRoomFoundsItAndAcknowledges() {
        found();

        replica.submit(List.of(event(1)), now);

        assertThat(replica.chatNode()).contains(SELF);
        assertThat(committed).containsExactly(event(1).id());
    }

    @Test
    void aChatNodeThatHearsOfARoomFoundsNone() {
        replica.receive(CHEN, new Known(LINEAGE), 1_000);
        found();

        assertThat(replica.chatNode()).isEmpty();
    }

    @Test
    void aReplayedEventGetsNoSecondPlace() {
        found();

        replica.submit(List.of(event(1), event(1)), now);
        replica.receive(PRIYA, new Submit(lineage(), List.of(event(1), event(2))), now);

        assertThat(committed).containsExactly(event(1).id(), event(2).id());
        assertThat(misbehaviour).isEmpty();
    }

    @Test
    void aForgedEventIsNotTakenAndItsSenderReported() {
        found();
        SignedEvent event = event(1);
        byte[] signature = event.signature().clone();
        signature[5] ^= 1;

        replica.receive(
                PRIYA,
                new Submit(lineage(), List.of(new SignedEvent(event.id(), event.event(), event.content(), signature))),
                now);

        assertThat(committed).isEmpty();
        assertThat(misbehaviour).containsExactly("an event that %s has not signed".formatted(ISHAN.peerId()));
    }

    @Test
    void anEventOfAnotherRoomIsNotTakenAndItsSenderReported() {
        found();

        replica.receive(PRIYA, new Submit(lineage(), List.of(event(RoomName.of("algebra"), 1))), now);

        assertThat(committed).isEmpty();
        assertThat(misbehaviour).containsExactly("an event of the room 'algebra' in 'swe'");
    }

    @Test
    void aForgedEventOfTheChatNodeIsNotHeld() {
        SignedEvent event = event(1);
        Entry forged = new Entry(
                new Position(1, 2),
                new Entry.Posted(new SignedEvent(event.id(), event.event(), event.content(), new byte[64])));

        replica.receive(PRIYA, new Append(LINEAGE, 1, Position.START, List.of(voters(1), forged), 2), 0);

        assertThat(disk.last()).isEqualTo(Position.START);
        assertThat(sent).noneMatch(Appended.class::isInstance);
        assertThat(misbehaviour).hasSize(1);
    }

    @Test
    void aRefusalIsToldToWhoSubmits() {
        found();

        replica.receive(PRIYA, new Submit(lineage(), List.of(event(13))), now);
        replica.submit(List.of(event(13)), now);

        assertThat(sent).contains(new Refused(lineage(), event(13).id(), "13 is refused"));
        assertThat(refusals).containsExactly("13 is refused");
        assertThat(committed).isEmpty();
    }

    @Test
    void aChatNodeOfALowerEpochIsToldTheHigherOneAndNotHeard() {
        append(new Position(0, 0), 3, voters(3));

        replica.receive(CHEN, new Append(LINEAGE, 2, Position.START, List.of(posted(2, 1, event(1))), 1), now);

        assertThat(sent).last().isEqualTo(new Appended(LINEAGE, 3, disk.id(), false, 0));
        assertThat(disk.last()).isEqualTo(new Position(3, 1));
        assertThat(replica.chatNode()).contains(PRIYA);
    }

    @Test
    void aNodeVotesOnceInAnEpochWhateverHappensToIt() {
        append(new Position(0, 0), 3, voters(3));

        replica.receive(PRIYA, new VoteRequest(LINEAGE, 4, false), now);
        replica = start();
        replica.receive(CHEN, new VoteRequest(LINEAGE, 4, false), now);
        replica.receive(PRIYA, new VoteRequest(LINEAGE, 4, false), now);

        assertThat(sent.stream().filter(Vote.class::isInstance).map(message -> ((Vote) message).granted()))
                .containsExactly(true, false, true);
    }

    @Test
    void aNodeThatHoldsNoLogDoesNotVote() {
        replica.receive(PRIYA, new VoteRequest(LINEAGE, 4, false), now);

        assertThat(sent).isEmpty();
    }

    @Test
    void nobodyWouldVoteWhileTheChatNodeIsThere() {
        append(new Position(0, 0), 3, voters(3));

        replica.receive(CHEN, new VoteRequest(LINEAGE, 4, true), now + 1_000);
        replica.receive(CHEN, new VoteRequest(LINEAGE, 4, true), now + 2_000);

        assertThat(sent.stream().filter(Vote.class::isInstance).map(message -> ((Vote) message).granted()))
                .containsExactly(false, true);
    }

    @Test
    void anEpochFarAheadIsComeToInStepsAndNotAtOnce() {
        append(new Position(0, 0), 3, voters(3));
        long leap = 1L << 20;

        replica.receive(CHEN, new VoteRequest(LINEAGE, 1L << 40, false), now);
        replica.receive(CHEN, new VoteRequest(LINEAGE, 1L << 40, false), now + 99);
        assertThat(lastPledge().epoch()).isEqualTo(3 + leap);
        replica.receive(CHEN, new VoteRequest(LINEAGE, 3 + 2 * leap + 1, false), now + 100);
        assertThat(lastPledge().epoch()).isEqualTo(3 + 2 * leap);
        assertThat(sent).noneMatch(Vote.class::isInstance);

        replica.receive(CHEN, new VoteRequest(LINEAGE, 3 + 2 * leap + 1, false), now + 101);
        assertThat(sent).last().matches(Vote.class::isInstance);
        assertThat(misbehaviour).isEmpty();
    }

    @Test
    void whoIsListedWithoutTheRoleChatIsNeitherFollowedNorVotedFor() {
        append(new Position(0, 0), 3, voters(3));

        replica.receive(ANA, new Append(LINEAGE, 4, new Position(3, 1), List.of(), 0), now);
        replica.receive(ANA, new VoteRequest(LINEAGE, 4, false), now);

        assertThat(replica.chatNode()).contains(PRIYA);
        assertThat(lastPledge().epoch()).isEqualTo(3);
    }

    @Test
    void aLogIsEstablishedBeforeItsThreeVotersCanBeAcknowledged() {
        Lineage young = new Lineage(new Founding(1, PRIYA, 1), false);

        replica.receive(PRIYA, new Append(young, 3, Position.START, List.of(voters(3)), 0), now);

        assertThat(lastPledge().lineage().established()).isTrue();
        assertThat(sent).last().isEqualTo(new Appended(LINEAGE, 3, disk.id(), true, 1));
    }

    private Pledge lastPledge() {
        return Objects.requireNonNull(disk.pledge());
    }

    @Test
    void whatIsNotAcknowledgedGivesWayAndWhatIsDoesNot() {
        replica.receive(
                PRIYA, new Append(LINEAGE, 1, Position.START, List.of(voters(1), posted(1, 2, event(1))), 1), now);

        append(new Position(1, 1), 2, posted(2, 2, event(2)));
        assertThat(disk.last()).isEqualTo(new Position(2, 2));
        replica.receive(CHEN, new Append(LINEAGE, 3, Position.START, List.of(voters(3)), 1), now);
        assertThat(disk.position(1)).isEqualTo(new Position(1, 1));
        assertThat(misbehaviour).containsExactly("contradicts what was acknowledged, at 0.0");
    }

    @Test
    void anEntryOfAnEarlierEpochIsAcknowledgedWithTheFirstOfThisOne() {
        append(Position.START, 3, voters(3), posted(3, 2, event(1)));
        standAndGetVotes(1);
        assertThat(disk.last()).isEqualTo(new Position(4, 3));

        replica.receive(PRIYA, new Appended(LINEAGE, 4, 1, true, 2), now);
        replica.receive(CHEN, new Appended(LINEAGE, 4, 2, true, 2), now);
        assertThat(committed).isEmpty();
        replica.receive(CHEN, new Appended(LINEAGE, 4, 2, true, 3), now);
        assertThat(committed).containsExactly(event(1).id());
    }

    @Test
    void anotherDiskThanTheVotersHasNoVote() {
        append(Position.START, 3, voters(3));

        standAndGetVotes(99);

        assertThat(replica.chatNode()).contains(PRIYA);
    }

    @Test
    void anotherDiskThanTheVotersAcknowledgesNothing() {
        append(Position.START, 3, voters(3), posted(3, 2, event(1)));
        standAndGetVotes(1);

        replica.receive(PRIYA, new Appended(LINEAGE, 4, 99, true, 3), now);

        assertThat(committed).isEmpty();
    }

    /** The chat node is silent, and Priya's node votes for this one. */
    private void standAndGetVotes(long store) {
        now += 5_000;
        replica.wake(now);
        replica.receive(PRIYA, new Vote(LINEAGE, 4, true, true, store, disk.last()), now);
        replica.receive(PRIYA, new Vote(LINEAGE, 4, false, true, store, disk.last()), now);
    }

    @Test
    void aLogThatDoesNotPrevailIsSetAsideWithItsEvents() {
        found();
        replica.submit(List.of(event(1), event(2)), now);

        append(Position.START, 3, voters(3));

        assertThat(setAside).containsExactly(event(1), event(2));
        assertThat(disk.last()).isEqualTo(new Position(3, 1));
        assertThat(replica.chatNode()).contains(PRIYA);
    }

    @Test
    void aLogIsNotSetAsideForOneThatHasNoChatNode() {
        found();
        replica.submit(List.of(event(1)), now);

        replica.receive(PRIYA, new Known(LINEAGE), now);
        replica.receive(PRIYA, new VoteRequest(LINEAGE, 3, false), now);

        assertThat(setAside).isEmpty();
        assertThat(replica.chatNode()).contains(SELF);
    }

    @Test
    void anEntryOfALaterEpochThanItsMessageIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Append(LINEAGE, 3, Position.START, List.of(voters(4)), 0));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Append(LINEAGE, 3, new Position(4, 1), List.of(), 0));
    }

    @Test
    void aLogThatPrevailsIsToldToWhoHoldsAnother() {
        append(Position.START, 3, voters(3));

        replica.receive(CHEN, new Known(new Lineage(new Founding(0, CHEN, 1), false)), now);

        assertThat(sent).last().isEqualTo(new Known(LINEAGE));
        assertThat(setAside).isEmpty();
    }

    private void found() {
        for (now = 0; now <= 5_000; now += 100) {
            replica.wake(now);
        }
    }

    private Lineage lineage() {
        return lastPledge().lineage();
    }

    private void append(Position previous, long epoch, Entry... entries) {
        replica.receive(PRIYA, new Append(LINEAGE, epoch, previous, List.of(entries), 0), now);
    }

    private Entry voters(long epoch) {
        Voter self = new Voter(SELF, disk.id(), true);
        Voter priya = new Voter(PRIYA, 1, true);
        Voter chen = new Voter(CHEN, 2, false);
        return new Entry(new Position(epoch, 1), new Entry.Voters(Configuration.of(List.of(self, priya, chen))));
    }

    private static Entry posted(long epoch, long seq, SignedEvent event) {
        return new Entry(new Position(epoch, seq), new Entry.Posted(event));
    }

    private static SignedEvent event(long number) {
        return event(SWE, number);
    }

    private static SignedEvent event(RoomName room, long number) {
        Event event = new Event(
                room,
                new Author(ISHAN.peerId(), "ishan", Role.STUDENT),
                Instant.EPOCH,
                number,
                new Body.Message("message"));
        return SignedEvent.sign(event, new IdentitySignatures(ISHAN));
    }

    @Override
    public boolean isGenuine(SignedEvent event) {
        return event.isGenuine(new IdentitySignatures(ISHAN));
    }

    @Override
    public Optional<String> refusal(SignedEvent event) {
        return event.event().nonce() == 13 ? Optional.of("13 is refused") : Optional.empty();
    }

    @Override
    public void send(PeerId to, RoomMessage message) {
        sent.add(message);
    }

    @Override
    public void committed(Entry entry) {
        if (entry.content() instanceof Entry.Posted posted) {
            committed.add(posted.event().id());
        }
    }

    @Override
    public void follows(@Nullable PeerId chatNode, long epoch) {}

    @Override
    public void refused(EventId event, String reason) {
        refusals.add(reason);
    }

    @Override
    public void setAside(Iterable<List<SignedEvent>> events) {
        events.forEach(setAside::addAll);
    }

    @Override
    public void misbehaved(PeerId peer, String what) {
        misbehaviour.add(what);
    }

    @Override
    public void left() {}
}
