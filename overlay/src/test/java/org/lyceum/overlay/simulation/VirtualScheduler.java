package org.lyceum.overlay.simulation;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** Lets what runs on Reactor run in virtual time, all in the thread that moves the time on. */
final class VirtualScheduler implements Scheduler {

    private final VirtualTime time;

    VirtualScheduler(VirtualTime time) {
        this.time = time;
    }

    @Override
    public Disposable schedule(Runnable task) {
        return schedule(task, 0, TimeUnit.MILLISECONDS);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        Disposable scheduled = Disposables.single();
        time.at(time.now() + unit.toMillis(delay), () -> {
            if (!scheduled.isDisposed()) {
                task.run();
            }
        });
        return scheduled;
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
        Disposable repeated = Disposables.single();
        time.at(time.now() + unit.toMillis(initialDelay), () -> repeat(task, unit.toMillis(period), repeated));
        return repeated;
    }

    private void repeat(Runnable task, long period, Disposable repeated) {
        if (!repeated.isDisposed()) {
            time.at(time.now() + period, () -> repeat(task, period, repeated));
            task.run();
        }
    }

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(time.now(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Worker createWorker() {
        return new VirtualWorker();
    }

    private final class VirtualWorker implements Worker {

        private final Disposable.Composite tasks = Disposables.composite();

        @Override
        public Disposable schedule(Runnable task) {
            return schedule(task, 0, TimeUnit.MILLISECONDS);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            Disposable.Swap scheduled = Disposables.swap();
            tasks.add(scheduled);
            scheduled.update(VirtualScheduler.this.schedule(
                    () -> {
                        tasks.remove(scheduled);
                        task.run();
                    },
                    delay,
                    unit));
            return scheduled;
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            Disposable repeated = VirtualScheduler.this.schedulePeriodically(task, initialDelay, period, unit);
            tasks.add(repeated);
            return repeated;
        }

        @Override
        public void dispose() {
            tasks.dispose();
        }

        @Override
        public boolean isDisposed() {
            return tasks.isDisposed();
        }
    }
}
