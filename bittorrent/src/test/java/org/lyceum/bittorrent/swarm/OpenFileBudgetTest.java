package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFileBudgetTest {

    @Test
    void leavesTheLimitsWhereThereAreFilesEnough() {
        OpenFileBudget plenty = OpenFileBudget.of(20_000);

        assertThat(plenty.content()).isEqualTo(256);
        assertThat(plenty.cap(ConnectionLimits.DEFAULT)).isEqualTo(ConnectionLimits.DEFAULT);
        assertThat(OpenFileBudget.of(Long.MAX_VALUE).cap(ConnectionLimits.DEFAULT))
                .isEqualTo(ConnectionLimits.DEFAULT);
    }

    @Test
    void sharesFewFilesOut() {
        OpenFileBudget few = OpenFileBudget.of(400);

        assertThat(few.content()).isEqualTo(100);
        assertThat(few.cap(ConnectionLimits.DEFAULT)).isEqualTo(ConnectionLimits.DEFAULT.inAll(200));
    }

    @Test
    void goesOnWithNextToNone() {
        assertThat(OpenFileBudget.of(0)).isEqualTo(new OpenFileBudget(8, 4));
    }
}
