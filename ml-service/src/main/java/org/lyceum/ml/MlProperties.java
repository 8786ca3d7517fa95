package org.lyceum.ml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.engine.Limits;
import org.lyceum.ml.jobs.Jobs.JobSettings;
import org.lyceum.ml.worker.WorkerSettings;
import org.lyceum.web.StartupException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much a node reads for others.
 *
 * @param workers processes that read files, 0 for one a processor
 * @param speakers people who can be followed live at once, each by a process of its own
 * @param heap of a process's Java code
 * @param memory of a process in all, resident, native code included
 * @param idle after which a process that has nothing to do is ended
 * @param waiting jobs that may wait
 * @param waitingPerPerson jobs of one person that may wait
 * @param upload largest file that is taken
 * @param uploadPatience with a sender who says nothing, or a speaker
 * @param time that a job may take, and a speaker
 * @param pages of a document
 * @param pixels of a page
 * @param recording longest that is read
 * @param results room for what was read, so that it is not read again
 * @param tessdata a further folder of Tesseract's {@code *.traineddata}
 */
@ConfigurationProperties("lyceum.ml")
record MlProperties(
        @DefaultValue("0") int workers,
        @DefaultValue("2") int speakers,
        @DefaultValue("768MB") DataSize heap,
        @DefaultValue("2GB") DataSize memory,
        @DefaultValue("5m") Duration idle,
        @DefaultValue("500") int waiting,
        @DefaultValue("100") int waitingPerPerson,
        @DefaultValue("1GB") DataSize upload,
        @DefaultValue("30s") Duration uploadPatience,
        @DefaultValue("1h") Duration time,
        @DefaultValue("1000") int pages,
        @DefaultValue("60000000") long pixels,
        @DefaultValue("6h") Duration recording,
        @DefaultValue("2GB") DataSize results,
        @Nullable Path tessdata) {

    private static final int REMEMBERED = 1000;

    MlProperties {
        if (workers < 0) {
            throw wrong("workers", workers, "0 or more");
        }
        requirePositive("speakers", speakers);
        requirePositive("waiting", waiting);
        requirePositive("waiting-per-person", waitingPerPerson);
        requirePositive("pages", pages);
        requirePositive("pixels", pixels);
        requirePositive("heap", heap.toBytes());
        requirePositive("memory", memory.toBytes());
        requirePositive("upload", upload.toBytes());
        requirePositive("results", results.toBytes());
        requirePositive("idle", idle.toMillis());
        requirePositive("upload-patience", uploadPatience.toMillis());
        requirePositive("time", time.toMillis());
        requirePositive("recording", recording.toSeconds());
        workers = workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
    }

    private static void requirePositive(String property, long value) {
        if (value < 1) {
            throw wrong(property, value, "more than 0");
        }
    }

    private static StartupException wrong(String property, long value, String expected) {
        return new StartupException("lyceum.ml.%s is %d, expected %s.".formatted(property, value, expected));
    }

    WorkerSettings workerSettings() {
        return new WorkerSettings(workers, speakers, heap.toBytes(), memory.toBytes(), idle);
    }

    JobSettings jobSettings() {
        return new JobSettings(
                workers, waiting, waitingPerPerson, REMEMBERED, time, new Limits(pages, pixels, recording.toSeconds()));
    }

    Optional<Path> languageData() {
        return Optional.ofNullable(tessdata);
    }
}
