package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.blocklist.Blocklist;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.storage.FilePool;
import org.lyceum.bittorrent.storage.FileStamp;
import org.lyceum.bittorrent.storage.ResumeData;
import org.lyceum.bittorrent.storage.ResumeStore;
import org.lyceum.bittorrent.storage.StoredTorrent;
import org.lyceum.bittorrent.storage.TorrentStorage;
import org.lyceum.bittorrent.tracker.UdpTrackerClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A BitTorrent peer: one listening port, many torrents. May be called from any thread. */
public final class Engine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    /** Pooled: Netty's adaptive allocator costs a tenth to a third more at the sizes in which we read. */
    private static final ByteBufAllocator BUFFERS = PooledByteBufAllocator.DEFAULT;

    private static final int STOP_SECONDS = 5;
    private static final int SWEEP_SECONDS = 30;

    private final EngineContext context;
    private final Transport transport;
    private final ExecutorService disk;
    private final ListenerGate gate;
    private final PeerListener listener;
    private final RootClaims claims;
    private final Map<InfoHash, TorrentActor> torrents = new ConcurrentHashMap<>();
    private final ConnectionLimits connectionLimits;
    private volatile Predicate<InetAddress> blocked;
    private volatile List<String> ownTrackers;
    private final Subscribers subscribers = new Subscribers();

    private Engine(
            EngineSettings settings, Path torrentsFolder, Path files, LongSupplier ticker, ByteBufAllocator buffers) {
        blocked = settings.blocklist()::blocks;
        ownTrackers = settings.trackers();
        transport = Transport.start();
        int diskThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
        disk = Executors.newFixedThreadPool(diskThreads, new DefaultThreadFactory("bittorrent-disk", true));
        claims = new RootClaims(files);
        OpenFileBudget budget = OpenFileBudget.ofThisProcess();
        connectionLimits = budget.cap(settings.connections());
        if (connectionLimits.inAll() < settings.connections().inAll()) {
            log.warn(
                    "{} connections at most, for want of open files: raise their limit (ulimit -n) for {}",
                    connectionLimits.inAll(),
                    settings.connections().inAll());
        }
        ConnectionSlots slots = new ConnectionSlots(connectionLimits);
        gate = new ListenerGate(slots, this::isBlocked);
        try {
            listener = PeerListener.bind(settings.listen(), transport, buffers, gate, this::swarmOf);
        } catch (BitTorrentException e) {
            transport.close(1);
            disk.shutdown();
            throw e;
        }
        RandomGenerator random = new SharedRandom();
        Clock clock = Clock.systemUTC();
        ResumeStore store = new ResumeStore(torrentsFolder);
        context = new EngineContext(
                settings,
                PeerId.generate(random),
                listener.port(),
                files,
                slots,
                this::isBlocked,
                disk,
                Thread::startVirtualThread,
                TransferLimits.of(settings.limits(), transport.nextLoop(), ticker),
                new FilePool(budget.content()),
                store,
                new Downloads(settings.activeDownloads(), store),
                new CheckQueue(),
                new UdpTrackerClient(transport.nextLoop(), clock, random, this::isBlocked),
                new Dialler(transport.connecting(), buffers),
                clock,
                ticker,
                random,
                () -> ownTrackers,
                subscribers::tell);
    }

    /** So that a file which nobody reads or writes is closed within a minute. */
    private void closeUnusedFiles() {
        var _ = transport
                .nextLoop()
                .scheduleAtFixedRate(
                        () -> disk.execute(context.pool()::closeUnused),
                        SWEEP_SECONDS,
                        SWEEP_SECONDS,
                        TimeUnit.SECONDS);
    }

    /**
     * Binds the port and takes up the torrents of an earlier run.
     *
     * @throws BitTorrentException when the port is in use or the data folder cannot be used
     */
    public static Engine start(EngineSettings settings) {
        return start(settings, System::nanoTime, BUFFERS);
    }

    /**
     * @param ticker nanoseconds that only ever grow: what rates and time-outs between peers are measured by
     * @param buffers where connections get their memory
     */
    static Engine start(EngineSettings settings, LongSupplier ticker, ByteBufAllocator buffers) {
        Path torrents = settings.data().resolve("torrents");
        Path files = settings.data().resolve("files");
        try {
            Files.createDirectories(torrents);
            Files.createDirectories(files);
        } catch (IOException e) {
            throw new BitTorrentException(
                    Reason.STORAGE, "the data folder %s cannot be used: %s".formatted(settings.data(), e), e);
        }
        Engine engine = new Engine(settings, torrents, files.toAbsolutePath().normalize(), ticker, buffers);
        engine.restore();
        engine.closeUnusedFiles();
        return engine;
    }

    private boolean isBlocked(InetAddress address) {
        return blocked.test(address);
    }

    private @Nullable Swarm swarmOf(InfoHash infoHash) {
        TorrentActor torrent = torrents.get(infoHash);
        return torrent != null ? torrent.swarm() : null;
    }

    private void restore() {
        List<CompletableFuture<Void>> begun = new ArrayList<>();
        for (StoredTorrent stored : context.store().load()) {
            begun.add(put(stored).torrent.begin(false));
        }
        CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)).join();
    }

    /** The TCP port that peers connect to. */
    public int port() {
        return context.port();
    }

    /** The folder that content is written to; files that are to be shared from here must stand in it. */
    public Path files() {
        return context.files();
    }

    /** What all torrents together may transfer now. */
    public RateLimits limits() {
        return context.limits().current();
    }

    /** Counts at once, and until the engine is closed. */
    public void limit(RateLimits limits) {
        changeLimits(_ -> limits);
    }

    /** As {@link #limit}, given the limits before; of changes at the same time none is lost. */
    public void changeLimits(UnaryOperator<RateLimits> change) {
        context.limits().change(change);
        try {
            torrents.values().forEach(torrent -> torrent.loop().execute(torrent.swarm()::limitsChanged));
        } catch (RejectedExecutionException e) {
            throw new BitTorrentException(Reason.CONFLICT, "the engine is closed", e);
        }
    }

    public CompletableFuture<Addition> add(Metainfo metainfo, AddOptions options) {
        InfoHash infoHash = metainfo.info().infoHash();
        return add(new StoredTorrent(fresh(infoHash, null, options), metainfo, Set.of()));
    }

    public CompletableFuture<Addition> add(MagnetLink magnet, AddOptions options) {
        return add(new StoredTorrent(fresh(magnet.infoHash(), magnet.toString(), options), null, Set.of()));
    }

    private ResumeData fresh(InfoHash infoHash, @Nullable String magnet, AddOptions options) {
        return ResumeData.fresh(
                infoHash,
                magnet,
                options.paused(),
                options.sequential(),
                context.clock().instant());
    }

    /**
     * Adds a torrent whose content was hashed here a moment ago and stands complete at {@code root}, below
     * {@link #files()}: the file of a single-file torrent, the folder of a multi-file one. Seeds at once.
     */
    public CompletableFuture<Addition> share(Metainfo metainfo, Path root) {
        InfoDictionary info = metainfo.info();
        Path relative = context.files().relativize(root.toAbsolutePath().normalize());
        if (relative.startsWith("..") || relative.toString().isEmpty()) {
            throw new BitTorrentException(Reason.CONFLICT, "%s is not below %s".formatted(root, context.files()));
        }
        return CompletableFuture.supplyAsync(() -> new TorrentStorage(info, root, context.pool()).stamps(), disk)
                .thenCompose(stamps -> add(new StoredTorrent(complete(info, relative, stamps), metainfo, Set.of())));
    }

    private ResumeData complete(InfoDictionary info, Path root, List<FileStamp> stamps) {
        return ResumeData.fresh(
                        info.infoHash(), null, false, false, context.clock().instant())
                .withCompleted(true)
                .withRoot(root.toString().replace('\\', '/'))
                .withPieces(BitField.full(info.pieceCount()), stamps, true);
    }

    private record Put(TorrentActor torrent, boolean created) {}

    private Put put(StoredTorrent stored) {
        TorrentActor made = new TorrentActor(context, transport.nextLoop(), claims, stored);
        TorrentActor there = torrents.putIfAbsent(made.infoHash(), made);
        if (there != null) {
            return new Put(there, false);
        }
        made.enqueue();
        return new Put(made, true);
    }

    private CompletableFuture<Addition> add(StoredTorrent stored) {
        Put put = put(stored);
        if (put.created) {
            return put.torrent
                    .begin(true)
                    .thenApplyAsync(_ -> new Addition(handle(put.torrent), true), context.answers());
        }
        if (put.torrent.isEnding()) {
            return put.torrent
                    .ended()
                    .handle((_, _) -> torrents.remove(stored.data().infoHash(), put.torrent))
                    .thenCompose(_ -> add(stored));
        }
        put.torrent.supply(stored);
        return CompletableFuture.completedFuture(new Addition(handle(put.torrent), false));
    }

    private TorrentHandle handle(TorrentActor torrent) {
        return new TorrentHandle(torrent, context.answers());
    }

    public Optional<Torrent> find(InfoHash infoHash) {
        return Optional.ofNullable(torrents.get(infoHash)).map(this::handle);
    }

    /** Every torrent, the oldest first. */
    public List<Torrent> torrents() {
        return torrents.values().stream()
                .sorted(Comparator.comparing(
                                (TorrentActor torrent) -> torrent.restored().addedAt())
                        .thenComparing(TorrentActor::infoHash))
                .<Torrent>map(this::handle)
                .toList();
    }

    /** Forgets a torrent; fails with {@code NOT_FOUND} for one that is not here. */
    public CompletableFuture<Void> remove(InfoHash infoHash, boolean deleteFiles) {
        TorrentActor torrent = torrents.get(infoHash);
        if (torrent == null) {
            return CompletableFuture.failedFuture(
                    new BitTorrentException(Reason.NOT_FOUND, "there is no torrent " + infoHash));
        }
        return torrent.end(true, deleteFiles)
                .whenCompleteAsync((_, _) -> torrents.remove(infoHash, torrent), context.answers());
    }

    /**
     * From now on has nothing to do with the addresses of this list, in place of those of the one before: closes their
     * connections, dials none of them, lets none in, and asks no tracker there.
     */
    public void block(Blocklist addresses) {
        block(addresses::blocks);
    }

    void block(Predicate<InetAddress> addresses) {
        blocked = addresses;
        torrents.values().forEach(torrent -> torrent.loop().execute(torrent.swarm()::closeBlocked));
    }

    /**
     * From now on announces every torrent that is not private to these trackers too, after its own and those of the
     * settings; in place of those that were told before.
     *
     * @param announceUrls in the order in which they are tried
     */
    public void announceTo(List<String> announceUrls) {
        List<String> all = Stream.concat(context.settings().trackers().stream(), announceUrls.stream())
                .distinct()
                .toList();
        if (all.equals(ownTrackers)) {
            return;
        }
        ownTrackers = all;
        torrents.values().forEach(torrent -> torrent.loop().execute(torrent::trackersChanged));
    }

    /** Those of the settings, as far as the system lets this process open files for so many. */
    public ConnectionLimits connectionLimits() {
        return connectionLimits;
    }

    public ConnectionCounts connections() {
        return context.slots().counts();
    }

    public DownloadCounts downloads() {
        return context.downloads().counts();
    }

    /** Connections from blocked addresses that were closed at the listening port since the start. */
    public long turnedAway() {
        return gate.turnedAway();
    }

    /**
     * Calls {@code subscriber} for every event, in order for each torrent, on an engine thread: it must not block.
     * Closing the answer ends it.
     */
    public Subscription subscribe(Consumer<TorrentEvent> subscriber) {
        return subscribers.add(subscriber);
    }

    /** Announces that it stops, saves resume data, closes every connection and file. */
    @Override
    public void close() {
        listener.close();
        CompletableFuture<?>[] ending = torrents.values().stream()
                .map(torrent -> torrent.end(false, false))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ending)
                .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
                .handle((_, _) -> null)
                .join();
        context.trackers().close();
        disk.shutdown();
        context.pool().close();
        transport.close(STOP_SECONDS);
    }

    /** Ends a subscription when closed. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
