package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class DiskLaneTest {

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final DiskLane lane = new DiskLane(threads::add, failures::add);
    private final List<Integer> done = new ArrayList<>();

    private void runTurn() {
        threads.remove().run();
    }

    @Test
    void runsTasksInTheirOrderAndHoldsNoThreadWithoutThem() {
        lane.execute(() -> done.add(1));
        lane.execute(() -> lane.execute(() -> done.add(3)));
        lane.execute(() -> done.add(2));
        assertThat(threads).hasSize(1);

        runTurn();

        assertThat(done).containsExactly(1, 2, 3);
        assertThat(threads).isEmpty();
    }

    @Test
    void letsOthersHaveATurnAfterThirtyTwoTasks() {
        for (int task = 0; task < 40; task++) {
            int number = task;
            lane.execute(() -> done.add(number));
        }
        runTurn();
        assertThat(done).hasSize(32);
        runTurn();
        assertThat(done).hasSize(40).isSorted();
        assertThat(threads).isEmpty();
    }

    @Test
    void tellsOfATaskThatFailsAndGoesOn() {
        lane.execute(() -> {
            throw new IllegalStateException("a task fails");
        });
        lane.execute(() -> {
            throw new OutOfMemoryError("a task fails badly");
        });
        lane.execute(() -> done.add(1));

        runTurn();

        assertThat(done).containsExactly(1);
        assertThat(failures).extracting(Throwable::getMessage).containsExactly("a task fails", "a task fails badly");
    }
}
