package org.lyceum.e2e.bench.picker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the swarm goes on, so that steps measure requests and not the lack of anything to ask for. */
class PickerSwarmTest {

    private static final int STEPS = 300_000;

    @ParameterizedTest
    @EnumSource
    void goesOnForEver(PickerMode mode) {
        PickerSwarm swarm = new PickerSwarm(mode);
        steps(swarm);
        long requests = swarm.requests();
        long received = swarm.received();

        steps(swarm);

        if (mode == PickerMode.END_GAME) {
            // what is asked of several peers is fetched once
            assertThat(swarm.received() - received).isBetween(STEPS / 10L, STEPS / 2L);
            assertThat(swarm.requests() - requests).isGreaterThan(3 * (swarm.received() - received) / 2);
        } else {
            assertThat(swarm.requests() - requests).isGreaterThan(STEPS * 99L / 100);
            assertThat(swarm.received() - received).isGreaterThan(STEPS * 99L / 100);
        }
        swarm.replacePeer();
        assertThat(swarm.requests()).isPositive();
    }

    private static void steps(PickerSwarm swarm) {
        for (int i = 0; i < STEPS; i++) {
            swarm.step();
        }
    }
}
