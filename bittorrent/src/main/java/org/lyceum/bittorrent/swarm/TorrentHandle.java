package org.lyceum.bittorrent.swarm;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.rate.RateLimits;

/** A torrent as other threads see it: every question is put to the actor on its event loop. */
final class TorrentHandle implements Torrent {

    private final TorrentActor actor;
    private final Executor answers;

    /** @param answers where futures complete, so that no caller can hold up the event loop */
    TorrentHandle(TorrentActor actor, Executor answers) {
        this.actor = actor;
        this.answers = answers;
    }

    private <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            ask(question, answer);
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new BitTorrentException(Reason.CONFLICT, "the engine is closed", e));
        }
        return answer;
    }

    private <T> void ask(Supplier<T> question, CompletableFuture<T> answer) {
        actor.loop().execute(() -> {
            try {
                if (actor.isRemoved()) {
                    throw new BitTorrentException(Reason.NOT_FOUND, "the torrent " + infoHash() + " was removed");
                }
                T found = question.get();
                answers.execute(() -> answer.complete(found));
            } catch (RuntimeException e) {
                answers.execute(() -> answer.completeExceptionally(e));
            }
        });
    }

    private CompletableFuture<Void> run(Runnable action) {
        return ask(() -> {
                    action.run();
                    return actor;
                })
                .thenApply(_ -> null);
    }

    @Override
    public InfoHash infoHash() {
        return actor.infoHash();
    }

    @Override
    public CompletableFuture<TorrentStatus> status() {
        return ask(actor::status);
    }

    @Override
    public CompletableFuture<Optional<Metainfo>> metainfo() {
        return ask(actor::metainfo);
    }

    @Override
    public CompletableFuture<List<FileStatus>> files() {
        return ask(actor.figures()::files);
    }

    @Override
    public CompletableFuture<PieceMap> pieces() {
        return ask(actor.figures()::pieces);
    }

    @Override
    public CompletableFuture<List<PeerStatus>> peers() {
        return ask(() -> actor.swarm().peers());
    }

    @Override
    public CompletableFuture<ChokeStatus> choking() {
        return ask(() -> actor.swarm().choking().status());
    }

    @Override
    public CompletableFuture<List<TrackerStatus>> trackers() {
        return ask(actor::trackers);
    }

    @Override
    public CompletableFuture<Void> pause() {
        return run(actor::pause);
    }

    @Override
    public CompletableFuture<Void> resume() {
        return run(actor::resume);
    }

    @Override
    public CompletableFuture<Void> moveInQueue(QueueMove move) {
        return CompletableFuture.runAsync(() -> actor.moveInQueue(move), answers);
    }

    @Override
    public CompletableFuture<Void> verify() {
        CompletableFuture<Void> forgotten = new CompletableFuture<>();
        return run(() -> actor.verify(forgotten)).thenCompose(_ -> forgotten).whenCompleteAsync((_, _) -> {}, answers);
    }

    @Override
    public CompletableFuture<Void> setPriority(int fileIndex, FilePriority priority) {
        return run(() -> actor.setPriority(fileIndex, priority));
    }

    @Override
    public CompletableFuture<Void> changeLimits(UnaryOperator<RateLimits> change) {
        return run(() -> actor.changeLimits(change));
    }

    @Override
    public CompletableFuture<ContentReader> read(int fileIndex, long from, long to) {
        return ask(() -> actor.read(fileIndex, from, to));
    }
}
