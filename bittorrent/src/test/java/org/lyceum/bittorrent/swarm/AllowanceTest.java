package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.rate.RateLimits;

class AllowanceTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BLOCK = Block.SIZE;

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private long nanos;
    private int granted;
    private Runnable whenGranted = () -> granted++;
    private final RateLimit torrent = limit(0);
    private final RateLimit engine = limit(0);
    private final Allowance allowance = allowance();

    private RateLimit limit(long rate) {
        return new RateLimit(rate, loop.eventLoop(), () -> nanos);
    }

    private Allowance allowance() {
        return new Allowance(torrent, engine, loop.eventLoop(), () -> whenGranted.run());
    }

    /** In steps that a bucket can hold. */
    private void pass(long howLong) {
        for (long passed = 0; passed < howLong; passed += SECOND / 10) {
            nanos += SECOND / 10;
            loop.advanceTimeBy(100, TimeUnit.MILLISECONDS);
            // a grant of the torrent, one of the engine, what comes of it
            for (int hop = 0; hop < 3; hop++) {
                loop.runPendingTasks();
            }
        }
    }

    private void limitTo(long ofTorrent, long ofEngine) {
        torrent.setRate(ofTorrent);
        engine.setRate(ofEngine);
        allowance.limitsChanged(0);
    }

    @Test
    void withoutALimitNothingIsCounted() {
        allowance.spend(1_000_000_000);
        assertThat(allowance.permits(1)).isTrue();
        assertThat(allowance.blocks(500)).isEqualTo(500);
        assertThat(allowance.isInDebt()).isFalse();
        assertThat(allowance.rate()).isZero();
    }

    @Test
    void theLowerOfBothLimitsHolds() {
        limitTo(4 * BLOCK, 2 * BLOCK);
        assertThat(allowance.rate()).isEqualTo(2 * BLOCK);
        int blocks = 0;
        for (int tenth = 0; tenth < 100; tenth++) {
            int permitted = allowance.blocks(10);
            allowance.spend(permitted * BLOCK);
            blocks += permitted;
            pass(SECOND / 10);
        }
        assertThat(blocks).isBetween(20, 23);
    }

    @Test
    void tellsWhenThereIsSomethingAgain() {
        limitTo(2 * BLOCK, 0);
        allowance.spend(allowance.blocks(10) * BLOCK);
        assertThat(allowance.permits(BLOCK)).isFalse();
        assertThat(granted).isZero();
        pass(SECOND);
        assertThat(granted).isEqualTo(1);
    }

    @Test
    void whatIsNotUsedGoesToOthers() {
        limitTo(2 * BLOCK, 2 * BLOCK);
        Allowance other = allowance();
        assertThat(allowance.blocks(1)).isEqualTo(1);
        assertThat(other.blocks(1)).isZero();
        allowance.surrender();
        pass(SECOND / 10);
        assertThat(granted).isEqualTo(1);
    }

    @Test
    void whatIsRefundedCanBeSpentAgain() {
        limitTo(2 * BLOCK, 0);
        int first = allowance.blocks(1);
        allowance.spend(first * BLOCK);
        assertThat(allowance.blocks(1)).isZero();
        allowance.refund(BLOCK);
        assertThat(allowance.blocks(1)).isEqualTo(1);
    }

    @Test
    void aDebtIsPaidOffBlockByBlockWhileOthersHaveTheirShare() {
        limitTo(0, 4 * BLOCK);
        allowance.spend(41 * BLOCK);
        assertThat(allowance.isInDebt()).isTrue();
        int[] blocks = new int[1];
        Allowance hungry = new Allowance(torrent, engine, loop.eventLoop(), () -> whenGranted.run());
        whenGranted = () -> {
            int permitted = hungry.blocks(2);
            hungry.spend(permitted * BLOCK);
            blocks[0] += permitted;
        };
        for (int tenth = 0; tenth < 100; tenth++) {
            whenGranted.run();
            pass(SECOND / 10);
        }
        assertThat(blocks[0]).isBetween(15, 25);
        assertThat(allowance.isInDebt()).isTrue();
        pass(20 * SECOND);
        assertThat(allowance.isInDebt()).isFalse();
    }

    @Test
    void aLimitThatIsSetCountsWhatIsUnderWayAndOneThatIsLiftedForgetsIt() {
        torrent.setRate(BLOCK);
        allowance.limitsChanged(10 * BLOCK);
        assertThat(allowance.isInDebt()).isTrue();
        torrent.setRate(RateLimits.UNLIMITED);
        allowance.limitsChanged(0);
        assertThat(allowance.isInDebt()).isFalse();
        assertThat(allowance.permits(1)).isTrue();
    }

    @Test
    void aConnectionThatEndsLeavesItsShareAndItsPlaceInLine() {
        limitTo(2 * BLOCK, 2 * BLOCK);
        allowance.spend(allowance.blocks(1) * BLOCK);
        assertThat(allowance.permits(100 * BLOCK)).isFalse();
        allowance.close(BLOCK);
        assertThat(allowance.permits(1)).isFalse();

        Allowance next = allowance();
        assertThat(next.blocks(1)).isEqualTo(1);
    }

    @Test
    void aConnectionThatEndsWhileItIsBeingServedGivesBackWhatItGets() {
        limitTo(2 * BLOCK, 2 * BLOCK);
        allowance.spend(allowance.blocks(1) * BLOCK);
        assertThat(allowance.permits(BLOCK)).isFalse();
        nanos += SECOND / 2;
        // the grant is on its way to the loop
        torrent.setRate(2 * BLOCK);
        engine.setRate(2 * BLOCK);
        allowance.close(0);
        loop.runPendingTasks();

        assertThat(granted).isZero();
        assertThat(allowance().blocks(1)).isEqualTo(1);
    }
}
