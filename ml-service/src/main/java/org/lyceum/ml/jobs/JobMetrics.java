package org.lyceum.ml.jobs;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.lyceum.ml.worker.Workers;

/** How busy the node is, and what its engines take. */
public final class JobMetrics implements MeterBinder {

    private final Jobs jobs;
    private final Workers workers;

    public JobMetrics(Jobs jobs, Workers workers) {
        this.jobs = jobs;
        this.workers = workers;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("lyceum.ml.jobs.waiting", jobs, Jobs::waiting)
                .description("Jobs that wait for a worker")
                .register(registry);
        Gauge.builder("lyceum.ml.workers.busy", workers, Workers::busy)
                .description("Worker processes at work")
                .register(registry);
        Gauge.builder("lyceum.ml.workers.memory.peak", workers, Workers::peakMemory)
                .description("The most resident memory of one worker process since the start")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        FunctionCounter.builder("lyceum.ml.workers.crashes", workers, Workers::crashes)
                .description("Crashes of worker processes")
                .register(registry);
    }
}
