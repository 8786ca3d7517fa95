package org.lyceum.e2e.bench.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaleTest {

    private static final long MIB = 1024 * 1024;

    @Test
    void roomIsForTheSeedAndEveryLeech() {
        Scale scale = Scale.QUICK.withBytes(10 * MIB);

        assertThat(scale.room(Case.PAIR)).isEqualTo(20 * MIB);
        assertThat(scale.room(Case.SWARM)).isEqualTo(50 * MIB);
    }

    @Test
    void scalingNeedsRoomForItsLargestFile() {
        assertThat(Scale.FULL.room(Case.SCALING)).isEqualTo(8192 * MIB);
    }

    @Test
    void oneSizeForAllLeavesOneToScale() {
        assertThat(Scale.FULL.withBytes(MIB).scalingBytes()).containsExactly(MIB);
    }
}
