package org.lyceum.e2e.bench.picker;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one request costs the picker, with what goes with it: its answer, and what peers get meanwhile. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PickerBenchmark {

    @Param
    public PickerMode mode = PickerMode.RAREST_FIRST;

    private PickerSwarm swarm = new PickerSwarm(PickerMode.END_GAME);

    /** Builds the swarm. */
    @Setup
    public void gather() {
        swarm = new PickerSwarm(mode);
    }

    /** One request and its answer. */
    @Benchmark
    public long request() {
        swarm.step();
        return swarm.requests();
    }

    /** A peer leaves, and another comes with as many pieces. */
    @Benchmark
    public long replacePeer() {
        swarm.replacePeer();
        return swarm.requests();
    }
}
