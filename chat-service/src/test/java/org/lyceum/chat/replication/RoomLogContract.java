package org.lyceum.chat.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.Role;

/** What every {@link RoomLog} does, wherever it keeps what it is told. */
public abstract class RoomLogContract {

    private static final Identity ISHAN = Identity.generate();
    private static final PeerId PEER = ISHAN.peerId();
    private static final Lineage LINEAGE = new Lineage(new Founding(1, PEER, 2), false);
    private static final int ALL = 1_000_000;

    private RoomLog log;

    /** An empty log. */
    protected abstract RoomLog open();

    @BeforeEach
    void begin() {
        log = open();
    }

    @Test
    void anEmptyLogEndsAtItsStartAndKnowsNothing() {
        assertIsEmpty();
    }

    private void assertIsEmpty() {
        assertThat(log.last()).isEqualTo(Position.START);
        assertThat(log.position(0)).isEqualTo(Position.START);
        assertThat(log.pledge()).isNull();
        assertThat(log.committed()).isZero();
        assertThat(log.configurations()).isEmpty();
        assertThat(log.seq(event(1).id())).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadInOrder() {
        List<Entry> entries = List.of(voters(1, 1), posted(1, 2), posted(1, 3));
        log.write(entries);

        assertThat(log.entries(1, ALL)).isEqualTo(entries);
        assertThat(log.entries(3, ALL)).containsExactly(posted(1, 3));
        assertThat(log.last()).isEqualTo(new Position(1, 3));
        assertThat(log.position(2)).isEqualTo(new Position(1, 2));
        assertThat(log.seq(event(3).id())).hasValue(3);
        assertThat(log.configurations()).containsOnlyKeys(1L);
    }

    @Test
    void oneEntryIsReadHoweverFewBytesAreWanted() {
        log.write(List.of(voters(1, 1), posted(1, 2), posted(1, 3)));

        assertThat(log.entries(2, 1)).containsExactly(posted(1, 2));
    }

    @Test
    void entriesTakeThePlaceOfAllFromTheFirstOn() {
        log.write(List.of(voters(1, 1), posted(1, 2), voters(1, 3), posted(1, 4)));

        log.write(List.of(posted(2, 3)));

        assertThat(log.last()).isEqualTo(new Position(2, 3));
        assertThat(log.entries(1, ALL)).containsExactly(voters(1, 1), posted(1, 2), posted(2, 3));
        assertThat(log.seq(event(4).id())).isEmpty();
        assertThat(log.seq(event(3).id())).hasValue(3);
        assertThat(log.configurations()).containsOnlyKeys(1L);
    }

    @Test
    void anEventsContentCanGoAndItsPlaceStays() {
        log.write(List.of(voters(1, 1), posted(1, 2), posted(1, 3)));

        log.expire(List.of(event(2).id(), event(9).id()));

        Entry expired = new Entry(new Position(1, 2), new Entry.Expired(event(2).id()));
        assertThat(log.entries(1, ALL)).containsExactly(voters(1, 1), expired, posted(1, 3));
        assertThat(log.position(2)).isEqualTo(new Position(1, 2));
        assertThat(log.seq(event(2).id())).hasValue(2);
    }

    @Test
    void anEventMayComeWithoutItsContent() {
        List<Entry> entries = List.of(new Entry(new Position(1, 1), new Entry.Expired(event(1).id())), posted(1, 2));
        log.write(entries);

        assertThat(log.entries(1, ALL)).isEqualTo(entries);
        assertThat(log.seq(event(1).id())).hasValue(1);
    }

    @Test
    void theLastPledgeCounts() {
        log.save(new Pledge(LINEAGE, 3, null));
        log.save(new Pledge(LINEAGE, 4, PEER));

        assertThat(log.pledge()).isEqualTo(new Pledge(LINEAGE, 4, PEER));
    }

    @Test
    void whatIsCommittedIsRemembered() {
        log.write(List.of(voters(1, 1), posted(1, 2)));
        log.commit(2);

        assertThat(log.committed()).isEqualTo(2);
    }

    @Test
    void aClearedLogIsEmptyAndAnother() {
        long before = log.id();
        log.write(List.of(voters(1, 1), posted(1, 2)));
        log.save(new Pledge(LINEAGE, 3, null));
        log.commit(2);

        log.clear();

        assertIsEmpty();
        assertThat(log.id()).isNotEqualTo(before);
    }

    private static Entry voters(long epoch, long seq) {
        return new Entry(
                new Position(epoch, seq), new Entry.Voters(Configuration.of(List.of(new Voter(PEER, 1, true)))));
    }

    private static Entry posted(long epoch, long seq) {
        return new Entry(new Position(epoch, seq), new Entry.Posted(event(seq)));
    }

    private static SignedEvent event(long number) {
        Event event = new Event(
                RoomName.of("swe"),
                new Author(PEER, "ishan", Role.STUDENT),
                Instant.EPOCH,
                number,
                new Body.Message("message"));
        return SignedEvent.sign(event, new IdentitySignatures(ISHAN));
    }
}
