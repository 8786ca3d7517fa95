package org.lyceum.bittorrent.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrackerTiersTest {

    private static final TrackerUrl A = TrackerUrl.parse("udp://a:1");
    private static final TrackerUrl B = TrackerUrl.parse("udp://b:1");
    private static final TrackerUrl C = TrackerUrl.parse("udp://c:1");
    private static final TrackerUrl D = TrackerUrl.parse("udp://d:1");
    private static final TrackerUrl WEB = TrackerUrl.parse("https://a/announce");

    @Test
    void everyTrackerIsTriedOnceTierByTier() {
        TrackerTiers tiers = new TrackerTiers(List.of(List.of(A, B, C), List.of(D)), new Random(1));
        List<TrackerUrl> tried = failAll(tiers);
        assertThat(tried).hasSize(4).endsWith(D);
        assertThat(tried.subList(0, 3)).containsExactlyInAnyOrder(A, B, C);
        assertThat(tiers.next()).isEmpty();
        tiers.restart();
        assertThat(failAll(tiers)).isEqualTo(tried);
    }

    @Test
    void theOneThatAnswersMovesToTheFrontOfItsTierAlone() {
        TrackerTiers tiers = new TrackerTiers(List.of(List.of(A), List.of(B, C, D)), new Random(1));
        List<TrackerUrl> order = failAll(tiers);
        tiers.restart();
        TrackerUrl last = order.getLast();
        tiers.answered(last);
        assertThat(tiers.next()).contains(A);
        tiers.failed(A);
        assertThat(tiers.next()).contains(last);
        assertThat(tiers.tiers()).isEqualTo(List.of(List.of(A), List.of(last, order.get(1), order.get(2))));
    }

    @Test
    void lateFailureOfAnotherTrackerSkipsNobody() {
        TrackerTiers tiers = new TrackerTiers(List.of(List.of(A), List.of(B)), new Random(1));
        tiers.failed(B);
        assertThat(tiers.next()).contains(A);
        tiers.failed(A);
        tiers.failed(A);
        assertThat(tiers.next()).contains(B);
    }

    @Test
    void tiersAreShuffled() {
        Set<TrackerUrl> firsts = new HashSet<>();
        IntStream.range(0, 100)
                .forEach(seed -> new TrackerTiers(List.of(List.of(A, B, C)), new Random(seed))
                        .next()
                        .ifPresent(firsts::add));
        assertThat(firsts).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void otherSchemesAndRepetitionsAreLeftOut() {
        TrackerTiers tiers = new TrackerTiers(List.of(List.of(WEB), List.of(A, A), List.of(WEB, A, B)), new Random(1));
        assertThat(tiers.tiers()).isEqualTo(List.of(List.of(A), List.of(B)));
        assertThat(new TrackerTiers(List.of(List.of(WEB)), new Random(1)).next())
                .isEmpty();
    }

    private static List<TrackerUrl> failAll(TrackerTiers tiers) {
        List<TrackerUrl> tried = new ArrayList<>();
        for (Optional<TrackerUrl> next = tiers.next(); next.isPresent(); next = tiers.next()) {
            tried.add(next.get());
            tiers.failed(next.get());
        }
        return tried;
    }
}
