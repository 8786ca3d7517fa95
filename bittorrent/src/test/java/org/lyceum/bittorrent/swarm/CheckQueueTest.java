package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Torrents that are to be hashed at the same time. */
class CheckQueueTest {

    private final List<String> begun = new ArrayList<>();
    private final CheckQueue queue = new CheckQueue();

    private CheckQueue.Turn ask(String name) {
        CheckQueue.Turn turn = queue.turn(() -> begun.add(name));
        turn.ask();
        return turn;
    }

    @Test
    void oneGoesAfterTheOtherInTheOrderOfAsking() {
        CheckQueue.Turn first = ask("first");
        CheckQueue.Turn second = ask("second");
        CheckQueue.Turn third = ask("third");
        assertThat(begun).containsExactly("first");
        assertThat(second.isNow()).isFalse();

        first.end();
        assertThat(begun).containsExactly("first", "second");
        assertThat(second.isNow()).isTrue();
        assertThat(third.isNow()).isFalse();

        second.end();
        third.end();
        ask("fourth");
        assertThat(begun).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void whoGivesUpWaitingIsPassedOver() {
        CheckQueue.Turn first = ask("first");
        ask("second").end();
        ask("third");

        first.end();
        first.end();

        assertThat(begun).containsExactly("first", "third");
    }
}
