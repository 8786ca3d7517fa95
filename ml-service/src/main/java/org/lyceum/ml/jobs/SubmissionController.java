package org.lyceum.ml.jobs;

import java.net.URI;
import org.lyceum.ml.engine.EngineInfo.Kind;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes files: as a form with the part {@code file} and, if need be, {@code engine} and {@code language}; or as the body
 * itself, with the same as parameters, and the file's {@code name}. Answers 202 and the job.
 */
@RestController
class SubmissionController {

    private static final String OCR = "/api/v1/ocr";
    private static final String TRANSCRIPTIONS = "/api/v1/transcriptions";

    private final Jobs jobs;
    private final Inbox inbox;

    SubmissionController(Jobs jobs, Inbox inbox) {
        this.jobs = jobs;
        this.inbox = inbox;
    }

    @PostMapping(path = OCR, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<JobView>> ocrOfForm(@RequestBody Flux<PartEvent> parts, ServerHttpRequest request) {
        return submitForm(Kind.OCR, parts, request);
    }

    @PostMapping(path = TRANSCRIPTIONS, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<JobView>> transcriptionOfForm(@RequestBody Flux<PartEvent> parts, ServerHttpRequest request) {
        return submitForm(Kind.SPEECH, parts, request);
    }

    @PostMapping(OCR)
    Mono<ResponseEntity<JobView>> ocrOfBody(
            @RequestParam(defaultValue = "") String engine,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String name,
            ServerHttpRequest request) {
        return submitBody(Kind.OCR, engine, language, name, request);
    }

    @PostMapping(TRANSCRIPTIONS)
    Mono<ResponseEntity<JobView>> transcriptionOfBody(
            @RequestParam(defaultValue = "") String engine,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String name,
            ServerHttpRequest request) {
        return submitBody(Kind.SPEECH, engine, language, name, request);
    }

    private Mono<ResponseEntity<JobView>> submitForm(Kind kind, Flux<PartEvent> parts, ServerHttpRequest request) {
        return inbox.receive(parts)
                .flatMap(form ->
                        submit(kind, form.field("engine"), form.field("language"), form.upload(), Person.of(request)));
    }

    private Mono<ResponseEntity<JobView>> submitBody(
            Kind kind, String engine, String language, String name, ServerHttpRequest request) {
        Flux<DataBuffer> body = request.getBody();
        return inbox.receive(name, body).flatMap(upload -> submit(kind, engine, language, upload, Person.of(request)));
    }

    private Mono<ResponseEntity<JobView>> submit(
            Kind kind, String engine, String language, Upload upload, String person) {
        return Mono.fromCallable(() -> {
                    Job job = jobs.submit(person, kind, engine, language, upload);
                    return ResponseEntity.accepted()
                            .location(URI.create("/api/v1/jobs/" + job.id()))
                            .body(JobView.of(job, jobs));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
