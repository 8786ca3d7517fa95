package org.lyceum.chat.outbox;

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
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.Role;

/** What every {@link OutboxDisk} does, wherever it keeps what it is told. */
public abstract class OutboxDiskContract {

    private static final Identity ISHAN = Identity.generate();
    private static final int ALL = 1_000_000;

    private OutboxDisk disk;

    /** An empty one. */
    protected abstract OutboxDisk open();

    @BeforeEach
    void begin() {
        disk = open();
    }

    @Test
    void anEmptyOneHasNothing() {
        assertThat(disk.ids()).isEmpty();
        assertThat(disk.oldest(ALL)).isEmpty();
    }

    @Test
    void whatIsAppendedIsReadInOrder() {
        disk.append(List.of(event(1), event(2)));
        disk.append(List.of(event(3)));

        assertIs(event(1), event(2), event(3));
    }

    @Test
    void noMoreIsReadThanWantedButAlwaysOne() {
        disk.append(List.of(event(1), event(2), event(3)));

        assertThat(disk.oldest(2 * event(1).bytes())).containsExactly(event(1), event(2));
        assertThat(disk.oldest(1)).containsExactly(event(1));
    }

    @Test
    void whatIsRemovedIsGoneAndTheOrderStays() {
        disk.append(List.of(event(1), event(2), event(3)));

        disk.remove(List.of(event(2).id(), event(9).id()));
        disk.append(List.of(event(4)));

        assertIs(event(1), event(3), event(4));
    }

    @Test
    void whatIsPutFirstComesBeforeAllElseAndOnce() {
        disk.append(List.of(event(3), event(5)));

        disk.putFirst(List.of(List.of(event(1), event(2)), List.of(), List.of(event(3), event(4))));
        disk.putFirst(List.of(List.of(event(0))));
        disk.append(List.of(event(6)));

        assertIs(event(0), event(1), event(2), event(3), event(4), event(5), event(6));
    }

    private void assertIs(SignedEvent... events) {
        assertThat(disk.oldest(ALL)).containsExactly(events);
        assertThat(disk.ids())
                .isEqualTo(List.of(events).stream().map(SignedEvent::id).toList());
    }

    private static SignedEvent event(long number) {
        Event event = new Event(
                RoomName.of("swe"),
                new Author(ISHAN.peerId(), "ishan", Role.STUDENT),
                Instant.EPOCH,
                number,
                new Body.Message("message"));
        return SignedEvent.sign(event, new IdentitySignatures(ISHAN));
    }
}
