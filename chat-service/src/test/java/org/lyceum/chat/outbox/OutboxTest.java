package org.lyceum.chat.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.simulation.MemoryDisk;
import org.lyceum.chat.simulation.Power;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.Role;

class OutboxTest {

    private static final Identity ISHAN = Identity.generate();

    private final MemoryDisk disk = memory();
    private Outbox outbox = open();

    @Test
    void whatIsWrittenIsSubmittedOnceUntilItsTimeIsOver() {
        outbox.add(List.of(event(1)));

        assertThat(outbox.due(0)).containsExactly(event(1));
        assertThat(outbox.due(999)).isEmpty();
        assertThat(outbox.due(1_000)).containsExactly(event(1));
    }

    @Test
    void whatIsWrittenMeanwhileWaitsForWhatWasSubmittedBefore() {
        outbox.add(List.of(event(1)));
        outbox.due(0);
        outbox.add(List.of(event(2)));

        assertThat(outbox.due(10)).isEmpty();
        outbox.settle(List.of(event(1).id()));
        assertThat(outbox.due(20)).containsExactly(event(2));
    }

    @Test
    void anotherChatNodeIsToldAllAnew() {
        outbox.add(List.of(event(1)));
        outbox.due(0);

        outbox.resubmit();

        assertThat(outbox.due(1)).containsExactly(event(1));
    }

    @Test
    void aRestartForgetsNothing() {
        outbox.add(List.of(event(1)));
        outbox.add(List.of(event(2)));
        outbox.settle(List.of(event(1).id()));

        outbox = open();

        assertThat(outbox.due(0)).containsExactly(event(2));
    }

    @Test
    void theSameEventWaitsOnce() {
        outbox.add(List.of(event(1)));
        outbox.add(List.of(event(1)));

        assertThat(outbox.waiting()).hasSize(1);
    }

    @Test
    void aLogThatWasSetAsideComesBeforeWhatItLackedAndInItsOwnOrder() {
        outbox.add(List.of(event(3)));
        outbox.add(List.of(event(5)));

        outbox.addSetAside(List.of(List.of(event(1), event(2)), List.of(event(3), event(4))));

        List<EventId> expected =
                IntStream.rangeClosed(1, 5).mapToObj(i -> event(i).id()).toList();
        assertThat(outbox.waiting()).isEqualTo(expected);
        assertThat(open().waiting()).isEqualTo(expected);
    }

    @Test
    void aBatchIsBoundedAndAnEventLargerThanABatchGoesAlone() {
        int size = event(1).bytes();
        outbox = new Outbox(disk, Duration.ofSeconds(1), 10, 2 * size);
        for (int i = 1; i <= 3; i++) {
            outbox.add(List.of(event(i)));
        }

        assertThat(outbox.due(0)).containsExactly(event(1), event(2));
        outbox = new Outbox(disk, Duration.ofSeconds(1), 10, 1);
        assertThat(outbox.due(0)).containsExactly(event(1));
    }

    @Test
    void tooMuchIsRefusedWithWhatHelps() {
        outbox = new Outbox(disk, Duration.ofSeconds(1), 2, 1_000);
        outbox.add(List.of(event(1)));
        outbox.add(List.of(event(2)));

        assertThatThrownBy(() -> outbox.add(List.of(event(3))))
                .hasMessage("2 messages wait for the room already: it cannot be reached; try again when it can");
    }

    /** Each step: write, lose a batch, have a batch arrive, arrive late and again, or restart. */
    @Property(tries = 300)
    void whateverIsLostOrRepeatedTheLogHasAllOnceAndInOrder(
            @ForAll @Size(max = 100) List<@IntRange(max = 4) Integer> steps) {
        MemoryDisk memory = memory();
        Outbox sender = new Outbox(memory, Duration.ofSeconds(1), 1_000, 400);
        List<SignedEvent> written = new ArrayList<>();
        List<SignedEvent> log = new ArrayList<>();
        List<SignedEvent> late = List.of();
        long now = 0;
        for (int step : steps) {
            now += 1_000;
            switch (step) {
                case 0 -> {
                    SignedEvent event = event(written.size());
                    written.add(event);
                    sender.add(List.of(event));
                }
                case 1 -> late = sender.due(now);
                case 2 -> sender.settle(take(log, sender.due(now)));
                case 3 -> take(log, late);
                default -> sender = new Outbox(memory, Duration.ofSeconds(1), 1_000, 400);
            }
        }
        for (int i = 0; i <= written.size(); i++) {
            now += 1_000;
            sender.settle(take(log, sender.due(now)));
        }
        assertThat(sender.waiting()).isEmpty();
        assertThat(log).isEqualTo(written);
    }

    /** As the chat node does: an event that has its place is passed over. */
    private static List<EventId> take(List<SignedEvent> log, List<SignedEvent> batch) {
        batch.stream().filter(event -> !log.contains(event)).forEach(log::add);
        return batch.stream().map(SignedEvent::id).toList();
    }

    private static MemoryDisk memory() {
        return new MemoryDisk(new SplittableRandom(1), new Power());
    }

    private Outbox open() {
        return new Outbox(disk, Duration.ofSeconds(1), 1_000, 1_000_000);
    }

    private static SignedEvent event(int number) {
        Event event = new Event(
                RoomName.of("swe"),
                new Author(ISHAN.peerId(), "ishan", Role.STUDENT),
                Instant.EPOCH,
                number,
                new Body.Message("message"));
        return SignedEvent.sign(event, new IdentitySignatures(ISHAN));
    }
}
