package org.lyceum.ml.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.document.Format;
import org.lyceum.ml.engine.MlException;

/**
 * A job as JSON.
 *
 * @param kind {@code ocr} or {@code speech}
 * @param state {@code queued}, {@code running}, {@code done}, {@code failed} or {@code cancelled}
 * @param progress percent
 * @param doing what is being done, for people
 * @param ahead jobs that come before it, while it waits
 * @param cached whether the result was there already
 * @param formats that the result can be had in, once it is there
 * @param error why it failed
 */
record JobView(
        String id,
        String kind,
        String name,
        long bytes,
        String sha256,
        String engine,
        String model,
        String language,
        String state,
        int progress,
        String doing,
        @Nullable Integer ahead,
        boolean cached,
        List<String> formats,
        @Nullable ErrorView error,
        Instant submitted,
        @Nullable Instant started,
        @Nullable Instant finished) {

    /** A failure; {@code reason} is a word, {@code message} for people. */
    record ErrorView(String reason, String message) {

        static ErrorView of(MlException failure) {
            return new ErrorView(word(failure.reason()), failure.getMessage());
        }
    }

    static JobView of(Job job, Jobs jobs) {
        return of(job, job.snapshot().state() == Job.State.QUEUED ? jobs.order() : List.of());
    }

    /** With the order of those that wait, where it is known already. */
    static JobView of(Job job, List<String> order) {
        int ahead = order.indexOf(job.id());
        Job.Snapshot now = job.snapshot();
        return new JobView(
                job.id(),
                word(job.engine().kind()),
                job.upload().name(),
                job.upload().bytes(),
                job.upload().sha256(),
                job.engine().name(),
                job.engine().model(),
                job.language(),
                word(now.state()),
                (int) Math.round(now.share() * 100),
                now.doing(),
                ahead < 0 ? null : Integer.valueOf(ahead),
                now.cached(),
                job.documentNow().map(JobView::formats).orElse(List.of()),
                now.failure() == null ? null : ErrorView.of(now.failure()),
                now.submitted(),
                now.started(),
                now.finished());
    }

    private static List<String> formats(Document document) {
        List<String> formats = new ArrayList<>();
        formats.add("json");
        Format.fitting(document).forEach(format -> formats.add(format.word()));
        if (document instanceof Document.Pages) {
            formats.add("pdf");
        }
        return formats;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
