package org.lyceum.bittorrent.swarm;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.picker.PiecePicker;
import org.lyceum.bittorrent.storage.ResumeCheck;
import org.lyceum.bittorrent.storage.ResumeData;
import org.lyceum.bittorrent.storage.StoredTorrent;
import org.lyceum.bittorrent.storage.TorrentStorage;

/**
 * A torrent's life: opened, checked, downloading, seeding, paused, in error, ended. One writer: everything here but the
 * constructor, {@link #begin}, {@link #supply} and {@link #end} runs on the torrent's event loop; disk work runs on its
 * lane and comes back.
 */
final class TorrentActor implements Swarm.Owner, Content.Owner, Announcer.Progress {

    private static final long TICK_MILLIS = 500;
    private static final int TICKS_BETWEEN_SAVES = 60;

    private final EngineContext context;
    private final EventLoop loop;
    private final DiskLane lane;
    private final RootClaims claims;
    private final InfoHash infoHash;
    private final ResumeData restored;
    private final @Nullable MagnetLink magnet;
    private final Set<Integer> journal;
    private final ResumeKeeper resume;
    private final Swarm swarm;
    private final Announcer announcer;
    private final TorrentReport report;
    private final List<ContentReading> readings = new ArrayList<>();

    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    private @Nullable Metainfo metainfo;
    private @Nullable Content content;
    private @Nullable PieceCheck check;
    private @Nullable ScheduledFuture<?> ticking;
    private @Nullable BitTorrentException error;
    private @Nullable String magnetText;
    private boolean paused;
    private boolean removed;
    private int ticks;
    private long transferredAtSave;

    /** Made by any thread; {@link #begin} follows. */
    TorrentActor(EngineContext context, EventLoop loop, RootClaims claims, StoredTorrent stored) {
        this.context = context;
        this.loop = loop;
        this.claims = claims;
        restored = stored.data();
        infoHash = restored.infoHash();
        magnet = restored.magnet() != null ? MagnetLink.parse(restored.magnet()) : null;
        journal = stored.journal();
        metainfo = stored.metainfo();
        paused = restored.paused();
        lane = new DiskLane(context.disk());
        resume = new ResumeKeeper(context.store(), restored);
        swarm = new Swarm(context, loop, infoHash, this);
        announcer = new Announcer(context, swarm, this);
        report = new TorrentReport(infoHash, this::status, context.publish());
    }

    Swarm swarm() {
        return swarm;
    }

    ResumeData restored() {
        return restored;
    }

    InfoHash infoHash() {
        return infoHash;
    }

    EventLoop loop() {
        return loop;
    }

    boolean isRemoved() {
        return removed;
    }

    /**
     * Takes up work; completes once the files are known, as far as the metadata is, or could not be opened.
     *
     * @param fresh added now, and not found by a restart
     */
    CompletableFuture<Void> begin(boolean fresh) {
        CompletableFuture<Void> scheduled = CompletableFuture.runAsync(
                () -> {
                    ticking = loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
                    announcer.use(announceUrls());
                    if (magnet != null) {
                        magnet.peers().forEach(swarm::lookUp);
                    }
                    if (fresh) {
                        onLane(() -> resume.save(restored));
                    }
                    if (metainfo != null) {
                        open(metainfo, restored, journal);
                    } else {
                        goOn();
                        begun.complete(null);
                    }
                    report.added();
                },
                loop);
        return scheduled.thenCompose(_ -> begun);
    }

    private List<List<String>> announceUrls() {
        List<List<String>> tiers = new ArrayList<>();
        if (metainfo != null) {
            tiers.addAll(metainfo.trackers());
        } else if (magnet != null) {
            magnet.trackers().forEach(url -> tiers.add(List.of(url)));
        }
        if (metainfo == null || !metainfo.info().isPrivate()) {
            context.settings().trackers().forEach(url -> tiers.add(List.of(url)));
        }
        return tiers;
    }

