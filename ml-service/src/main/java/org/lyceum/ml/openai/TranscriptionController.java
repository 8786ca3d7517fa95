package org.lyceum.ml.openai;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.document.Format;
import org.lyceum.ml.document.Part;
import org.lyceum.ml.engine.EngineInfo.Kind;
import org.lyceum.ml.engine.Engines;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.lyceum.ml.jobs.Inbox;
import org.lyceum.ml.jobs.Job;
import org.lyceum.ml.jobs.Jobs;
import org.lyceum.ml.jobs.MlStatus;
import org.lyceum.ml.jobs.Person;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * {@code POST /v1/audio/transcriptions} as OpenAI defines it. {@code model} may name an engine of this node; any other,
 * such as {@code whisper-1}, is the usual engine. {@code prompt} and {@code temperature} say nothing to it. A request
 * that is broken off calls its job off.
 */
@RestController
class TranscriptionController {

    private static final List<String> FORMATS = List.of("json", "text", "srt", "verbose_json", "vtt");

    private final Jobs jobs;
    private final Inbox inbox;
    private final Engines engines;

    TranscriptionController(Jobs jobs, Inbox inbox, Engines engines) {
        this.jobs = jobs;
        this.inbox = inbox;
        this.engines = engines;
    }

    @PostMapping(path = "/v1/audio/transcriptions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<?>> transcribe(@RequestBody Flux<PartEvent> parts, ServerHttpRequest request) {
        return inbox.receive(parts)
                .flatMap(form -> Mono.fromCallable(() -> submit(form, Person.of(request)))
                        .subscribeOn(Schedulers.boundedElastic())
                        .flatMap(job -> answer(job, form)));
    }

    private Job submit(Inbox.Form form, String person) {
        String format = format(form);
        if (!FORMATS.contains(format)) {
            Inbox.remove(form.upload());
            throw new MlException(
                    Reason.UNSUPPORTED,
                    "response_format '%s': expected one of %s".formatted(format, String.join(", ", FORMATS)));
        }
        String model = form.field("model");
        boolean isOurs = engines.installed().stream()
                .anyMatch(info -> info.kind() == Kind.SPEECH && info.name().equals(model));
        return jobs.submit(person, Kind.SPEECH, isOurs ? model : "", form.field("language"), form.upload());
    }

    private static String format(Inbox.Form form) {
        String format = form.field("response_format");
        return format.isEmpty() ? "json" : format;
    }

    private Mono<ResponseEntity<?>> answer(Job job, Inbox.Form form) {
        if (form.field("stream").equals("true")) {
            return Mono.just(ResponseEntity.ok()
                    .contentType(MediaType.TEXT_EVENT_STREAM)
                    .body(events(job).doOnCancel(() -> jobs.cancel(job))));
        }
        return Mono.fromFuture(job.document())
                .doOnCancel(() -> jobs.cancel(job))
                .onErrorMap(
                        CompletionException.class, failure -> failure.getCause() == null ? failure : failure.getCause())
                .map(document -> write(job, (Document.Speech) document, form));
    }

    private static ResponseEntity<?> write(Job job, Document.Speech speech, Inbox.Form form) {
        return switch (format(form)) {
            case "text" -> text(MediaType.TEXT_PLAIN, speech.text() + "\n");
            case "srt" -> text(MediaType.TEXT_PLAIN, Format.SRT.write(speech).orElseThrow());
            case "vtt" ->
                text(
                        MediaType.parseMediaType(Format.VTT.mediaType()),
                        Format.VTT.write(speech).orElseThrow());
            case "verbose_json" -> {
                List<String> wanted =
                        Arrays.asList(form.field("timestamp_granularities[]").split(",", -1));
                yield ResponseEntity.ok(VerboseTranscription.of(
                        speech,
                        job.language(),
                        wanted.contains("word"),
                        !wanted.contains("word") || wanted.contains("segment")));
            }
            default -> ResponseEntity.ok(new Transcription(speech.text()));
        };
    }

    private static ResponseEntity<?> text(MediaType type, String text) {
        return ResponseEntity.ok()
                .contentType(new MediaType(type, StandardCharsets.UTF_8))
                .body(text);
    }

    /** The text as it grows; each piece after the first begins with a space. */
    private static Flux<ServerSentEvent<Object>> events(Job job) {
        AtomicInteger told = new AtomicInteger();
        Flux<Part> parts = job.changes().concatWithValues(0L).concatMapIterable(_ -> {
            List<Part> more = job.partsFrom(told.get());
            told.addAndGet(more.size());
            return more;
        });
        Flux<Object> deltas = parts.index((index, part) -> new Delta(index == 0 ? part.text() : " " + part.text()));
        Mono<Object> end = Mono.fromFuture(job.document())
                .<Object>map(document -> new Done(document.text()))
                .onErrorResume(failure -> Mono.just(ErrorAnswer.of(failure)));
        return deltas.concatWith(end).map(data -> ServerSentEvent.builder(data).build());
    }

    record Transcription(String text) {}

    /** An event that brings more text. */
    record Delta(String type, String delta) {

        Delta(String delta) {
            this("transcript.text.delta", delta);
        }
    }

    /** The event that ends a transcription. */
    record Done(String type, String text) {

        Done(String text) {
            this("transcript.text.done", text);
        }
    }

    /** In OpenAI's shape, which its clients show. */
    @ExceptionHandler
    ResponseEntity<ErrorAnswer> failed(MlException failure) {
        return ResponseEntity.status(MlStatus.of(failure.reason())).body(ErrorAnswer.of(failure));
    }
}
