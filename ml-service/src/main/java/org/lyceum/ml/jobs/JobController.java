package org.lyceum.ml.jobs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.document.Format;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What becomes of jobs. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobController {

    private static final String JSON = "json";
    private static final int CHUNK = 64 << 10;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** More often, people cannot read it. */
    private static final Duration PACE = Duration.ofMillis(100);

    private final Jobs jobs;

    JobController(Jobs jobs) {
        this.jobs = jobs;
    }

    @GetMapping
    List<JobView> all() {
        List<String> order = jobs.order();
        return jobs.all().stream().map(job -> JobView.of(job, order)).toList();
    }

    @GetMapping("/{id}")
    JobView one(@PathVariable String id) {
        return JobView.of(jobs.get(id), jobs);
    }

    /** Calls a job off; forgets one that has ended. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable String id) {
        jobs.cancel(jobs.get(id));
    }

    /** The job each time that it changes, until it has ended. */
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<JobView>> events(@PathVariable String id) {
        Job job = jobs.get(id);
        Flux<ServerSentEvent<JobView>> changes = Flux.concat(job.changes().sample(PACE), Flux.just(0L))
                .map(_ -> ServerSentEvent.builder(JobView.of(job, jobs))
                        .event("job")
                        .build());
        Flux<ServerSentEvent<JobView>> heartbeat = Flux.interval(HEARTBEAT)
                .onBackpressureDrop()
                .map(_ -> ServerSentEvent.<JobView>builder().comment("").build());
        return changes.publish(told -> Flux.merge(told, heartbeat.takeUntilOther(told.ignoreElements())));
    }

    /** The document as JSON, or in a format of its kind. */
    @GetMapping("/{id}/result")
    ResponseEntity<?> result(@PathVariable String id, @RequestParam(defaultValue = JSON) String format) {
        Job job = jobs.get(id);
        Document document = job.documentNow().orElseThrow(() -> noResult(job));
        if (format.equals(JSON)) {
            return ResponseEntity.ok(document);
        }
        String text = Format.of(format)
                .flatMap(each -> each.write(document))
                .orElseThrow(() -> new MlException(
                        Reason.UNSUPPORTED,
                        "format '%s': expected one of %s"
                                .formatted(
                                        format,
                                        String.join(", ", JobView.of(job, jobs).formats()))));
        return ResponseEntity.ok()
                .contentType(new MediaType(
                        MediaType.parseMediaType(Format.of(format).orElseThrow().mediaType()), StandardCharsets.UTF_8))
                .body(text);
    }

    /** Pages as a PDF that looks as they do and can be searched. */
    @GetMapping(path = "/{id}/result", params = "format=pdf")
    Mono<ResponseEntity<Flux<DataBuffer>>> pdf(@PathVariable String id) {
        Job job = jobs.get(id);
        if (job.documentNow().isEmpty()) {
            throw noResult(job);
        }
        return Mono.fromCallable(() -> jobs.searchablePdf(job))
                .subscribeOn(Schedulers.boundedElastic())
                .map(file -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_PDF)
                        .body(DataBufferUtils.read(file, new DefaultDataBufferFactory(), CHUNK)
                                .doFinally(_ -> Inbox.remove(file))));
    }

    private static RuntimeException noResult(Job job) {
        MlException failure = job.snapshot().failure();
        if (failure != null) {
            return failure;
        }
        return job.snapshot().state() == Job.State.CANCELLED
                ? new MlException(Reason.CANCELLED, "the job was called off")
                : new ResponseStatusException(HttpStatus.CONFLICT, "the job is not done yet");
    }
}