    /** Finds out on disk what is here, then goes on. */
    private void open(Metainfo known, ResumeData data, Set<Integer> written) {
        InfoDictionary info = known.info();
        onLane(() -> {
            Path root = data.root() != null
                    ? claims.claim(infoHash, context.files().resolve(data.root()))
                    : claims.choose(info);
            context.store().saveMetainfo(known);
            TorrentStorage storage = new TorrentStorage(info, root, context.pool());
            storage.prepare();
            ResumeCheck found = ResumeCheck.of(data, written, storage.stamps(), storage.layout());
            resume.begin(found.trusted());
            loop.execute(() -> opened(known, storage, found, data.priorities()));
        });
    }

    private void opened(Metainfo known, TorrentStorage storage, ResumeCheck found, List<Integer> priorities) {
        if (removed) {
            return;
        }
        InfoDictionary info = known.info();
        PiecePicker picker =
                new PiecePicker(info.pieceCount(), info.pieceLength(), info.totalLength(), context.random());
        picker.setSequential(restored.sequential());
        Content opened = new Content(info, storage, resume, picker, lane, loop, this);
        for (int file = 0; file < priorities.size() && file < info.files().size(); file++) {
            opened.setPriority(file, FilePriority.ofCode(priorities.get(file)));
        }
        for (int piece = found.trusted().nextSet(0);
                piece >= 0;
                piece = found.trusted().nextSet(piece + 1)) {
            opened.markVerified(piece);
        }
        metainfo = known;
        content = opened;
        begun.complete(null);
        check(opened, found.toHash());
    }

    private void check(Content checked, BitField toHash) {
        check = new PieceCheck(checked.storage(), toHash, lane, loop, new PieceCheck.Owner() {
            @Override
            public void good(int piece) {
                checked.markVerified(piece);
            }

            @Override
            public void goodOnLane(int piece) {
                resume.checked(piece);
            }

            @Override
            public void finished() {
                check = null;
                save(false);
                goOn();
            }

            @Override
            public void failed(BitTorrentException failure) {
                check = null;
                storageFailed(failure);
            }
        });
        check.start();
        report.stateMayHaveChanged();
    }

    /** Meets the swarm, unless something speaks against it. */
    private void goOn() {
        if (!paused && error == null && !removed && check == null && (metainfo == null || content != null)) {
            swarm.start(content);
            announcer.start();
        }
        report.stateMayHaveChanged();
    }

    private CompletableFuture<?> stop(String reason) {
        swarm.stop(reason);
        return announcer.stop();
    }

    @Override
    public void metadataReceived(byte[] bytes) {
        try {
            List<List<String>> tiers = magnet == null
                    ? List.of()
                    : magnet.trackers().stream().map(List::of).toList();
            metadataKnown(new Metainfo(InfoDictionary.parse(bytes), tiers, null, null, null));
        } catch (BitTorrentException e) {
            storageFailed(e);
        }
    }

    /** The torrent was added once more: what that tells of it is taken in. */
    void supply(StoredTorrent again) {
        String link = again.data().magnet();
        if (link != null) {
            MagnetLink.parse(link).peers().forEach(swarm::lookUp);
        }
        Metainfo known = again.metainfo();
        if (known != null) {
            loop.execute(() -> metadataKnown(known));
        }
    }

    private void metadataKnown(Metainfo known) {
        if (metainfo == null && !removed) {
            metainfo = known;
            magnetText = null;
            announcer.use(announceUrls());
            open(known, restored, Set.of());
            report.stateMayHaveChanged();
        }
    }

    @Override
    public void pieceVerified(int piece) {
        swarm.pieceVerified(piece);
        List.copyOf(readings).forEach(reading -> reading.pieceVerified(piece));
        report.pieceDone(piece);
        if (content != null && content.isFinished()) {
            save(true);
            announcer.completed();
            report.stateMayHaveChanged();
        }
    }

    @Override
    public void guilty(Set<PeerConnection> peers) {
        swarm.ban(peers);
    }

    @Override
    public void storageFailed(BitTorrentException failure) {
        if (error == null && !removed) {
            error = failure;
            begun.complete(null);
            if (check != null) {
                check.cancel();
                check = null;
            }
            var _ = stop("the torrent has an error");
            failReaders(failure);
            report.stateMayHaveChanged();
        }
    }

    @Override
    public void setReading(boolean reading) {
        swarm.setReading(reading);
    }

