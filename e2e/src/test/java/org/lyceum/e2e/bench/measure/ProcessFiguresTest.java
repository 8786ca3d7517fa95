package org.lyceum.e2e.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessFiguresTest {

    private static final String AFTER_NAME = " S 1 4242 4242 0 -1 4194304 900 0 7 0 250 35 11 22 20 0 9 0 1234 99 88";

    @ParameterizedTest
    @ValueSource(strings = {"java", "tmux: server", "a (b) c", ") S 1 2 3", "("})
    void cpuTimeIsReadPastAnyName(String name) {
        assertThat(ProcessFigures.cpuSeconds("4242 (" + name + ")" + AFTER_NAME + "\n"))
                .isEqualTo(2.85);
    }

    @Test
    void thePeakIsInBytes() {
        assertThat(ProcessFigures.peakBytes(List.of("Name:\tjava", "VmPeak:\t  9000 kB", "VmHWM:\t   1234 kB")))
                .isEqualTo(1234 * 1024);
    }

    @Test
    void aKernelThatTellsNoPeakIsSaidToBeOne() {
        assertThatThrownBy(() -> ProcessFigures.peakBytes(List.of("Name:\tjava")))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("VmHWM");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisProcessHasUsedBoth() {
        ProcessFigures own = new ProcessFigures(ProcessHandle.current().pid());

        assertThat(own.cpuSeconds()).isPositive();
        assertThat(own.peakBytes()).isGreaterThan(1024 * 1024);
    }

    @Test
    void aProcessThatIsGoneIsNamed() {
        assertThatThrownBy(() -> new ProcessFigures(Long.MAX_VALUE).cpuSeconds())
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("/proc/" + Long.MAX_VALUE);
    }
}
