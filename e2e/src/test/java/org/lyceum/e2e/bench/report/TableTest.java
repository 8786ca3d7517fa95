package org.lyceum.e2e.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsNamesToTheLeftAndFiguresToTheRight() {
        Table table = new Table("", "MiB/s").row(List.of("Lyceum", "7")).row(List.of("aria2", "1200"));

        assertThat(table.toString()).isEqualTo("""
                        |        | MiB/s |
                        |--------|------:|
                        | Lyceum |     7 |
                        | aria2  |  1200 |
                        """);
    }

    @Test
    void refusesARowOfAnotherLength() {
        Table table = new Table("", "MiB/s");

        assertThatThrownBy(() -> table.row(List.of("Lyceum")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 cells in a table of 2 columns");
    }
}
