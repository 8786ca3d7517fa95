package org.lyceum.bittorrent.choker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FreeRiderTest {

    private static final int SEEDS = 3;

    /** Over twenty seeds the factor was 1.85 and more with classic rounds, 1.70 and more with those of BEP 3. */
    @ParameterizedTest
    @MethodSource("org.lyceum.bittorrent.choker.ChokePolicyTest#policies")
    void aFreeRiderTakesOneAndAHalfTimesAsLongAsTheSlowestOfTheOthers(Function<RandomGenerator, ChokePolicy> policy) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(new SimulatedSwarm(policy, 0, seed).factor()).isGreaterThan(1.5);
        }
    }

    @ParameterizedTest
    @MethodSource("org.lyceum.bittorrent.choker.ChokePolicyTest#policies")
    void aPeerThatGivesAsMuchAsTheOthersIsDoneWithThem(Function<RandomGenerator, ChokePolicy> policy) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(new SimulatedSwarm(policy, SimulatedSwarm.UPLOAD, seed).factor())
                    .isBetween(0.9, 1.1);
        }
    }
}