    @Override
    public void cancelElsewhere(Block block, int peer) {
        swarm.cancelElsewhere(block, peer);
    }

    private void tick() {
        swarm.tick(swarm.nanos());
        announcer.tick();
        if (++ticks % TICKS_BETWEEN_SAVES == 0 && downloaded() + uploaded() != transferredAtSave) {
            save(content != null && content.isFinished());
        }
        report.progress();
    }

    private TorrentState state() {
        if (error != null) {
            return TorrentState.ERROR;
        }
        if (paused) {
            return TorrentState.PAUSED;
        }
        if (metainfo == null) {
            return TorrentState.METADATA;
        }
        if (content == null || check != null) {
            return TorrentState.CHECKING;
        }
        return content.isFinished() ? TorrentState.SEEDING : TorrentState.DOWNLOADING;
    }

    @Override
    public long downloaded() {
        return restored.downloaded() + swarm.down().total();
    }

    @Override
    public long uploaded() {
        return restored.uploaded() + swarm.up().total();
    }

    /** Bytes still to fetch; unknown, and so anything but 0, before the metadata (BEP 3). */
    @Override
    public long left() {
        return content == null ? 1 : content.info().totalLength() - content.verifiedBytes();
    }

    TorrentStatus status() {
        long now = swarm.nanos();
        InfoDictionary info = metainfo != null ? metainfo.info() : null;
        long total = info != null ? info.totalLength() : 0;
        long completed = content != null ? content.verifiedBytes() : 0;
        long downRate = swarm.down().bytesPerSecond(now);
        boolean waiting = state() == TorrentState.DOWNLOADING && downRate > 0;
        return new TorrentStatus(
                infoHash,
                name(),
                total,
                info != null ? info.pieceLength() : 0,
                info != null ? info.pieceCount() : 0,
                completed,
                state(),
                downRate,
                swarm.up().bytesPerSecond(now),
                downloaded(),
                uploaded(),
                swarm.connections().size(),
                swarm.connections().seeds(),
                waiting ? (total - completed + downRate - 1) / downRate : null,
                restored.addedAt(),
                error != null ? error.getMessage() : null,
                magnetLink());
    }

    private String name() {
        if (metainfo != null) {
            return metainfo.info().name();
        }
        return magnet != null && magnet.name() != null ? magnet.name() : infoHash.toHex();
    }

    private String magnetLink() {
        if (magnetText == null) {
            List<String> urls =
                    announceUrls().stream().flatMap(List::stream).distinct().toList();
            magnetText = new MagnetLink(infoHash, name(), urls, List.of()).toString();
        }
        return magnetText;
    }

    /**
     * Saves resume data. Not in the middle of a check: the pieces that wait to be hashed are in the journal, which a
     * save empties; the end of the check saves.
     */
    private void save(boolean clean) {
        if (check != null || (metainfo != null && content == null)) {
            return;
        }
        transferredAtSave = downloaded() + uploaded();
        TorrentStorage storage = content != null ? content.storage() : null;
        ResumeData facts = new ResumeData(
                infoHash,
                restored.magnet(),
                storage != null ? context.files().relativize(storage.root()).toString() : restored.root(),
                paused,
                restored.sequential(),
                restored.addedAt(),
                downloaded(),
                uploaded(),
                content != null
                        ? content.priorities().stream().map(FilePriority::code).toList()
                        : restored.priorities(),
                restored.verified(),
                restored.stamps(),
                restored.clean());
        onLane(() -> {
            if (storage != null) {
                resume.save(facts, storage, clean);
            } else {
                resume.save(facts);
            }
        });
    }

    /** Does disk work in its turn; what fails stops the torrent. */
    private void onLane(Runnable work) {
        lane.execute(() -> {
            try {
                work.run();
            } catch (BitTorrentException e) {
                loop.execute(() -> storageFailed(e));
            }
        });
    }

    private void failReaders(BitTorrentException reason) {
        List.copyOf(readings).forEach(reading -> reading.fail(reason));
    }

