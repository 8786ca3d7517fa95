package org.lyceum.e2e.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void aValueStandsBehindTheColon() {
        List<String> lines = List.of("processor\t: 0", "model name\t: A CPU: fast", "model name\t: another");

        assertThat(Machine.value(lines, "model name")).isEqualTo("A CPU: fast");
    }

    @Test
    void thisMachineHasCoresAndMemory() {
        Machine here = Machine.here();

        assertThat(here.cores()).isPositive();
        assertThat(here.memoryBytes()).isGreaterThan(1L << 28);
    }
}
