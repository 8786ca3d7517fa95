package org.lyceum.chat.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.replication.Entry;
import org.lyceum.chat.replication.Founding;
import org.lyceum.chat.replication.Lineage;
import org.lyceum.chat.replication.Pledge;
import org.lyceum.chat.replication.Position;
import org.lyceum.chat.replication.RoomLog;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.Role;

class RoomsDatabaseTest {

    private static final RoomName SWE = RoomName.of("SWE");
    private static final Identity ISHAN = Identity.generate();

    @TempDir
    private Path folder;

    private final RandomGenerator random = new SplittableRandom(1);

    @Test
    void whatWasSyncedIsThereWhenTheProcessIsKilled() throws IOException {
        Pledge pledge = new Pledge(new Lineage(new Founding(1, ISHAN.peerId(), 2), true), 3, ISHAN.peerId());
        try (RoomsDatabase database = RoomsDatabase.open(folder)) {
            StoredRoom room = database.enter(SWE, "SWE", 42);
            RoomLog log = room.log(random);
            log.save(pledge);
            log.write(List.of(posted(1), posted(2)));
            log.commit(2);
            log.expire(List.of(event(1).id()));
            room.outbox().append(List.of(event(3)));
            room.say("key", event(3));
            room.readUpTo(1);
            database.sync();
            log.write(List.of(posted(3)));

            try (RoomsDatabase found = RoomsDatabase.open(asAfterAKill())) {
                StoredRoom there = found.rooms().getFirst();
                RoomLog again = there.log(random);
                assertThat(again.id()).isEqualTo(42);
                assertThat(again.pledge()).isEqualTo(pledge);
                assertThat(again.entries(1, 1_000_000))
                        .containsExactly(new Entry(new Position(3, 1), new Entry.Expired(event(1).id())), posted(2));
                assertThat(again.committed()).isEqualTo(2);
                assertThat(there.outbox().oldest(1_000)).containsExactly(event(3));
                assertThat(there.said("key")).contains(event(3));
                assertThat(there.readUpTo()).isEqualTo(1);
                assertThat(there.title()).isEqualTo("SWE");
            }
        }
    }

    /** The file as a process that is killed now leaves it. */
    private Path asAfterAKill() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(folder.resolve("rooms.mv.db"), copy.resolve("rooms.mv.db"));
        return copy;
    }

    @Test
    void whatIsRolledBackNeverWas() {
        try (RoomsDatabase database = RoomsDatabase.open(folder)) {
            StoredRoom room = database.enter(SWE, "SWE", 42);
            database.sync();
            room.log(random).write(List.of(posted(1)));

            database.rollback();

            assertThat(room.log(random).last()).isEqualTo(Position.START);
        }
    }

    @Test
    void aReaderSeesEventsWithoutTheRest() {
        try (RoomsDatabase database = RoomsDatabase.open(folder)) {
            StoredRoom room = database.enter(SWE, "SWE", 42);
            RoomLog log = room.log(random);
            log.write(List.of(posted(1), posted(2), posted(3), posted(4)));
            log.expire(List.of(event(2).id()));
            database.sync();

            try (RoomsReader reader = database.reader()) {
                assertThat(reader.events(room, 0, 3, 10))
                        .containsExactly(new Placed(3, 1, event(1)), new Placed(3, 3, event(3)));
                assertThat(reader.events(room, 1, 4, 1)).containsExactly(new Placed(3, 3, event(3)));
            }
        }
    }

    @Test
    void aRoomThatWasLeftIsEnteredWithWhatItHeld() {
        try (RoomsDatabase database = RoomsDatabase.open(folder)) {
            database.enter(SWE, "SWE", 42).log(random).write(List.of(posted(1)));
            database.leave(SWE);
            assertThat(database.rooms()).isEmpty();

            StoredRoom room = database.enter(SWE, "swe", 43);

            assertThat(room.title()).isEqualTo("SWE");
            assertThat(room.log(random).id()).isEqualTo(42);
            assertThat(room.log(random).last()).isEqualTo(new Position(3, 1));
        }
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Files.write(folder.resolve("rooms.mv.db"), new byte[10_000]);

        assertThatThrownBy(() -> RoomsDatabase.open(folder))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(folder.resolve("rooms.mv.db").toString());
    }

    private static Entry posted(long number) {
        return new Entry(new Position(3, number), new Entry.Posted(event(number)));
    }

    private static SignedEvent event(long number) {
        Event event = new Event(
                SWE,
                new Author(ISHAN.peerId(), "ishan", Role.STUDENT),
                Instant.EPOCH,
                number,
                new Body.Message("message"));
        return SignedEvent.sign(event, new IdentitySignatures(ISHAN));
    }
}
