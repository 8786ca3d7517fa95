package org.lyceum.bittorrent.swarm;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
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

/**
 * A torrent's life: opened, checked, downloading, seeding, paused, in error, ended. One writer: everything here but the
 * constructor, {@link #begin}, {@link #supply} and {@link #end} runs on the torrent's event loop.
 */
final class TorrentActor implements Swarm.Owner, TorrentDisk.Owner, PieceCheck.Owner {

    private final EngineContext context;
    private final EventLoop loop;
    private final ResumeData restored;
    private final TorrentIdentity identity;
    private final TorrentDisk disk;
    private final Swarm swarm;
    private final TorrentFigures figures;
    private final Announcer announcer;
    private final Presence presence;
    private final DownloadTurn turn;
    private final ResumeSchedule resumeSchedule;
    private final Readers readers;
    private final TorrentReport report;
    private final Housekeeping housekeeping;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean ending;

    private @Nullable Content content;
    private @Nullable PieceCheck check;
    private @Nullable BitTorrentException error;
    private boolean paused;
    private boolean removed;

    /** The files are being opened again, or all that was verified is being forgotten. */
    private boolean beginsAnew;

    /** What is fetched again then, as after a verification, completes no download: not over a restart either. */
    private boolean wasComplete;

    /** Made by any thread; {@link #begin} follows. */
    TorrentActor(EngineContext context, EventLoop loop, RootClaims claims, StoredTorrent stored) {
        this.context = context;
        this.loop = loop;
        restored = stored.data();
        paused = restored.paused();
        wasComplete = restored.completed();
        identity = new TorrentIdentity(
                restored.infoHash(),
                restored.magnet() != null ? MagnetLink.parse(restored.magnet()) : null,
                stored.metainfo(),
                context.ownTrackers());
        disk = new TorrentDisk(context, claims, loop, stored, this);
        swarm = new Swarm(context, loop, restored.infoHash(), restored.limits(), this);
        figures = new TorrentFigures(restored, identity, swarm, () -> content);
        announcer = new Announcer(context, swarm, figures);
        presence = new Presence(swarm, announcer);
        turn = new DownloadTurn(context.downloads(), restored.infoHash(), context.ticker());
        resumeSchedule = new ResumeSchedule(restored, figures, swarm, disk);
        readers = new Readers(loop, context.disk(), context.answers(), swarm::wishesChanged, this::goOn);
        housekeeping = new Housekeeping(loop, this::keepHouse);
        report = new TorrentReport(restored.infoHash(), this::status, context.publish());
    }

    /** Takes the last place in the queue of downloads, unless it had one before. */
    void enqueue() {
        context.downloads().join(infoHash(), () -> loop.execute(this::turnChanged));
    }

    /** Announces to the trackers that the engine has now. */
    void trackersChanged() {
        if (!ending) {
            identity.trackersChanged();
            announcer.change(identity.announceTiers());
        }
    }

    TorrentFigures figures() {
        return figures;
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
                    announcer.use(identity.announceTiers());
                    if (identity.magnet() instanceof MagnetLink magnet) {
                        magnet.peers().forEach(swarm.dialling()::lookUp);
                    }
                    if (fresh) {
                        disk.remember();
                    }
                    if (identity.metainfo() instanceof Metainfo known) {
                        disk.open(known);
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
        beginsAnew = false;
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
        opened.restore(data.priorities(), found.trusted());
        content = opened;
        wasComplete |= opened.isSeed();
        if (found.toHash().isEmpty()) {
            goOn();
        } else {
            check(opened, found.toHash());
        }
        begun.complete(null);
    }

    private void check(Content checked, BitField toHash) {
        cancelCheck();
        check = disk.check(checked.storage(), toHash, this);
        check.start();
        settle();
        housekeeping.wake();
        report.stateMayHaveChanged();
    }

    @Override
    public void checkBegun() {
        housekeeping.wake();
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
        wasComplete |= content != null && content.isSeed();
        save(false);
        goOn();
    }

    /** Meets the swarm, unless something speaks against it. */
    private void goOn() {
        settle();
        if (!isReady()) {
            report.stateMayHaveChanged();
            return;
        }
        if (!turn.isLater()) {
            presence.meet(content);
        } else if (presence.isMeeting()) {
            var _ = stop("other downloads go first");
        }
        report.stateMayHaveChanged();
    }

    private boolean isReady() {
        boolean known = check == null && (identity.metainfo() == null || content != null);
        return known && !paused && error == null && !removed;
    }

    private void settle() {
        turn.settle(isReady() && content != null && !content.isFinished(), readers.any());
    }

    /** Others came or went. */
    private void turnChanged() {
        if (turn.lookAgain()) {
            goOn();
        } else {
            // its place in the queue
            report.progress();
        }
    }

    /** Goes to another place in the queue of downloads; called by any thread, and blocks. */
    void moveInQueue(QueueMove move) {
        if (ending) {
            throw new BitTorrentException(Reason.NOT_FOUND, "the torrent %s was removed".formatted(infoHash()));
        }
        context.downloads().move(infoHash(), move);
    }

    @Override
    public void stirred() {
        housekeeping.wake();
    }

    private CompletableFuture<?> stop(String reason) {
        housekeeping.wake();
        return presence.leave(reason);
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
            MagnetLink.parse(link).peers().forEach(swarm.dialling()::lookUp);
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
            disk.open(known);
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
            boolean completes = content.isSeed() && !wasComplete;
            wasComplete |= completes;
            settle();
            save(true);
            if (completes) {
                announcer.completed();
            }
            report.stateMayHaveChanged();
        }
    }

