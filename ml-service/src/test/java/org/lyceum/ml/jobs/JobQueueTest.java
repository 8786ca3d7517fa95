package org.lyceum.ml.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;
import org.lyceum.ml.engine.MlException;

class JobQueueTest {

    private JobQueue queue = new JobQueue(1000, 500);
    private int number;

    @BeforeTry
    void empty() {
        queue = new JobQueue(1000, 500);
        number = 0;
    }

    @Test
    void anEmptyQueueHasNoNext() {
        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void smallJobsOfOnePersonComeFirst() {
        offer("ada", 900);
        offer("ada", 5);
        offer("ada", 70);
        assertThat(costs()).containsExactly(5L, 70L, 900L);
    }

    @Test
    void equalJobsComeInTheOrderOfTheirArrival() {
        String first = offer("ada", 5);
        String second = offer("ada", 5);
        assertThat(queue.poll().orElseThrow().id()).isEqualTo(first);
        assertThat(queue.poll().orElseThrow().id()).isEqualTo(second);
    }

    @Test
    void whoHasManyJobsTakesTurnsWithWhoHasOne() {
        for (int i = 0; i < 100; i++) {
            offer("ada", 10);
        }
        queue.poll();
        queue.poll();
        offer("bob", 10);
        assertThat(queue.poll().orElseThrow().person()).isEqualTo("bob");
    }

    @Test
    void whoStayedAwayHasSavedUpNothing() {
        for (int i = 0; i < 20; i++) {
            offer("ada", 10);
            queue.poll();
        }
        for (int i = 0; i < 10; i++) {
            offer("ada", 10);
            offer("bob", 10);
        }
        List<String> first = people().subList(0, 10);
        assertThat(first.stream().filter("ada"::equals).count()).isBetween(4L, 6L);
    }

    @Test
    void aBigJobIsNotPassedForEverByAnothersSmallOnes() {
        String big = offer("ada", 1000);
        for (int i = 0; i < 3; i++) {
            offer("bob", 10);
        }
        List<String> order = ids();
        assertThat(order.indexOf(big)).isLessThan(2);
    }

    @Test
    void aFullQueueSaysSo() {
        JobQueue small = new JobQueue(2, 2);
        small.offer(new JobQueue.Entry("1", "ada", 1));
        small.offer(new JobQueue.Entry("2", "bob", 1));
        assertThatThrownBy(() -> small.offer(new JobQueue.Entry("3", "eve", 1)))
                .isInstanceOf(MlException.class)
                .hasMessageContaining("2 jobs are waiting already");
    }

    @Test
    void onePersonCannotFillTheQueue() {
        JobQueue small = new JobQueue(10, 1);
        small.offer(new JobQueue.Entry("1", "ada", 1));
        assertThatThrownBy(() -> small.offer(new JobQueue.Entry("2", "ada", 1)))
                .isInstanceOf(MlException.class)
                .hasMessageContaining("1 of your jobs are waiting already");
        small.offer(new JobQueue.Entry("3", "bob", 1));
        assertThat(small.size()).isEqualTo(2);
    }

    @Test
    void whatWasCalledOffDoesNotComeUp() {
        String first = offer("ada", 1);
        String second = offer("ada", 2);
        assertThat(queue.remove(first)).isTrue();
        assertThat(queue.remove(first)).isFalse();
        assertThat(ids()).containsExactly(second);
    }

    @Property(tries = 200)
    void eachJobComesOnceAndInTheOrderThatWasSaid(
            @ForAll @Size(max = 40) List<@IntRange(max = 4) Integer> people,
            @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 1000) Integer> costs) {
        for (int i = 0; i < Math.min(people.size(), costs.size()); i++) {
            offer("person " + people.get(i), costs.get(i));
            if (i % 3 == 2) {
                queue.poll();
            }
        }
        List<String> said = queue.order();
        assertThat(said).doesNotHaveDuplicates().hasSize(queue.size());
        assertThat(ids()).isEqualTo(said);
    }

    @Property(tries = 200)
    void nobodyWithWorkGetsMuchLessThanAnother(
            @ForAll @Size(min = 30, max = 60) List<@IntRange(min = 1, max = 100) Integer> costs) {
        Map<String, Long> done = new HashMap<>(Map.of("ada", 0L, "bob", 0L));
        for (int cost : costs) {
            offer("ada", cost);
            offer("bob", cost);
        }
        for (int i = 0; i < costs.size(); i++) {
            JobQueue.Entry next = queue.poll().orElseThrow();
            done.merge(next.person(), next.cost(), Long::sum);
            assertThat(Math.abs(done.getOrDefault("ada", 0L) - done.getOrDefault("bob", 0L)))
                    .isLessThanOrEqualTo(100);
        }
    }

    private String offer(String person, long cost) {
        String id = Integer.toString(number);
        number++;
        queue.offer(new JobQueue.Entry(id, person, cost));
        return id;
    }

    private List<JobQueue.Entry> all() {
        List<JobQueue.Entry> all = new ArrayList<>();
        for (Optional<JobQueue.Entry> next = queue.poll(); next.isPresent(); next = queue.poll()) {
            all.add(next.get());
        }
        return all;
    }

    private List<String> ids() {
        return all().stream().map(JobQueue.Entry::id).toList();
    }

    private List<String> people() {
        return all().stream().map(JobQueue.Entry::person).toList();
    }

    private List<Long> costs() {
        return all().stream().map(JobQueue.Entry::cost).toList();
    }
}
