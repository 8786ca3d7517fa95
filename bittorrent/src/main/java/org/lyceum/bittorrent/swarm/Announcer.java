package org.lyceum.bittorrent.swarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.tracker.AddressPolicy;
import org.lyceum.bittorrent.tracker.AnnounceEvent;
import org.lyceum.bittorrent.tracker.AnnounceRequest;
import org.lyceum.bittorrent.tracker.AnnounceResponse;
import org.lyceum.bittorrent.tracker.TrackerTiers;
import org.lyceum.bittorrent.tracker.TrackerUrl;

/**
 * Tells a torrent's trackers that we are here and takes the peers that they name: the tiers of BEP 12, one after the
 * other until one answers, again after the interval that it asks for. Lives on the torrent's event loop.
 */
final class Announcer {

    private static final int WANTED_PEERS = 80;

    /** Time for three datagrams (BEP 15), before the next tracker gets its turn. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);
    private static final Duration RETRY_FIRST = Duration.ofSeconds(15);
    private static final Duration RETRY_LONGEST = Duration.ofMinutes(15);
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(10);

    /** How often to look for the answer's consequences. */
    private static final Duration ANSWER_SOON = Duration.ofSeconds(2);

    /** A tracker must not be able to silence us. */
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(2);

    private final EngineContext context;
    private final Swarm swarm;
    private final Progress progress;
    private final int key;
    private TrackerTiers tiers;
    private final Map<String, TrackerStatus> statuses = new LinkedHashMap<>();
    private AnnounceEvent nextEvent = AnnounceEvent.STARTED;
    private @Nullable TrackerUrl lastAnswered;
    private Instant due = Instant.MIN;
    private int failedRounds;
    private boolean completedUntold;
    private boolean running;
    private boolean announcing;

    /** What there was when we started: a tracker is told of what came and went since (BEP 3). */
    private long downloadedBefore;

    private long uploadedBefore;

    /** Figures for announces, in bytes, from the torrent's first day on. */
    interface Progress {
        long downloaded();

        long uploaded();

        /** 0 exactly when this peer is a seed. */
        long left();
    }

    Announcer(EngineContext context, Swarm swarm, Progress progress) {
        this.context = context;
        this.swarm = swarm;
        this.progress = progress;
        key = context.random().nextInt();
        tiers = new TrackerTiers(List.of(), context.random());
    }

