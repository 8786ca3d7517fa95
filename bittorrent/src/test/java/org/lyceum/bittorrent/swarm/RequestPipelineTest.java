package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.Block;

class RequestPipelineTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final RequestPipeline pipeline = new RequestPipeline(0);
    private int asked;

    private Block ask(long now) {
        Block block = new Block(asked++, 0, Block.SIZE);
        pipeline.sent(block, now);
        return block;
    }

    @Test
    void growsByOneWithEachBlockWhileTheRateGrows() {
        assertThat(pipeline.room()).isEqualTo(4);
        for (int i = 0; i < 100; i++) {
            assertThat(pipeline.arrived(ask(0), 0)).isTrue();
        }
        assertThat(pipeline.room()).isEqualTo(104);
    }

    @Test
    void coversThreeSecondsOnceTheRateHasSettledAndNeverMoreThanThePeerTakes() {
        pipeline.arrived(ask(0), 0);
        pipeline.adapt(1_000_000);
        pipeline.adapt(1_000_000);
        assertThat(pipeline.room()).isEqualTo(3_000_000 / Block.SIZE);
        pipeline.adapt(1_000_000_000);
        assertThat(pipeline.room()).isEqualTo(RequestPipeline.DEFAULT_LIMIT);
        pipeline.adapt(0);
        assertThat(pipeline.room()).isEqualTo(4);
    }

    @Test
    void keepsAFewRequestsWhateverLimitThePeerClaims() {
        pipeline.limit(1);
        assertThat(pipeline.room()).isEqualTo(4);
    }

    @Test
    void asksOnlyOnceAQuarterIsFree() {
        for (int i = 0; i < 100; i++) {
            pipeline.arrived(ask(0), 0);
        }
        while (pipeline.room() > 25) {
            ask(0);
        }
        assertThat(pipeline.wantsMore()).isFalse();
        pipeline.withdraw(new Block(asked - 1, 0, Block.SIZE));
        assertThat(pipeline.wantsMore()).isTrue();
    }

    @Test
    void asksForWhatOthersWereAskedForOnlyWhenNothingElseIsUnderWay() {
        assertThat(pipeline.mostDuplicates()).isEqualTo(4);

        ask(0);
        assertThat(pipeline.mostDuplicates()).isZero();
    }

    @Test
    void aBlockThatWasNotAskedForOrComesTwiceIsNotExpected() {
        Block block = ask(0);
        assertThat(pipeline.arrived(new Block(0, 1, Block.SIZE), 0)).isFalse();
        assertThat(pipeline.arrived(block, 0)).isTrue();
        assertThat(pipeline.arrived(block, 0)).isFalse();
    }

    @Test
    void isSnubbedAfterAMinuteWithoutABlockAndThenEveryMinute() {
        ask(0);
        ask(0);
        assertThat(pipeline.becameSnubbed(MINUTE - 1)).isFalse();
        assertThat(pipeline.becameSnubbed(MINUTE)).isTrue();
        pipeline.withdraw(new Block(0, 0, Block.SIZE));
        pipeline.withdraw(new Block(1, 0, Block.SIZE));
        assertThat(pipeline.room()).isEqualTo(1);
        assertThat(pipeline.wantsMore()).isTrue();

        Block last = ask(MINUTE);
        assertThat(pipeline.becameSnubbed(2 * MINUTE - 1)).isFalse();
        assertThat(pipeline.becameSnubbed(2 * MINUTE)).isTrue();
        assertThat(pipeline.arrived(last, 2 * MINUTE)).isTrue();
        assertThat(pipeline.isSnubbed()).isFalse();
    }

    @Test
    void aPeerThatWasAskedForNothingIsNotSnubbed() {
        assertThat(pipeline.becameSnubbed(10 * MINUTE)).isFalse();
        ask(10 * MINUTE);
        assertThat(pipeline.becameSnubbed(10 * MINUTE + 1)).isFalse();
    }

    @Test
    void restsAfterARejectUntilTheNextRound() {
        Block block = ask(0);
        assertThat(pipeline.rejected(block)).isTrue();
        assertThat(pipeline.wantsMore()).isFalse();
        pipeline.adapt(0);
        assertThat(pipeline.wantsMore()).isTrue();
    }

    @Test
    void aRejectOfWhatWasCancelledChangesNothing() {
        Block block = ask(0);
        pipeline.withdraw(block);
        assertThat(pipeline.rejected(block)).isFalse();
        assertThat(pipeline.wantsMore()).isTrue();
    }
}
