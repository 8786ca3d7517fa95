package org.lyceum.bittorrent.tracker;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.tracker.UdpExchanges.Action;
import org.lyceum.bittorrent.tracker.UdpExchanges.Query;

/**
 * Announces to and scrapes UDP trackers (BEP 15, 41, 48).
 *
 * <p>Every method may be called from any thread. A future completes on the event loop, so that what depends on it must
 * not block; it fails with a {@link BitTorrentException}. A tracker that stays silent is asked nine times in about two
 * hours, as BEP 15 has it: give the future a time-out, or cancel it, to turn to the next tracker sooner, and the
 * exchange ends with it.
 */
public final class UdpTrackerClient implements AutoCloseable {

    /** Exchanges under way at once; more fail at once, so that a caller gone wild cannot fill the memory. */
    static final int MAX_PENDING = 1024;

    /**
     * Exchanges that begin at once, and the time between further ones: a thousand torrents that announce in one moment
     * would overrun the receive buffers of the tracker, and of routers on the way.
     */
    private static final int BURST = 50;

    private static final Duration BETWEEN = Duration.ofMillis(2);

    /** Bounds of the interval between announces, whatever a tracker says: no hammering, no forgetting. */
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(5);

    private static final Duration MAX_INTERVAL = Duration.ofDays(1);

    private final EventLoop loop;
    private final InstantSource clock;
    private final Predicate<InetAddress> blocked;
    private final Semaphore permits = new Semaphore(MAX_PENDING);

    // confined to the loop
    private final UdpExchanges exchanges;
    private final UdpSockets sockets;
    private final Pace pace = new Pace(BURST, BETWEEN);
    private final Map<Long, Pending<?>> pending = new HashMap<>();
    private long lastId;
    private boolean closed;
    private @Nullable ScheduledFuture<?> timer;

    public UdpTrackerClient(EventLoop loop, InstantSource clock, RandomGenerator random) {
        this(loop, clock, random, _ -> false);
    }

    /** @param blocked addresses that are not asked, whoever names them; called by many threads */
    public UdpTrackerClient(
            EventLoop loop, InstantSource clock, RandomGenerator random, Predicate<InetAddress> blocked) {
        this.blocked = blocked;
        this.loop = loop;
        this.clock = clock;
        this.exchanges = new UdpExchanges(random);
        this.sockets = new UdpSockets(loop, new Arrivals());
    }

    /** What waits for the answer to an exchange. */
    private record Pending<T>(TrackerUrl url, CompletableFuture<T> answer, Function<UdpResponse, T> reading) {

        void succeed(UdpResponse response) {
            try {
                answer.complete(reading.apply(response));
            } catch (BitTorrentException e) {
                fail(e);
            }
        }

        void fail(BitTorrentException why) {
            answer.completeExceptionally(
                    new BitTorrentException(why.reason(), "%s: %s".formatted(url, why.getMessage()), why));
        }
    }

    /**
     * Announces to one tracker.
     *
     * @param privateNetworks whether the tracker may be on a loopback, link-local or private address
     */
    public CompletableFuture<AnnounceResponse> announce(
            TrackerUrl url, AnnounceRequest request, boolean privateNetworks) {
        return ask(url, new Query.Announce(request, url.path()), privateNetworks, UdpTrackerClient::readAnnounced);
    }

    /**
     * Asks one tracker how large a swarm is.
     *
     * @param privateNetworks as for {@link #announce}
     */
    public CompletableFuture<ScrapeResult> scrape(TrackerUrl url, InfoHash infoHash, boolean privateNetworks) {
        return ask(url, new Query.Scrape(infoHash), privateNetworks, UdpTrackerClient::readScraped);
    }

    private static AnnounceResponse readAnnounced(UdpResponse response) {
        if (!(response instanceof UdpResponse.Announced announced)) {
            throw new IllegalStateException("an announce answered by " + response);
        }
        long seconds = Math.clamp(announced.interval(), MIN_INTERVAL.toSeconds(), MAX_INTERVAL.toSeconds());
        return new AnnounceResponse(
                Duration.ofSeconds(seconds),
                Math.max(0, announced.leechers()),
                Math.max(0, announced.seeders()),
                announced.peers().toAddresses());
    }

    private static ScrapeResult readScraped(UdpResponse response) {
        if (!(response instanceof UdpResponse.Scraped scraped)) {
            throw new IllegalStateException("a scrape answered by " + response);
        }
        if (scraped.results().size() != 1) {
            throw BitTorrentException.malformed("tracker: scrape answer for %d swarms, asked about 1"
                    .formatted(scraped.results().size()));
        }
        return scraped.results().getFirst();
    }

