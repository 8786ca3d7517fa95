package org.lyceum.ml.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lyceum.ml.document.Document;
import org.lyceum.ml.document.Page;
import org.lyceum.ml.document.Part;
import org.lyceum.ml.document.Utterance;
import org.lyceum.ml.engine.EngineInfo;
import org.lyceum.ml.engine.Engines;
import org.lyceum.ml.engine.Limits;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.lyceum.ml.engine.Settings;
import org.lyceum.ml.engine.Summary;
import org.lyceum.ml.worker.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes jobs, and has as many done at once as there are worker processes. */
public final class Jobs implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Jobs.class);

    private final Engines engines;
    private final Workers workers;
    private final Results results;
    private final Inbox inbox;
    private final JobSettings settings;
    private final InstantSource clock;
    private final JobQueue queue;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private boolean closed;

    public Jobs(
            Engines engines, Workers workers, Results results, Inbox inbox, JobSettings settings, InstantSource clock) {
        this.engines = engines;
        this.workers = workers;
        this.results = results;
        this.inbox = inbox;
        this.settings = settings;
        this.clock = clock;
        queue = new JobQueue(settings.waiting(), settings.waitingPerPerson());
        for (int i = 0; i < settings.atOnce(); i++) {
            Thread.ofPlatform().daemon().name("ml-job-" + i).start(this::work);
        }
    }

    /**
     * How jobs are dealt with.
     *
     * @param atOnce jobs that are done at the same time
     * @param waiting jobs that may wait, of one person {@code waitingPerPerson}
     * @param remembered jobs that one can ask for after they have ended
     * @param time that one may take
     */
    public record JobSettings(
            int atOnce, int waiting, int waitingPerPerson, int remembered, Duration time, Limits limits) {}

    /**
     * Takes a job over, and its upload with it.
     *
     * @param person for whom it is, which decides whose turn it is
     * @param engine empty for the usual one
     * @param language empty for the engine's usual one
     * @throws MlException when there is no such engine or language, or no room
     */
    public Job submit(String person, EngineInfo.Kind kind, String engine, String language, Upload upload) {
        try {
            EngineInfo info = engines.of(kind, engine);
            Job job = new Job(UUID.randomUUID().toString(), person, upload, info, info.language(language), clock);
            Optional<Document> known = results.find(key(job));
            if (known.isPresent()) {
                Inbox.remove(upload);
                job.done(known.get(), true);
                remember(job);
            } else {
                enqueue(job);
            }
            return job;
        } catch (MlException e) {
            Inbox.remove(upload);
            throw e;
        }
    }

    private synchronized void enqueue(Job job) {
        if (closed) {
            throw new MlException(Reason.UNAVAILABLE, "this node is stopping");
        }
        queue.offer(new JobQueue.Entry(job.id(), job.person(), job.upload().bytes()));
        remember(job);
        notifyAll();
    }

    private synchronized void remember(Job job) {
        jobs.put(job.id(), job);
        Iterator<Job> oldest = jobs.values().iterator();
        int tooMany = jobs.size() - settings.remembered() - queue.size() - settings.atOnce();
        while (tooMany > 0 && oldest.hasNext()) {
            if (oldest.next().snapshot().state().isFinal()) {
                oldest.remove();
                tooMany--;
            }
        }
    }

    /** All that are remembered, the oldest first. */
    public synchronized List<Job> all() {
        return List.copyOf(jobs.values());
    }

    /**
     * A job by its id.
     *
     * @throws MlException when it is not known, or was forgotten
     */
    public synchronized Job get(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            throw new MlException(Reason.NOT_FOUND, "job '%s' is not known here".formatted(id));
        }
        return job;
    }

    /**
     * Writes the pages of a job as a PDF that can be searched; waits for it.
     *
     * @return a file that the caller removes
     * @throws MlException when they were no pages, or what they were read from had to make room
     */
    Path searchablePdf(Job job) {
        if (!(job.documentNow().orElse(null) instanceof Document.Pages pages)) {
            throw new MlException(Reason.UNSUPPORTED, "only pages that were read can be had as a PDF");
        }
        Path media = results.media(key(job))
                .orElseThrow(() -> new MlException(
                        Reason.NOT_FOUND, "what this was read from had to make room: have it read again"));
        Path target = inbox.newFile();
        try {
            workers.writePdf(job.engine().name(), media, pages, settings.limits(), settings.time(), target);
            return target;
        } catch (MlException e) {
            Inbox.remove(target);
            throw e;
        }
    }

    /** Ids of those that wait, the next one first. */
    synchronized List<String> order() {
        return queue.order();
    }

    synchronized int waiting() {
        return queue.size();
    }

    /** Calls a job off, or forgets one that has ended. */
    public void cancel(Job job) {
        boolean waited;
        synchronized (this) {
            waited = queue.remove(job.id());
            if (!job.cancel()) {
                jobs.remove(job.id());
            }
        }
        if (waited) {
            Inbox.remove(job.upload());
        }
    }

    private void work() {
        try {
            while (true) {
                Job job = next();
                if (job.start()) {
                    run(job);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Job next() throws InterruptedException {
        while (true) {
            Optional<JobQueue.Entry> entry = queue.poll();
            if (entry.isPresent()) {
                Job job = jobs.get(entry.get().id());
                if (job != null) {
                    return job;
                }
            } else if (closed) {
                throw new InterruptedException("closed");
            } else {
                wait();
            }
        }
    }

    private void run(Job job) {
        try {
            String key = key(job);
            Optional<Document> meanwhile = results.find(key);
            if (meanwhile.isPresent()) {
                job.done(meanwhile.get(), true);
                return;
            }
            Settings how = new Settings(job.language(), settings.limits());
            Summary summary = workers.read(job.engine().name(), job.upload().file(), how, settings.time(), job);
            Document document = document(job, summary);
            results.put(key, document, job.upload());
            job.done(document, false);
        } catch (MlException e) {
            job.failed(e);
        } catch (RuntimeException e) {
            log.error("job {} has failed", job.id(), e);
            job.failed(new MlException(Reason.UNAVAILABLE, "the node has failed (%s)".formatted(e), e));
        } finally {
            Inbox.remove(job.upload());
        }
    }

    private static Document document(Job job, Summary summary) {
        List<Page> pages = new ArrayList<>();
        List<Utterance> utterances = new ArrayList<>();
        for (Part part : job.partsFrom(0)) {
            switch (part) {
                case Page page -> pages.add(page);
                case Utterance utterance -> utterances.add(utterance);
            }
        }
        return switch (job.engine().kind()) {
            case OCR -> new Document.Pages(pages);
            case SPEECH -> new Document.Speech(summary.seconds(), job.language(), utterances);
        };
    }

    private static String key(Job job) {
        return Results.key(job.upload(), job.engine(), job.language());
    }

    /** Calls off what is left; the workers are closed by their owner. */
    @Override
    public void close() {
        List<Job> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(jobs.values());
            notifyAll();
        }
        left.forEach(Job::cancel);
    }
}
