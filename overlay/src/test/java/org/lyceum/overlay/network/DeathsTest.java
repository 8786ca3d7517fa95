package org.lyceum.overlay.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.membership.News;
import org.lyceum.overlay.network.DeathNotice.Report;

class DeathsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final PeerId DEAD = peer(1);
    private static final PeerId ADA = peer(2);
    private static final PeerId BOB = peer(3);

    private final Deaths deaths = new Deaths();

    private static PeerId peer(int number) {
        byte[] key = new byte[PeerId.KEY_BYTES];
        key[0] = (byte) number;
        key[1] = (byte) (number >>> 8);
        return PeerId.of(key);
    }

    private void report(PeerId reporter, long incarnation, Instant at) {
        deaths.reported(new News.Death(reporter, DEAD, incarnation), at);
    }

    @Test
    void oneDeathHasAllWhoReportedIt() {
        report(BOB, 5, NOON);
        report(ADA, 5, NOON.plusSeconds(1));
        report(BOB, 5, NOON.plusSeconds(2));
        deaths.dropped(DEAD, 5, Set.of(ADA, BOB), NOON.plusSeconds(3));

        assertThat(deaths.all()).singleElement().satisfies(notice -> {
            assertThat(notice.reports()).containsExactly(new Report(BOB, NOON), new Report(ADA, NOON.plusSeconds(1)));
            assertThat(notice.dropped()).contains(NOON.plusSeconds(3));
        });
    }

    @Test
    void aLaterLifeRefutesIt() {
        report(ADA, 5, NOON);

        assertThat(deaths.refuted(DEAD, 5, NOON.plusSeconds(1)))
                .as("the same life")
                .isEmpty();
        assertThat(deaths.refuted(DEAD, 6, NOON.plusSeconds(2))).hasSize(1);
        assertThat(deaths.refuted(DEAD, 7, NOON.plusSeconds(3))).as("once").isEmpty();

        assertThat(deaths.all().getFirst().refuted()).contains(NOON.plusSeconds(2));
    }

    @Test
    void theLatestAreKeptAndComeFirst() {
        List<PeerId> dead = IntStream.range(0, Deaths.MAX_NOTICES + 10)
                .mapToObj(DeathsTest::peer)
                .toList();
        dead.forEach(peer -> deaths.reported(new News.Death(ADA, peer, 1), NOON));

        assertThat(deaths.all()).hasSize(Deaths.MAX_NOTICES);
        assertThat(deaths.all().getFirst().peer()).isEqualTo(dead.getLast());
    }

    @Test
    void oneDeathDoesNotGatherReportsWithoutEnd() {
        IntStream.range(10, 100).forEach(i -> report(peer(i), 5, NOON));

        assertThat(deaths.all().getFirst().reports()).hasSize(Deaths.MAX_REPORTS);
    }
}