    /** Ends for good: nothing is announced or served any more, resume data is saved or deleted. */
    CompletableFuture<Void> end(boolean forget, boolean deleteFiles) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        loop.execute(() -> {
            if (check != null) {
                check.cancel();
            }
            CompletableFuture<?> told = stop(forget ? "the torrent was removed" : "this peer stops");
            failReaders(new BitTorrentException(Reason.NOT_FOUND, "the torrent was removed"));
            if (!forget) {
                save(true);
            }
            removed = true;
            if (ticking != null) {
                ticking.cancel(false);
            }
            Content last = content;
            lane.execute(() -> {
                try {
                    if (last != null) {
                        last.storage().closeFiles();
                    }
                    if (forget) {
                        context.store().delete(infoHash);
                        claims.release(infoHash);
                    }
                    if (deleteFiles && last != null) {
                        last.storage().delete();
                    }
                    var _ = told.whenComplete((_, _) -> ended.complete(null));
                } catch (BitTorrentException e) {
                    ended.completeExceptionally(e);
                }
            });
            if (forget) {
                report.removed();
            }
        });
        return ended;
    }

    Optional<Metainfo> metainfo() {
        return Optional.ofNullable(metainfo).map(known -> known.withTrackers(announceUrls()));
    }

    List<FileStatus> files() {
        return content != null ? content.files() : List.of();
    }

    PieceMap pieces() {
        return content != null
                ? new PieceMap(content.verified().copy(), content.picker().availability())
                : new PieceMap(new BitField(0), new int[0]);
    }

    List<TrackerStatus> trackers() {
        return announcer.statuses();
    }

    void pause() {
        if (!paused) {
            paused = true;
            var _ = stop("the torrent was paused");
            save(true);
            report.stateMayHaveChanged();
        }
    }

    void resume() {
        if (!paused && error == null) {
            return;
        }
        boolean mended = error != null;
        paused = false;
        error = null;
        if (mended && metainfo != null) {
            reopen(metainfo);
        } else {
            save(false);
            goOn();
        }
        report.stateMayHaveChanged();
    }

    /** After a fault of the disk: what was verified is kept as far as its files are still as long as they were. */
    private void reopen(Metainfo known) {
        content = null;
        lane.execute(() -> {
            ResumeData data = resume.current();
            loop.execute(() -> open(known, data, Set.of()));
        });
    }

    void verify() {
        Content all = content;
        if (all == null) {
            throw new BitTorrentException(
                    Reason.CONFLICT,
                    "the torrent %s has nothing to verify yet: its metadata or files are still being looked up"
                            .formatted(infoHash));
        }
        if (check != null) {
            check.cancel();
        }
        error = null;
        var _ = stop("everything is being verified");
        all.forgetAll();
        lane.execute(resume::forgetAll);
        check(all, BitField.full(all.info().pieceCount()));
    }

    void setPriority(int fileIndex, FilePriority priority) {
        requireContent(fileIndex).setPriority(fileIndex, priority);
        swarm.wishesChanged();
        save(false);
        report.stateMayHaveChanged();
    }

    private Content requireContent(int fileIndex) {
        if (content == null) {
            throw new BitTorrentException(
                    Reason.CONFLICT,
                    "the files of torrent %s are not known yet: wait for its metadata".formatted(infoHash));
        }
        int files = content.info().files().size();
        if (fileIndex < 0 || fileIndex >= files) {
            throw new BitTorrentException(
                    Reason.NOT_FOUND, "file %d: the torrent has files 0 to %d".formatted(fileIndex, files - 1));
        }
        return content;
    }

    ContentReader read(int fileIndex, long from, long to) {
        Content readable = requireContent(fileIndex);
        long length = readable.info().files().get(fileIndex).length();
        if (from < 0 || from > to || to > length) {
            throw BitTorrentException.malformed("range %d to %d: the file has %d bytes".formatted(from, to, length));
        }
        var reading = new ContentReading(
                readable, fileIndex, from, to, loop, context.disk(), context.answers(), this::deadlinesMoved);
        readings.add(reading);
        reading.onClose(() -> readings.remove(reading));
        return reading;
    }

    private void deadlinesMoved() {
        readings.forEach(ContentReading::applyDeadlines);
        swarm.wishesChanged();
    }
}
