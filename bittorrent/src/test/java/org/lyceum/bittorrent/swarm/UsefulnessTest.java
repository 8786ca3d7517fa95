package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsefulnessTest {

    private static Usefulness of(boolean interest, long seconds) {
        return new Usefulness(interest, Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void whoWantsNothingIsReplaceableAfterHalfAMinuteAndWhoWantsSomethingInVainAfterTen() {
        assertThat(of(false, 29).isReplaceable()).isFalse();
        assertThat(of(false, 30).isReplaceable()).isTrue();
        assertThat(of(true, 599).isReplaceable()).isFalse();
        assertThat(of(true, 600).isReplaceable()).isTrue();
    }

    @Test
    void theLeastUsefulComesFirst() {
        List<Usefulness> peers =
                new ArrayList<>(List.of(of(true, 10), of(true, 700), of(false, 10), of(false, 31), of(false, 900)));

        peers.sort(Usefulness.ORDER);

        assertThat(peers).containsExactly(of(false, 900), of(false, 31), of(true, 700), of(false, 10), of(true, 10));
    }
}
