package org.lyceum.e2e.bench.measure;

import java.util.List;

/** Measures what processes take from its creation on. */
public final class Meter {

    private final List<ProcessFigures> processes;
    private final double cpuBefore;

    public Meter(List<Long> pids) {
        processes = pids.stream().map(ProcessFigures::new).toList();
        processes.forEach(ProcessFigures::resetPeak);
        cpuBefore = cpuSeconds();
    }

    private double cpuSeconds() {
        return processes.stream().mapToDouble(ProcessFigures::cpuSeconds).sum();
    }

    public Sample.Usage read() {
        return new Sample.Usage(
                cpuSeconds() - cpuBefore,
                processes.stream().mapToLong(ProcessFigures::peakBytes).sum());
    }
}