    @Override
    public void openFailed(BitTorrentException failure) {
        beginsAnew = false;
        storageFailed(failure);
    }

    @Override
    public void storageFailed(BitTorrentException failure) {
        // what failed before may be told only now
        if (error == null && !removed && !beginsAnew) {
            error = failure;
            begun.complete(null);
            cancelCheck();
            var _ = stop("the torrent has an error");
            settle();
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

    private @Nullable Duration keepHouse() {
        presence.tick();
        turn.progressed(figures.downloaded());
        settle();
        boolean busy = swarm.isBusy() || isChecking() || turn.isNow() || isFindingMetadata();
        if (error == null && resumeSchedule.isDue(busy)) {
            save(content != null && content.isFinished());
        }
        report.progress();
        return busy ? Housekeeping.TICK : presence.untilDue();
    }

    private boolean isChecking() {
        return check != null && !check.isWaiting();
    }

    private boolean isFindingMetadata() {
        return identity.metainfo() == null && isReady();
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
        if (check != null && check.isWaiting()) {
            return TorrentState.CHECK_QUEUED;
        }
        if (content == null || check != null) {
            return TorrentState.CHECKING;
        }
        if (content.isFinished()) {
            return TorrentState.SEEDING;
        }
        return turn.isLater() ? TorrentState.QUEUED : TorrentState.DOWNLOADING;
    }

    TorrentStatus status() {
        TorrentState state = state();
        return figures.status(state, state == TorrentState.QUEUED ? turn.place() : null, error);
    }

    private void save(boolean clean) {
        if (removed) {
            return;
        }
        if (identity.metainfo() != null && content == null) {
            resumeSchedule.saveUnopened(paused);
        } else {
            resumeSchedule.save(paused, wasComplete, content, clean);
        }
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
            housekeeping.stop();
            if (forget) {
                context.downloads().leave(infoHash());
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

    List<TrackerStatus> trackers() {
        return announcer.statuses();
    }

    void pause() {
        if (!paused) {
            paused = true;
            var _ = stop("the torrent was paused");
            settle();
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
            beginsAnew = true;
            disk.open(known);
            report.stateMayHaveChanged();
        } else {
            save(false);
            goOn();
        }
    }

    /** @param forgotten completed once a restart would hash everything again too, should this be interrupted */
    void verify(CompletableFuture<Void> forgotten) {
        Content all = requireContent();
        cancelCheck();
        error = null;
        var _ = stop("everything is being verified");
        all.forgetAll();
        beginsAnew = true;
        var _ = forgotten.whenCompleteAsync((_, _) -> beginsAnew = false, loop);
        disk.forgetVerified(forgotten);
        check(all, BitField.full(all.info().pieceCount()));
    }

    void setPriority(int fileIndex, FilePriority priority) {
        Content known = requireContent();
        known.requireFile(fileIndex);
        known.setPriority(fileIndex, priority);
        swarm.wishesChanged();
        save(false);
        goOn();
    }

    void changeLimits(UnaryOperator<RateLimits> change) {
        swarm.limit(change.apply(swarm.limits()));
        housekeeping.wake();
        save(false);
        report.stateMayHaveChanged();
    }

    ContentReader read(int fileIndex, long from, long to) {
        return readers.open(requireContent(), fileIndex, from, to);
    }

    private Content requireContent() {
        if (content == null) {
            throw new BitTorrentException(
                    Reason.CONFLICT, "the files of %s are not known yet: wait for its metadata".formatted(infoHash()));
        }
        return content;
    }
}
