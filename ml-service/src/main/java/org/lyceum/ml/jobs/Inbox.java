package org.lyceum.ml.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.util.FileSystemUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The folder where uploads wait to be read. What an earlier run left there is removed at the start. */
public final class Inbox {

    private static final String FILE = "file";

    private final Path folder;
    private final long maxBytes;
    private final Duration patience;

    /**
     * An empty one.
     *
     * @param maxBytes of an upload
     * @param patience with a sender who says nothing
     */
    public Inbox(Path folder, long maxBytes, Duration patience) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.patience = patience;
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new MlException(
                    Reason.UNAVAILABLE, "%s: cannot be emptied (%s)".formatted(folder, e.getMessage()), e);
        }
    }

    /**
     * A form with one file, in the part {@code file}.
     *
     * @param fields the other parts; several of one name are joined by commas
     */
    public record Form(Upload upload, Map<String, String> fields) {

        /** Empty when it was not given. */
        public String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    /** A body that is the file itself. */
    Mono<Upload> receive(String name, Flux<DataBuffer> body) {
        return withDraft((draft, _) -> {
            draft.name(name);
            return body.timeout(patience)
                    .publishOn(Schedulers.boundedElastic())
                    .doOnNext(buffer -> {
                        try {
                            draft.append(buffer);
                        } finally {
                            DataBufferUtils.release(buffer);
                        }
                    })
                    .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                    .then(Mono.fromCallable(draft::finish));
        });
    }

    /** A form as browsers and {@code curl -F} send it. */
    public Mono<Form> receive(Flux<PartEvent> parts) {
        return withDraft((draft, fields) -> parts.timeout(patience)
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(part -> accept(part, draft, fields))
                .doOnDiscard(PartEvent.class, part -> DataBufferUtils.release(part.content()))
                .then(Mono.fromCallable(() -> {
                    if (!fields.containsKey(FILE)) {
                        throw new MlException(Reason.UNREADABLE, "part 'file': missing, expected the file to read");
                    }
                    return new Form(draft.finish(), fields);
                })));
    }

    private static void accept(PartEvent part, Draft draft, Map<String, String> fields) {
        try {
            switch (part) {
                case FilePartEvent file
                when file.name().equals(FILE) -> {
                    draft.name(file.filename());
                    fields.put(FILE, file.filename());
                    draft.append(file.content());
                }
                case FormPartEvent field
                when !field.name().equals(FILE) ->
                    fields.merge(field.name(), field.value(), (one, other) -> one + "," + other);
                case FormPartEvent _ ->
                    throw new MlException(Reason.UNREADABLE, "part 'file': has no file name, expected a file");
                default ->
                    throw new MlException(
                            Reason.UNREADABLE,
                            "part '%s': a file, expected it in the part 'file'".formatted(part.name()));
            }
        } finally {
            DataBufferUtils.release(part.content());
        }
    }

    private <T> Mono<T> withDraft(Filling<T> filling) {
        Map<String, String> fields = new HashMap<>();
        return Mono.using(() -> new Draft(folder, maxBytes), draft -> filling.fill(draft, fields), Draft::close)
                .subscribeOn(Schedulers.boundedElastic());
    }

    @FunctionalInterface
    private interface Filling<T> {

        Mono<T> fill(Draft draft, Map<String, String> fields);
    }

    /** A new empty file, for what is made of an upload. */
    Path newFile() {
        try {
            Files.createDirectories(folder);
            return Files.createTempFile(folder, "made-", "");
        } catch (IOException e) {
            throw new MlException(Reason.UNAVAILABLE, "%s: cannot be used (%s)".formatted(folder, e.getMessage()), e);
        }
    }

    /** Removes an upload that is not needed any more. */
    public static void remove(Upload upload) {
        remove(upload.file());
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new MlException(Reason.UNAVAILABLE, "%s: cannot be removed (%s)".formatted(file, e.getMessage()), e);
        }
    }
}
