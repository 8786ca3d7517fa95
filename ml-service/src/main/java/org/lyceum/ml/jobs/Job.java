package org.lyceum.ml.jobs;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.document.Part;
import org.lyceum.ml.engine.EngineInfo;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.PartListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A file on its way to its text. */
public final class Job implements PartListener {

    private final String id;
    private final String person;
    private final Upload upload;
    private final EngineInfo engine;
    private final String language;
    private final InstantSource clock;
    private final Instant submitted;
    private final List<Part> parts = new ArrayList<>();
    private final CompletableFuture<Document> document = new CompletableFuture<>();
    private final Sinks.Many<Long> changes = Sinks.many().replay().latestOrDefault(0L);

    private State state = State.QUEUED;
    private double share;
    private String doing = "waiting";
    private long version;
    private boolean cached;
    private @Nullable Instant started;
    private @Nullable Instant finished;
    private @Nullable MlException failure;

    Job(String id, String person, Upload upload, EngineInfo engine, String language, InstantSource clock) {
        this.id = id;
        this.person = person;
        this.upload = upload;
        this.engine = engine;
        this.language = language;
        this.clock = clock;
        submitted = clock.instant();
    }

    /** Where a job is. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        public boolean isFinal() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }

    /** A job at one moment. */
    record Snapshot(
            State state,
            double share,
            String doing,
            boolean cached,
            Instant submitted,
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable MlException failure) {}

    public String id() {
        return id;
    }

    String person() {
        return person;
    }

    Upload upload() {
        return upload;
    }

    EngineInfo engine() {
        return engine;
    }

    public String language() {
        return language;
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(state, share, doing, cached, submitted, started, finished, failure);
    }

    /** What was read so far, from a part on. */
    public synchronized List<Part> partsFrom(int first) {
        return List.copyOf(parts.subList(first, parts.size()));
    }

    /** The document; fails with an {@link MlException}. */
    public CompletableFuture<Document> document() {
        return document.copy();
    }

    Optional<Document> documentNow() {
        return document.isDone() && !document.isCompletedExceptionally()
                ? Optional.of(document.join())
                : Optional.empty();
    }

    /** Something each time that something changed, once at first; ends with the job. */
    public Flux<Long> changes() {
        return changes.asFlux().onBackpressureLatest();
    }

    synchronized boolean start() {
        if (state != State.QUEUED) {
            return false;
        }
        state = State.RUNNING;
        started = clock.instant();
        doing = "starting the engine";
        changed();
        return true;
    }

    @Override
    public synchronized void part(Part part) {
        if (state == State.RUNNING) {
            parts.add(part);
            changed();
        }
    }

    @Override
    public synchronized void progress(double now, String what) {
        if (state == State.RUNNING) {
            share = Math.max(share, now);
            doing = what;
            changed();
        }
    }

    @Override
    public synchronized boolean isCancelled() {
        return state == State.CANCELLED;
    }

    synchronized void done(Document result, boolean fromCache) {
        if (state.isFinal()) {
            return;
        }
        if (fromCache) {
            parts.clear();
            parts.addAll(
                    switch (result) {
                        case Document.Pages pages -> pages.pages();
                        case Document.Speech speech -> speech.utterances();
                    });
        }
        cached = fromCache;
        share = 1;
        document.complete(result);
        end(State.DONE, "done");
    }

    synchronized void failed(MlException reason) {
        if (!state.isFinal()) {
            failure = reason;
            document.completeExceptionally(reason);
            end(State.FAILED, "failed");
        }
    }

    /** False when it had ended already. */
    synchronized boolean cancel() {
        if (state.isFinal()) {
            return false;
        }
        document.completeExceptionally(new MlException(MlException.Reason.CANCELLED, "called off"));
        end(State.CANCELLED, "called off");
        return true;
    }

    private void end(State how, String what) {
        state = how;
        doing = what;
        finished = clock.instant();
        changed();
        changes.tryEmitComplete();
    }

    private void changed() {
        version++;
        changes.tryEmitNext(version);
    }
}