    private <T> CompletableFuture<T> ask(
            TrackerUrl url, Query query, boolean privateNetworks, Function<UdpResponse, T> reading) {
        Pending<T> asked = new Pending<>(url, new CompletableFuture<>(), reading);
        if (!url.isUdp()) {
            asked.fail(new BitTorrentException(Reason.NETWORK, "only udp trackers are supported"));
        } else if (!permits.tryAcquire()) {
            asked.fail(new BitTorrentException(
                    Reason.NETWORK, "%d trackers are being asked already; try later".formatted(MAX_PENDING)));
        } else {
            var _ = asked.answer.whenComplete((_, _) -> permits.release());
            Thread.ofVirtual().name("tracker-lookup").start(() -> lookUp(asked, query, privateNetworks));
        }
        return asked.answer;
    }

    /** Finds the tracker's address, which blocks, and then begins the exchange on the loop. */
    private void lookUp(Pending<?> asked, Query query, boolean privateNetworks) {
        try {
            InetAddress address = resolve(asked.url.host(), AddressPolicy.of(privateNetworks));
            InetSocketAddress tracker = new InetSocketAddress(address, asked.url.port());
            loop.execute(() -> beginInTurn(asked, tracker, query));
        } catch (BitTorrentException e) {
            asked.fail(e);
        } catch (RejectedExecutionException _) {
            asked.fail(stopped());
        }
    }

    /** The first address of the host that may be contacted. */
    private InetAddress resolve(String host, AddressPolicy policy) {
        List<String> objections = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                Optional<String> objection = blocked.test(address) ? Optional.of("blocked") : policy.objection(address);
                if (objection.isEmpty()) {
                    return address;
                }
                objections.add("%s is a %s address".formatted(address.getHostAddress(), objection.get()));
            }
        } catch (UnknownHostException e) {
            throw new BitTorrentException(Reason.NETWORK, "the host name is not known", e);
        }
        throw new BitTorrentException(Reason.NETWORK, "refused, because " + String.join(" and ", objections));
    }

    private void beginInTurn(Pending<?> asked, InetSocketAddress tracker, Query query) {
        long wait = pace.take(clock.instant()).toMillis();
        if (wait == 0) {
            begin(asked, tracker, query);
        } else {
            var _ = loop.schedule(() -> begin(asked, tracker, query), wait, TimeUnit.MILLISECONDS);
        }
    }

    private void begin(Pending<?> asked, InetSocketAddress tracker, Query query) {
        if (closed) {
            asked.fail(stopped());
            return;
        }
        if (asked.answer.isDone()) {
            return;
        }
        long id = ++lastId;
        pending.put(id, asked);
        var _ = asked.answer.whenComplete((_, _) -> forget(id));
        perform(exchanges.begin(id, tracker, query, clock.instant()));
    }

    /** The caller has its answer, or wants none any more. */
    private void forget(long id) {
        if (!loop.inEventLoop()) {
            if (!loop.isShuttingDown()) {
                loop.execute(() -> forget(id));
            }
        } else if (pending.remove(id) != null) {
            exchanges.forget(id);
            setTimer();
        }
    }

    private void perform(List<Action> actions) {
        for (Action action : actions) {
            switch (action) {
                case Action.Send(InetSocketAddress to, UdpRequest packet) -> sockets.send(to, packet);
                case Action.Succeed(long id, UdpResponse response) -> {
                    Pending<?> asked = pending.remove(id);
                    if (asked != null) {
                        asked.succeed(response);
                    }
                }
                case Action.Fail(long id, BitTorrentException why) -> {
                    Pending<?> asked = pending.remove(id);
                    if (asked != null) {
                        asked.fail(why);
                    }
                }
            }
        }
        setTimer();
    }

    private void setTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        Optional<Instant> deadline = closed ? Optional.empty() : exchanges.nextDeadline();
        if (deadline.isPresent()) {
            long wait = Math.max(
                    0, Duration.between(clock.instant(), deadline.get()).toMillis() + 1);
            timer = loop.schedule(() -> perform(exchanges.tick(clock.instant())), wait, TimeUnit.MILLISECONDS);
        }
    }

    /** Ends every exchange with an error and closes the sockets, soon after this returns. */
    @Override
    public void close() {
        if (!loop.isShuttingDown()) {
            loop.execute(this::closeNow);
        }
    }

    private void closeNow() {
        closed = true;
        sockets.close();
        List<Pending<?>> unanswered = List.copyOf(pending.values());
        unanswered.forEach(asked -> asked.fail(stopped()));
        setTimer();
    }

    private static BitTorrentException stopped() {
        return new BitTorrentException(Reason.NETWORK, "the tracker client was closed");
    }

    /** What the sockets tell, on the loop. */
    private final class Arrivals implements UdpSockets.Listener {

        @Override
        public void received(InetSocketAddress from, UdpResponse response) {
            perform(exchanges.received(from, response, clock.instant()));
        }

        @Override
        public void unreadable(InetSocketAddress from, int transactionId, BitTorrentException why) {
            perform(exchanges.unreadable(from, transactionId, why));
        }

        @Override
        public void unreachable(InetSocketAddress to, BitTorrentException why) {
            perform(exchanges.unreachable(to, why));
        }
    }
}
