package org.lyceum.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    private final Figures figures = new Figures();

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.00 kB",
        "9994, 9.99 kB",
        "9995, 10.0 kB",
        "99949, 99.9 kB",
        "999499, 999 kB",
        "999500, 1.00 MB",
        "9223372036854775807, 9.22 EB"
    })
    void writesThreeDigitsOfASize(long bytes, String written) {
        assertThat(figures.bytes(bytes)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "0.5, 50 %", "0.1234, 12.3 %", "0.99999, 99.9 %", "1, 100 %", "1.5, 100 %"})
    void neverSaysAHundredPercentBeforeItIs(double share, String written) {
        assertThat(figures.percent(share)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min 0 s", "3599, 59 min 59 s", "3600, 1 h 0 min", "90000, 1 d 1 h"})
    void writesTheTwoLargestUnitsOfADuration(long seconds, String written) {
        assertThat(figures.duration(seconds)).isEqualTo(written);
    }

    @Test
    void countsInSingularAndPlural() {
        assertThat(figures.count(1, "peer", "peers")).isEqualTo("1 peer");
        assertThat(figures.count(1200, "peer", "peers")).isEqualTo("1,200 peers");
    }

    @Test
    void writesALimitAndWhatAFieldHasForIt() {
        assertThat(figures.limit(0)).isEqualTo("no limit");
        assertThat(figures.limit(500_000)).isEqualTo("500 kB/s");
        assertThat(figures.kilobytes(0)).isEmpty();
        assertThat(figures.kilobytes(1)).isEqualTo("0.001");
        assertThat(figures.kilobytes(1_500_000)).isEqualTo("1500");
    }
}
