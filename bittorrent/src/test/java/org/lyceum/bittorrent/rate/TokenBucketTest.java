package org.lyceum.bittorrent.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lyceum.bittorrent.rate.TokenBucket.QUANTUM;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.BitTorrentException;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long KIB = 1024;
    private static final TokenBucket.Claim NOBODY = _ -> {
        throw new AssertionError("was not waiting");
    };

    /** Wants more and more, {@code appetite} bytes at a time, as long as it is granted something. */
    private static final class Eater implements TokenBucket.Claim {
        private final TokenBucket bucket;
        private final long appetite;
        private long eaten;
        private boolean waiting;

        private Eater(TokenBucket bucket, long appetite) {
            this.bucket = bucket;
            this.appetite = appetite;
        }

        private void eat(long now) {
            while (!waiting) {
                long granted = bucket.take(this, appetite, now);
                assertThat(granted).isLessThanOrEqualTo(appetite);
                waiting = granted == 0;
                eaten += granted;
            }
        }

        @Override
        public void granted(long bytes) {
            assertThat(bytes).isBetween(1L, appetite);
            waiting = false;
            eaten += bytes;
        }
    }

    @Property(tries = 300)
    void neverMoreThanTheRateAndOneBurstInAnySpanAndNeverLessWhileSomebodyWants(
            @ForAll @LongRange(min = 1, max = 10_000_000_000L) long rate,
            @ForAll @IntRange(min = 1, max = 6) int eaters,
            @ForAll long seed) {
        Random random = new Random(seed);
        TokenBucket bucket = new TokenBucket(rate, 0);
        List<Eater> table = new ArrayList<>();
        for (int i = 0; i < eaters; i++) {
            // so many rounds that the test ends, however fast the bucket fills
            table.add(new Eater(bucket, 1 + (long) (random.nextDouble() * (QUANTUM + rate / 4.0))));
        }
        double burst = rate * 0.5 + QUANTUM;
        List<long[]> eatenAt = new ArrayList<>();
        long now = 0;
        for (int round = 0; round < 60; round++) {
            long time = now;
            bucket.serve(time);
            table.forEach(eater -> eater.eat(time));
            long eaten = table.stream().mapToLong(eater -> eater.eaten).sum();
            for (long[] before : eatenAt) {
                assertThat((double) eaten - before[1])
                        .as("from %d ns to %d ns", before[0], now)
                        .isLessThanOrEqualTo(rate * ((now - before[0]) / 1e9) + burst + 1);
            }
            // everybody is hungry, and no pause is longer than the bucket can hold
            assertThat((double) eaten).isGreaterThanOrEqualTo(rate * (now / 1e9) - 1);
            eatenAt.add(new long[] {now, eaten});
            now += random.nextLong(SECOND / 2);
        }
    }

    @Property(tries = 200)
    void nobodyStarvesHoweverOftenTheOthersAskFirst(
            @ForAll @LongRange(min = 1, max = 100_000_000) long rate,
            @ForAll @IntRange(min = 2, max = 50) int eaters,
            @ForAll long seed) {
        Random random = new Random(seed);
        TokenBucket bucket = new TokenBucket(rate, 0);
        List<Eater> table = new ArrayList<>();
        for (int i = 0; i < eaters; i++) {
            table.add(new Eater(bucket, QUANTUM * (1L + random.nextInt(8))));
        }
        table.forEach(eater -> eater.eat(0));
        long before = table.stream().mapToLong(eater -> eater.eaten).sum();
        assertThat(before).as("before anybody had to wait").isLessThan(rate / 2 + 10 * QUANTUM);
        table.forEach(eater -> eater.eaten = 0);

        // as long as everybody needs for four quanta
        long step = Math.max(1, (long) (QUANTUM * 4e9 * eaters / rate / 100));
        for (int round = 1; round <= 100; round++) {
            long now = round * step;
            bucket.serve(now);
            // those who are fed first ask first, as on an event loop that is quicker than another
            table.forEach(eater -> eater.eat(now));
        }

        long[] eaten = table.stream().mapToLong(eater -> eater.eaten).sorted().toArray();
        assertThat(eaten[0]).as("least of %s", Arrays.toString(eaten)).isGreaterThanOrEqualTo(QUANTUM);
    }

    @Test
    void aConnectionThatWantsAllIsGrantedNoMoreThanOneThatAsksAsOften() {
        TokenBucket bucket = new TokenBucket(1000 * KIB, 0);
        Eater greedy = new Eater(bucket, 100_000 * KIB);
        Eater modest = new Eater(bucket, 64 * KIB);
        greedy.eat(0);
        modest.eat(0);
        greedy.eaten = modest.eaten = 0;
        for (int tenth = 1; tenth <= 100; tenth++) {
            long now = tenth * SECOND / 10;
            bucket.serve(now);
            greedy.eat(now);
            modest.eat(now);
        }
        assertThat(modest.eaten).isCloseTo(5000 * KIB, Percentage.withPercentage(5));
        assertThat(greedy.eaten).isCloseTo(5000 * KIB, Percentage.withPercentage(5));
    }

    @Test
    void whatOneDoesNotWantGoesToTheOthers() {
        TokenBucket bucket = new TokenBucket(1000 * KIB, 0);
        Eater hungry = new Eater(bucket, 10_000 * KIB);
        Eater content = new Eater(bucket, KIB);
        hungry.eat(0);
        content.eat(0);
        assertThat(content.waiting).isTrue();
        hungry.eaten = content.eaten = 0;
        for (int tenth = 1; tenth <= 100; tenth++) {
            long now = tenth * SECOND / 10;
            bucket.serve(now);
            hungry.eat(now);
            if (!content.waiting) {
                content.waiting = bucket.take(content, content.appetite, now) == 0;
            }
        }
        assertThat(content.eaten).isEqualTo(100 * KIB);
        assertThat(hungry.eaten).isCloseTo(9900 * KIB, Percentage.withPercentage(3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10_000_000_000L})
    void theSlowestAndTheFastestRateHold(long rate) {
        TokenBucket bucket = new TokenBucket(rate, 0);
        Eater eater = new Eater(bucket, Math.max(QUANTUM, rate / 10));
        eater.eat(0);
        eater.eaten = 0;
        long tenths = 10L * 1_000_000 / Math.max(1, rate / 1000);
        for (long tenth = 1; tenth <= tenths; tenth += 1) {
            bucket.serve(tenth * SECOND / 10);
            eater.eat(tenth * SECOND / 10);
        }
        assertThat((double) eater.eaten).isCloseTo(rate * tenths / 10.0, within((double) QUANTUM));
    }

    @Test
    void aLongIdleTimeSavesUpNoMoreThanOneBurst() {
        TokenBucket bucket = new TokenBucket(1_000_000, 0);
        Eater eater = new Eater(bucket, QUANTUM);
        eater.eat(365L * 24 * 3600 * SECOND);
        assertThat(eater.eaten).isBetween(500_000L, 500_000L + QUANTUM);
    }

    @Test
    void aChangeCountsAtOnce() {
        TokenBucket bucket = new TokenBucket(1, 0);
        Eater eater = new Eater(bucket, QUANTUM);
        eater.eat(0);
        assertThat(eater.eaten).isEqualTo(QUANTUM);
        bucket.serve(100 * SECOND);
        assertThat(eater.waiting).isTrue();

        bucket.setRate(1_000_000, 100 * SECOND);
        bucket.serve(101 * SECOND);
        assertThat(eater.waiting).isFalse();
        eater.eat(101 * SECOND);
        assertThat(eater.eaten).isGreaterThan(500_000L);

        long before = eater.eaten;
        bucket.setRate(1, 101 * SECOND);
        bucket.serve(102 * SECOND);
        assertThat(eater.eaten).isEqualTo(before);

        bucket.setRate(RateLimits.UNLIMITED, 102 * SECOND);
        bucket.serve(102 * SECOND);
        assertThat(eater.waiting).isFalse();
        assertThat(bucket.take(NOBODY, Long.MAX_VALUE, 102 * SECOND)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void loweringTheRateTakesAwayWhatWasSavedUp() {
        TokenBucket bucket = new TokenBucket(1_000_000_000, 0);
        bucket.setRate(100_000, 0);
        Eater eater = new Eater(bucket, QUANTUM);
        eater.eat(0);
        assertThat(eater.eaten).isLessThanOrEqualTo(50_000 + QUANTUM);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainAndNoMore() {
        TokenBucket bucket = new TokenBucket(100_000, 0);
        assertThat(bucket.take(NOBODY, 50_000, 0)).isEqualTo(50_000);
        bucket.giveBack(30_000);
        assertThat(bucket.take(NOBODY, 50_000, 0)).isEqualTo(30_000);
        bucket.giveBack(1_000_000);
        assertThat(bucket.take(NOBODY, 1_000_000, 0)).isEqualTo(50_000);
    }

    @Test
    void whoWithdrawsHoldsUpNobody() {
        TokenBucket bucket = new TokenBucket(1000, 0);
        bucket.take(NOBODY, QUANTUM, 0);
        Eater first = new Eater(bucket, QUANTUM);
        Eater second = new Eater(bucket, QUANTUM);
        first.eat(0);
        second.eat(0);
        bucket.withdraw(first);
        bucket.serve(17 * SECOND);
        assertThat(first.eaten).isZero();
        assertThat(second.eaten).isEqualTo(QUANTUM);
        assertThat(bucket.isAwaited()).isFalse();
    }

    @Test
    void timeThatSeemsToGoBackBetweenThreadsEarnsNothingTwice() {
        TokenBucket bucket = new TokenBucket(100_000, 0);
        bucket.take(NOBODY, 50_000, 0);
        assertThat(bucket.take(NOBODY, 50_000, SECOND / 4)).isEqualTo(25_000);
        Eater eater = new Eater(bucket, 50_000);
        eater.eat(SECOND / 8);
        bucket.serve(SECOND / 4);
        assertThat(eater.eaten).isZero();
    }

    @Test
    void threadsNeverGetMoreThanThereIs() throws Exception {
        TokenBucket bucket = new TokenBucket(20_000_000, 0);
        AtomicLong granted = new AtomicLong();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int ask = 0; ask < 1000; ask++) {
                    granted.addAndGet(bucket.take(granted::addAndGet, QUANTUM, 0));
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        bucket.serve(0);
        assertThat(granted.get()).isBetween(10_000_000L, 10_000_000L + QUANTUM);
    }

    @Test
    void aLimitBelowNoneIsRefused() {
        assertThatThrownBy(() -> new RateLimits(0, -1))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("upload limit: -1 bytes per second is below 0, which stands for no limit");
    }
}
