package org.lyceum.ml.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.engine.EngineHome;
import org.lyceum.ml.engine.Limits;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.lyceum.ml.engine.PartListener;
import org.lyceum.ml.engine.Settings;
import org.lyceum.ml.engine.Summary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The worker processes of a node, started when they are needed. Whatever happens in them, the node gets a result or an
 * {@link MlException}: a process that crashes is replaced and its file tried once more; one that takes too much time or
 * memory, or does not heed being called off, is killed.
 */
public final class Workers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    private static final Duration LOOK = Duration.ofMillis(50);

    /** Of somebody who waits for a PDF. */
    private static final Duration TURN_PATIENCE = Duration.ofSeconds(20);

    private final EngineHome home;
    private final WorkerSettings settings;
    private final Path temporary;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Set<Assignment> busy = ConcurrentHashMap.newKeySet();
    private final Semaphore files;
    private final Semaphore speakers;
    private final AtomicLong crashes = new AtomicLong();
    private final AtomicLong peakMemory = new AtomicLong();
    private final Thread watch;
    private volatile boolean closed;

    public Workers(EngineHome home, WorkerSettings settings) {
        this.home = home;
        this.settings = settings;
        temporary = temporaryFolder(home);
        files = new Semaphore(settings.files());
        speakers = new Semaphore(settings.speakers());
        watch = Thread.ofPlatform().daemon().name("ml-watch").start(this::watch);
    }

    private record Idle(Worker worker, long since) {}

    /**
     * Reads a file; waits until a process is free and all of it is read.
     *
     * @param time after which it is given up
     * @throws MlException when that fails
     */
    public Summary read(String engine, Path media, Settings how, Duration time, PartListener listener) {
        OnceListener once = new OnceListener(listener);
        try {
            return readOnce(engine, media, how, time, once);
        } catch (MlException e) {
            if (e.reason() != Reason.CRASHED) {
                throw e;
            }
            log.warn("{}; it is tried once more", e.getMessage());
            once.again();
            return readOnce(engine, media, how, time, once);
        }
    }

    /**
     * Has pages that were read written as a PDF that looks as they do and can be searched; waits for it.
     *
     * @param media that they were read from
     * @param target a file to be made
     * @throws MlException when that fails
     */
    public void writePdf(String engine, Path media, Document.Pages read, Limits limits, Duration time, Path target) {
        Message.WritePdf order = new Message.WritePdf(engine, media.toString(), read, limits, target.toString());
        if (!tryTakeTurn()) {
            throw new MlException(Reason.BUSY, "files are being read by all workers: try again later");
        }
        try {
            work(engine, order, time, PartListener.nobody());
        } finally {
            files.release();
        }
    }

    private boolean tryTakeTurn() {
        try {
            return files.tryAcquire(TURN_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Summary readOnce(String engine, Path media, Settings how, Duration time, PartListener listener) {
        files.acquireUninterruptibly();
        try {
            listener.checkCancelled();
            return work(engine, new Message.Read(engine, media.toString(), how), time, listener);
        } finally {
            files.release();
        }
    }

    private Summary work(String engine, Message order, Duration time, PartListener listener) {
        Worker worker = take(engine);
        Assignment assignment = new Assignment(worker, settings.memory(), time, listener::isCancelled);
        busy.add(assignment);
        try {
            worker.send(order);
            while (true) {
                switch (worker.receive()) {
                    case Message.Progress progress -> listener.progress(progress.share(), progress.doing());
                    case Message.PageRead read -> listener.part(read.page());
                    case Message.Heard heard -> listener.part(heard.utterance());
                    case Message.Done done -> {
                        return done.summary();
                    }
                    case Message.Failed failed -> throw new MlException(failed.reason(), failed.message());
                    default -> worker.kill(new MlException(Reason.CRASHED, engine + " has lost its way"));
                }
            }
        } catch (MlException e) {
            if (e.reason() == Reason.CRASHED) {
                crashes.incrementAndGet();
            }
            throw e;
        } finally {
            busy.remove(assignment);
            peakMemory.accumulateAndGet(assignment.peak(), Math::max);
            // an order to stop that came too late would stop the next file
            giveBack(worker, assignment.wasToldToStop());
        }
    }

    /**
     * Follows somebody who speaks.
     *
     * @param sampleRate in Hz
     * @param longest time that they may speak
     * @throws MlException when too many are followed already, or no process can be started
     */
    public LiveSpeech listen(String engine, int sampleRate, Duration longest, LiveSpeech.Listener listener) {
        if (!speakers.tryAcquire()) {
            throw new MlException(
                    Reason.BUSY,
                    "%d people are being listened to already, which is as many as this node can follow"
                            .formatted(settings.speakers()));
        }
        boolean started = false;
        try {
            Worker worker = take(engine);
            Assignment assignment = new Assignment(worker, settings.memory(), longest, () -> false);
            busy.add(assignment);
            LiveSpeech speech = new LiveSpeech(worker, listener, healthy -> {
                busy.remove(assignment);
                peakMemory.accumulateAndGet(assignment.peak(), Math::max);
                giveBack(worker, !healthy);
                speakers.release();
            });
            // from here on it gives back what was taken
            started = true;
            speech.start(engine, sampleRate);
            return speech;
        } finally {
            if (!started) {
                speakers.release();
            }
        }
    }

    /** Crashes of native code since the start. */
    public long crashes() {
        return crashes.get();
    }

    /** The most resident memory that one process has taken since the start, in bytes. */
    public long peakMemory() {
        return peakMemory.get();
    }

    /** Processes that are at work. */
    public int busy() {
        return busy.size();
    }

    /** One that has the engine open, if there is; any other; or a new one. */
    private Worker take(String engine) {
        if (closed) {
            throw stopping();
        }
        Worker worker = takeIdle(engine);
        if (worker == null) {
            worker = Worker.start(home, temporary, settings);
        }
        worker.engine(engine);
        return worker;
    }

    private @Nullable Worker takeIdle(String engine) {
        synchronized (idle) {
            idle.removeIf(each -> !each.worker.isAlive());
            for (Iterator<Idle> each = idle.iterator(); each.hasNext(); ) {
                Worker worker = each.next().worker;
                if (worker.engine().equals(engine)) {
                    each.remove();
                    return worker;
                }
            }
            return idle.isEmpty() ? null : idle.removeFirst().worker;
        }
    }

    private void giveBack(Worker worker, boolean isSpoilt) {
        if (isSpoilt || closed || !worker.isAlive()) {
            worker.close();
            return;
        }
        synchronized (idle) {
            idle.addLast(new Idle(worker, System.nanoTime()));
        }
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(LOOK);
                busy.forEach(Assignment::check);
                endIdle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endIdle() {
        long now = System.nanoTime();
        synchronized (idle) {
            idle.removeIf(each -> {
                boolean tooLong = now - each.since > settings.idle().toNanos();
                if (tooLong) {
                    each.worker.close();
                }
                return tooLong;
            });
        }
    }

    private static MlException stopping() {
        return new MlException(Reason.UNAVAILABLE, "this node is stopping");
    }

    @Override
    public void close() {
        closed = true;
        watch.interrupt();
        busy.forEach(assignment -> assignment.kill(stopping()));
        synchronized (idle) {
            idle.forEach(each -> each.worker.close());
            idle.clear();
        }
        try {
            FileSystemUtils.deleteRecursively(temporary);
        } catch (IOException e) {
            log.debug("{} is still in use", temporary, e);
        }
    }

    /** Where workers that are killed leave what they would have removed. */
    private static Path temporaryFolder(EngineHome home) {
        try {
            return Files.createTempDirectory(Files.createDirectories(home.temporary()), "workers-");
        } catch (IOException e) {
            throw new MlException(
                    Reason.UNAVAILABLE, "%s: cannot be made (%s)".formatted(home.temporary(), e.getMessage()), e);
        }
    }
}