    /** Takes these announce URLs by tier; those of an unsupported kind are reported, not asked. */
    void use(List<List<String>> urls) {
        statuses.clear();
        List<List<TrackerUrl>> usable = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int tier = 0; tier < urls.size(); tier++) {
            List<TrackerUrl> inTier = new ArrayList<>();
            for (String url : urls.get(tier)) {
                if (seen.add(url)) {
                    add(url, tier, inTier);
                }
            }
            if (!inTier.isEmpty()) {
                usable.add(inTier);
            }
        }
        tiers = new TrackerTiers(usable, context.random());
    }

    /** Takes these in place of the others: at once, when the tracker that answered last is not among them. */
    void change(List<List<String>> urls) {
        Map<String, TrackerStatus> before = Map.copyOf(statuses);
        use(urls);
        statuses.replaceAll((url, status) -> before.getOrDefault(url, status).inTier(status.tier()));
        if (running && (lastAnswered == null || !statuses.containsKey(lastAnswered.toString()))) {
            failedRounds = 0;
            due = context.clock().instant();
            tick();
        }
    }

    private void add(String url, int tier, List<TrackerUrl> inTier) {
        String problem = null;
        try {
            TrackerUrl parsed = TrackerUrl.parse(url);
            if (parsed.scheme().equals("udp")) {
                inTier.add(parsed);
            } else {
                problem = parsed.scheme() + " trackers are not supported, only udp";
            }
        } catch (BitTorrentException e) {
            problem = e.getMessage();
        }
        statuses.put(url, new TrackerStatus(url, tier, null, null, problem, null));
    }

    List<TrackerStatus> statuses() {
        return List.copyOf(statuses.values());
    }

    void start() {
        if (!running) {
            running = true;
            completedUntold |= nextEvent == AnnounceEvent.COMPLETED;
            nextEvent = AnnounceEvent.STARTED;
            downloadedBefore = progress.downloaded();
            uploadedBefore = progress.uploaded();
            failedRounds = 0;
            due = context.clock().instant();
            tick();
        }
    }

    /** The last piece has come: the tracker is told at once, or as soon as it knows of us. */
    void completed() {
        if (running) {
            completedUntold = nextEvent == AnnounceEvent.STARTED;
            nextEvent = completedUntold ? nextEvent : AnnounceEvent.COMPLETED;
            due = context.clock().instant();
            tick();
        }
    }

    /** Tells the tracker that answered last that we leave; completes when it has answered or could not be reached. */
    CompletableFuture<?> stop() {
        running = false;
        if (lastAnswered == null) {
            return CompletableFuture.completedFuture(null);
        }
        TrackerUrl tracker = lastAnswered;
        lastAnswered = null;
        return announce(tracker, AnnounceEvent.STOPPED).handle((_, _) -> null);
    }

    private CompletableFuture<AnnounceResponse> announce(TrackerUrl tracker, AnnounceEvent event) {
        AnnounceRequest request = new AnnounceRequest(
                swarm.infoHash(),
                context.peerId(),
                progress.downloaded() - downloadedBefore,
                progress.left(),
                progress.uploaded() - uploadedBefore,
                event,
                key,
                event == AnnounceEvent.STOPPED ? 0 : WANTED_PEERS,
                context.port());
        Duration patience = event == AnnounceEvent.STOPPED ? STOP_PATIENCE : PATIENCE;
        return context.trackers()
                .announce(tracker, request, mayNamePrivate(tracker))
                .orTimeout(patience.toSeconds(), TimeUnit.SECONDS);
    }

    /** When {@link #tick} has something to do; null for not before {@link #start}. */
    @Nullable
    Duration untilDue() {
        if (!running) {
            return null;
        }
        return announcing ? ANSWER_SOON : Duration.between(context.clock().instant(), due);
    }

    void tick() {
        if (running && !announcing && !context.clock().instant().isBefore(due)) {
            tiers.restart();
            announceToNext();
        }
    }

    private void announceToNext() {
        Optional<TrackerUrl> next = tiers.next();
        if (next.isEmpty()) {
            announcing = false;
            failedRounds++;
            due = context.clock().instant().plus(retryDelay());
            return;
        }
        announcing = true;
        TrackerUrl tracker = next.get();
        AnnounceEvent event = nextEvent;
        var _ = announce(tracker, event)
                .whenComplete((answer, failure) -> swarm.loop().execute(() -> {
                    if (!running) {
                        announcing = false;
                        if (answer != null && event == AnnounceEvent.STARTED) {
                            // it has only just heard that we are here, when we no longer are
                            var _ = announce(tracker, AnnounceEvent.STOPPED);
                        }
                    } else if (answer != null) {
                        answered(tracker, event, answer);
                    } else {
                        failed(tracker, failure);
                    }
                }));
    }

    private void answered(TrackerUrl tracker, AnnounceEvent event, AnnounceResponse answer) {
        announcing = false;
        failedRounds = 0;
        lastAnswered = tracker;
        tiers.answered(tracker);
        if (nextEvent == event) {
            nextEvent = completedUntold ? AnnounceEvent.COMPLETED : AnnounceEvent.NONE;
            completedUntold = false;
        }
        Instant now = context.clock().instant();
        boolean replaced = !statuses.containsKey(tracker.toString());
        due = nextEvent == AnnounceEvent.NONE && !replaced ? now.plus(bounded(answer.interval())) : now;
        report(tracker, answer.seeders(), answer.leechers(), null);
        AddressPolicy policy = AddressPolicy.of(mayNamePrivate(tracker));
        swarm.found(answer.peers().stream()
                .filter(peer -> policy.allows(peer.getAddress()))
                .toList());
        tick();
    }

    /** A tracker of a torrent's choice may not lead us into our own networks, unless that is allowed to all. */
    private boolean mayNamePrivate(TrackerUrl tracker) {
        return context.settings().privateNetworks()
                || context.ownTrackers().get().contains(tracker.toString());
    }

    private static Duration bounded(Duration interval) {
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            return SHORTEST_INTERVAL;
        }
        return interval.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : interval;
    }

    private void failed(TrackerUrl tracker, @Nullable Throwable failure) {
        report(tracker, null, null, explain(failure));
        tiers.failed(tracker);
        announceToNext();
    }

    private static String explain(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause == null || cause instanceof TimeoutException
                ? "no answer within %d s".formatted(PATIENCE.toSeconds())
                : String.valueOf(cause.getMessage());
    }

    private Duration retryDelay() {
        Duration delay = RETRY_FIRST.multipliedBy(1L << Math.min(failedRounds - 1, 6));
        return delay.compareTo(RETRY_LONGEST) > 0 ? RETRY_LONGEST : delay;
    }

    private void report(
            TrackerUrl tracker, @Nullable Integer seeders, @Nullable Integer leechers, @Nullable String error) {
        statuses.computeIfPresent(
                tracker.toString(),
                (url, before) -> new TrackerStatus(url, before.tier(), seeders, leechers, error, due));
    }
}
