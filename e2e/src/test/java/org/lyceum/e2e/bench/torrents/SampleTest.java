package org.lyceum.e2e.bench.torrents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void takesTheMedianOfEachFigureByItself() {
        Sample median = Sample.median(List.of(
                new Sample(1, 9, 1, 1, 1, 1, 1, 1, 1, 1),
                new Sample(3, 7, 1, 1, 1, 1, 1, 1, 1, 0),
                new Sample(2, 8, 1, 1, 1, 1, 1, 5, 1, 0)));

        assertThat(median).isEqualTo(new Sample(2, 8, 1, 1, 1, 1, 1, 1, 1, 0));
    }
}
