package org.lyceum.bittorrent.swarm;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.picker.PiecePicker;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.storage.ResumeCheck;
import org.lyceum.bittorrent.storage.ResumeData;
import org.lyceum.bittorrent.storage.StoredTorrent;
import org.lyceum.bittorrent.storage.TorrentStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A torrent's life: opened, checked, downloading, seeding, paused, in error, ended. One writer: everything here but the
 * constructor, {@link #begin}, {@link #supply} and {@link #end} runs on the torrent's event loop.
 */
final class TorrentActor implements Swarm.Owner, TorrentDisk.Owner, PieceCheck.Owner, Announcer.Progress {

    private static final Logger log = LoggerFactory.getLogger(TorrentActor.class);

    private static final long TICK_MILLIS = 500;
    private static final int TICKS_BETWEEN_SAVES = 60;

    private final EngineContext context;
    private final EventLoop loop;
    private final ResumeData restored;
    private final Set<Integer> journal;
    private final TorrentIdentity identity;
    private final TorrentDisk disk;
    private final Swarm swarm;
    private final Announcer announcer;
    private final Readers readers;
    private final TorrentReport report;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean ending;

    private @Nullable Content content;
    private @Nullable PieceCheck check;
    private @Nullable ScheduledFuture<?> ticking;
    private @Nullable BitTorrentException error;
    private boolean paused;
    private boolean removed;
    private int ticks;
    private long transferredAtSave;

    /** Made by any thread; {@link #begin} follows. */
    TorrentActor(EngineContext context, EventLoop loop, RootClaims claims, StoredTorrent stored) {
        this.context = context;
        this.loop = loop;
        restored = stored.data();
        journal = stored.journal();
        paused = restored.paused();
        identity = new TorrentIdentity(
                restored.infoHash(),
                restored.magnet() != null ? MagnetLink.parse(restored.magnet()) : null,
                stored.metainfo(),
                context.settings().trackers());
        disk = new TorrentDisk(context, claims, loop, restored, this);
        swarm = new Swarm(context, loop, restored.infoHash(), restored.limits(), this);
        announcer = new Announcer(context, swarm, this);
        readers = new Readers(loop, context.disk(), context.answers(), swarm::wishesChanged);
        report = new TorrentReport(restored.infoHash(), this::status, context.publish());
    }

    InfoHash infoHash() {
        return restored.infoHash();
    }

    EventLoop loop() {
        return loop;
    }

    Swarm swarm() {
        return swarm;
    }

    ResumeData restored() {
        return restored;
    }

    boolean isRemoved() {
        return removed;
    }

    /** True from the call of {@link #end} on; may be asked by any thread. */
    boolean isEnding() {
        return ending;
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
                    announcer.use(identity.announceTiers());
                    if (identity.magnet() instanceof MagnetLink magnet) {
                        magnet.peers().forEach(swarm::lookUp);
                    }
                    if (fresh) {
                        disk.remember(restored);
                    }
                    if (identity.metainfo() instanceof Metainfo known) {
                        disk.open(known, restored, journal);
                    } else {
                        goOn();
                        begun.complete(null);
                    }
                    report.added();
                },
                loop);
        return scheduled.thenCompose(_ -> begun);
    }

    @Override
    public void opened(TorrentStorage storage, ResumeCheck found, ResumeData data) {
        Metainfo known = identity.metainfo();
        if (removed || known == null) {
            begun.complete(null);
            return;
        }
        InfoDictionary info = known.info();
        PiecePicker picker =
                new PiecePicker(info.pieceCount(), info.pieceLength(), info.totalLength(), context.random());
        picker.setSequential(restored.sequential());
        Content opened = new Content(info, storage, disk.resume(), picker, disk.lane(), loop, swarm);
        List<Integer> priorities = data.priorities();
        for (int file = 0; file < priorities.size() && file < info.files().size(); file++) {
            opened.setPriority(file, FilePriority.ofCode(priorities.get(file)));
        }
        BitField trusted = found.trusted();
        for (int piece = trusted.nextSet(0); piece >= 0; piece = trusted.nextSet(piece + 1)) {
            opened.markVerified(piece);
        }
        content = opened;
        check(opened, found.toHash());
        begun.complete(null);
    }

    private void check(Content checked, BitField toHash) {
        cancelCheck();
        check = disk.check(checked.storage(), toHash, this);
        check.start();
        report.stateMayHaveChanged();
    }

    @Override
    public void checkedGood(int piece) {
        if (content != null) {
            content.markVerified(piece);
        }
    }

    @Override
    public void checkEnded() {
        check = null;
        save(false);
        goOn();
    }

    /** Meets the swarm, unless something speaks against it. */
    private void goOn() {
        boolean ready = check == null && (identity.metainfo() == null || content != null);
        if (ready && !paused && error == null && !removed) {
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
            metadataKnown(new Metainfo(InfoDictionary.parse(bytes), identity.magnetTiers(), null, null, null));
        } catch (BitTorrentException e) {
            storageFailed(e);
        }
    }

    /** Completes after {@link #end}. */
    CompletableFuture<Void> ended() {
        return ended;
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
        if (identity.metainfo() == null && !removed) {
            identity.learn(known);
            announcer.use(identity.announceTiers());
            disk.open(known, restored, Set.of());
            report.stateMayHaveChanged();
        }
    }

    @Override
    public void pieceVerified(int piece) {
        if (removed) {
            return;
        }
        readers.pieceVerified(piece);
        report.pieceDone(piece);
        if (content != null && content.isFinished()) {
            save(true);
            if (content.isSeed()) {
                announcer.completed();
            }
            report.stateMayHaveChanged();
        }
    }

    @Override
    public void storageFailed(BitTorrentException failure) {
        if (error == null && !removed) {
            error = failure;
            begun.complete(null);
            cancelCheck();
            var _ = stop("the torrent has an error");
            readers.fail(failure);
            report.stateMayHaveChanged();
        }
    }

    private void cancelCheck() {
        if (check != null) {
            check.cancel();
            check = null;
        }
    }

    private void tick() {
        try {
            keepHouse();
        } catch (RuntimeException e) {
            // one that gets out of a scheduled task ends it, and the torrent would stand still without a word
            log.error("{}: a round of housekeeping failed", infoHash(), e);
        }
    }

    private void keepHouse() {
        swarm.tick();
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
        if (identity.metainfo() == null) {
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

    @Override
    public long left() {
        // a peer that does not know the length yet must not pass for a seed
        return content == null ? 1 : content.info().totalLength() - content.verifiedBytes();
    }

    TorrentStatus status() {
        long now = swarm.nanos();
        Metainfo metainfo = identity.metainfo();
        InfoDictionary info = metainfo != null ? metainfo.info() : null;
        long total = info != null ? info.totalLength() : 0;
        long completed = content != null ? content.verifiedBytes() : 0;
        long downRate = swarm.down().bytesPerSecond(now);
        boolean waiting = state() == TorrentState.DOWNLOADING && downRate > 0;
        return new TorrentStatus(
                infoHash(),
                identity.name(),
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
                swarm.limits(),
                restored.addedAt(),
                error != null ? error.getMessage() : null,
                identity.link());
    }

    /**
     * Saves resume data; in the middle of a check nothing new of the pieces, since it may yet find good ones that nobody
     * else remembers. Its end saves those.
     */
    private void save(boolean clean) {
        if (removed) {
            return;
        }
        transferredAtSave = downloaded() + uploaded();
        if (check != null || (identity.metainfo() != null && content == null)) {
            disk.save(paused, swarm.limits(), downloaded(), uploaded());
            return;
        }
        ResumeData facts = restored.with(paused, swarm.limits(), downloaded(), uploaded());
        disk.save(content != null ? facts.withPriorities(content.priorityCodes()) : facts, clean);
    }

    /** Ends for good, once, whoever asks first: nothing is announced or served any more, resume data is saved or deleted. */
    CompletableFuture<Void> end(boolean forget, boolean deleteFiles) {
        ending = true;
        loop.execute(() -> {
            if (removed) {
                return;
            }
            CompletableFuture<?> told = stop(forget ? "the torrent was removed" : "this peer stops");
            if (!forget) {
                save(true);
            }
            cancelCheck();
            removed = true;
            readers.fail(new BitTorrentException(Reason.NOT_FOUND, "the torrent was removed"));
            if (ticking != null) {
                ticking.cancel(false);
            }
            if (forget) {
                report.removed();
            }
            var _ = CompletableFuture.allOf(told, disk.close(forget, deleteFiles))
                    .whenComplete((_, failure) -> {
                        if (failure != null) {
                            ended.completeExceptionally(failure);
                        } else {
                            ended.complete(null);
                        }
                    });
        });
        return ended;
    }

    Optional<Metainfo> metainfo() {
        return Optional.ofNullable(identity.metainfo()).map(known -> known.withTrackers(identity.announceTiers()));
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
        if (mended && identity.metainfo() instanceof Metainfo known) {
            content = null;
            disk.reopen(known);
            report.stateMayHaveChanged();
        } else {
            save(false);
            goOn();
        }
    }

    void verify() {
        Content all = requireContent();
        cancelCheck();
        error = null;
        var _ = stop("everything is being verified");
        all.forgetAll();
        disk.forgetVerified();
        check(all, BitField.full(all.info().pieceCount()));
    }

    void setPriority(int fileIndex, FilePriority priority) {
        requireFile(fileIndex).setPriority(fileIndex, priority);
        swarm.wishesChanged();
        save(false);
        report.stateMayHaveChanged();
    }

    void limit(RateLimits limits) {
        swarm.limit(limits);
        save(false);
        report.stateMayHaveChanged();
    }

    ContentReader read(int fileIndex, long from, long to) {
        Content readable = requireFile(fileIndex);
        long length = readable.info().files().get(fileIndex).length();
        if (from < 0 || from > to || to > length) {
            throw BitTorrentException.malformed("range %d to %d: the file has %d bytes".formatted(from, to, length));
        }
        return readers.open(readable, fileIndex, from, to);
    }

    private Content requireContent() {
        if (content == null) {
            throw new BitTorrentException(
                    Reason.CONFLICT, "the files of %s are not known yet: wait for its metadata".formatted(infoHash()));
        }
        return content;
    }

    private Content requireFile(int index) {
        Content required = requireContent();
        int files = required.info().files().size();
        if (index < 0 || index >= files) {
            throw new BitTorrentException(
                    Reason.NOT_FOUND, "file %d: the torrent has files 0 to %d".formatted(index, files - 1));
        }
        return required;
    }
}
