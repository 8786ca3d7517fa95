package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.swarm.DownloadOrder.Candidate;

class DownloadOrderTest {

    private static InfoHash torrent(int number) {
        return new InfoHash(number, 0, 0);
    }

    private static List<InfoHash> torrents(int... numbers) {
        return IntStream.of(numbers).mapToObj(DownloadOrderTest::torrent).toList();
    }

    private static Candidate waiting(int number) {
        return new Candidate(torrent(number), false, false, false);
    }

    private static Candidate stalled(int number) {
        return new Candidate(torrent(number), true, true, false);
    }

    private static Candidate read(int number) {
        return new Candidate(torrent(number), false, false, true);
    }

    @Example
    void theFirstOnesRun() {
        assertThat(DownloadOrder.turns(List.of(waiting(1), waiting(2), waiting(3)), 2))
                .containsExactlyInAnyOrderElementsOf(torrents(1, 2));
    }

    @Example
    void aStalledOneKeepsItsTurnAndTakesNone() {
        assertThat(DownloadOrder.turns(List.of(stalled(1), waiting(2), waiting(3)), 1))
                .containsExactlyInAnyOrderElementsOf(torrents(1, 2));
    }

    @Example
    void whoIsReadGoesFirst() {
        assertThat(DownloadOrder.turns(List.of(waiting(1), waiting(2), read(3)), 2))
                .containsExactlyInAnyOrderElementsOf(torrents(1, 3));
        assertThat(DownloadOrder.turns(List.of(waiting(1), read(2), read(3)), 1))
                .containsExactlyInAnyOrderElementsOf(torrents(2, 3));
    }

    @Example
    void movesAmongThoseThatWaitAndLeavesTheOthersWhereTheyAre() {
        List<InfoHash> order = torrents(1, 2, 3, 4, 5);
        Set<InfoHash> queued = Set.copyOf(torrents(1, 3, 5));

        assertThat(DownloadOrder.moved(order, queued::contains, torrent(5), QueueMove.UP))
                .isEqualTo(torrents(1, 2, 5, 4, 3));
        assertThat(DownloadOrder.moved(order, queued::contains, torrent(5), QueueMove.TOP))
                .isEqualTo(torrents(5, 2, 1, 4, 3));
        assertThat(DownloadOrder.moved(order, queued::contains, torrent(1), QueueMove.DOWN))
                .isEqualTo(torrents(3, 2, 1, 4, 5));
        assertThat(DownloadOrder.moved(order, queued::contains, torrent(1), QueueMove.BOTTOM))
                .isEqualTo(torrents(3, 2, 5, 4, 1));
    }

    @Example
    void theFirstGoesNoFurtherUpAndTheLastNoFurtherDown() {
        List<InfoHash> order = torrents(1, 2);

        assertThat(DownloadOrder.moved(order, _ -> true, torrent(1), QueueMove.UP))
                .isEqualTo(order);
        assertThat(DownloadOrder.moved(order, _ -> true, torrent(2), QueueMove.DOWN))
                .isEqualTo(order);
    }

    @Provide
    Arbitrary<List<Candidate>> candidates() {
        return Combinators.combine(
                        Arbitraries.of(true, false), Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as((running, stalled, read) -> new Candidate(torrent(0), running, stalled && running, read))
                .list()
                .ofMaxSize(12)
                .map(list -> IntStream.range(0, list.size())
                        .mapToObj(i -> new Candidate(
                                torrent(i),
                                list.get(i).running(),
                                list.get(i).stalled(),
                                list.get(i).read()))
                        .toList());
    }

    @Property
    void noMoreRunThanMayAndNoTurnIsLeftUnused(
            @ForAll("candidates") List<Candidate> candidates, @ForAll @IntRange(min = 1, max = 5) int limit) {
        Set<InfoHash> turns = DownloadOrder.turns(candidates, limit);

        List<Candidate> moving = candidates.stream()
                .filter(each -> turns.contains(each.infoHash()) && !each.stalled())
                .toList();
        long read = moving.stream().filter(Candidate::read).count();
        assertThat((long) moving.size()).isLessThanOrEqualTo(Math.max(limit, read));
        assertThat(candidates.stream().filter(Candidate::read).map(Candidate::infoHash))
                .allMatch(turns::contains);
        if (turns.size() < candidates.size()) {
            assertThat((long) moving.size()).isGreaterThanOrEqualTo(limit);
        }
    }

    @Property
    void whoeverWaitsHasNoneThatMovesBehindIt(
            @ForAll("candidates") List<Candidate> candidates, @ForAll @IntRange(min = 1, max = 5) int limit) {
        Set<InfoHash> turns = DownloadOrder.turns(candidates, limit);

        boolean waits = false;
        for (Candidate each : candidates) {
            boolean runs = turns.contains(each.infoHash());
            waits |= !runs;
            assertThat(runs && waits && !each.read() && !each.stalled()).isFalse();
        }
    }

    @Property
    void aMoveKeepsEveryTorrentOnce(
            @ForAll @IntRange(min = 1, max = 10) int size,
            @ForAll @IntRange(min = 0, max = 9) int which,
            @ForAll int queued,
            @ForAll QueueMove move) {
        List<InfoHash> order =
                IntStream.range(0, size).mapToObj(DownloadOrderTest::torrent).toList();

        List<InfoHash> moved =
                DownloadOrder.moved(order, each -> (queued >> order.indexOf(each) & 1) == 1, torrent(which), move);

        assertThat(moved).containsExactlyInAnyOrderElementsOf(order);
    }
}
