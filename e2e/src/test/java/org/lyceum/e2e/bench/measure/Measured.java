package org.lyceum.e2e.bench.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lyceum.e2e.bench.measure.Sample.Usage;

/**
 * All samples of a row.
 *
 * @param bytes that one receiver gets
 * @param cold the first transfer of its processes
 * @param warm those that count, at least one
 */
public record Measured(String title, long bytes, Sample cold, List<Sample> warm) {

    /** How the titles of such rows begin that say what the machine can do. */
    public static final String LIMIT = "limit: ";

    private static final double MIB = 1024 * 1024;
    private static final double GIB = 1024 * MIB;

    public Measured {
        warm = List.copyOf(warm);
    }

    /** What the machine can do, rather than an engine. */
    public boolean isLimit() {
        return title.startsWith(LIMIT);
    }

    /** MiB a second to one receiver: the last of several. */
    public double speed(Sample sample) {
        return bytes / MIB / sample.seconds();
    }

    public double medianSpeed() {
        return median(this::speed);
    }

    public double slowest() {
        return warm.stream().mapToDouble(this::speed).min().orElseThrow();
    }

    public double fastest() {
        return warm.stream().mapToDouble(this::speed).max().orElseThrow();
    }

    public double median(ToDoubleFunction<Sample> figure) {
        return median(warm.stream().mapToDouble(figure).toArray());
    }

    /** The median of a figure that some rows do not have. */
    public Optional<Double> medianOf(Function<Sample, @Nullable Double> figure) {
        List<Double> values = new ArrayList<>();
        for (Sample sample : warm) {
            Double value = figure.apply(sample);
            if (value != null) {
                values.add(value);
            }
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        median(values.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** CPU seconds of one side for each GiB that one receiver got. */
    public Optional<Double> cpuPerGib(Function<Sample, @Nullable Usage> side) {
        return medianOf(sample -> {
            Usage usage = side.apply(sample);
            return usage == null ? null : usage.cpuSeconds() / (bytes / GIB);
        });
    }

    /** The highest of the peaks of one side, in MiB. */
    public Optional<Double> peakMib(Function<Sample, @Nullable Usage> side) {
        return warm.stream()
                .flatMap(sample -> Optional.ofNullable(side.apply(sample)).stream())
                .map(usage -> usage.peakBytes() / MIB)
                .max(Double::compare);
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
