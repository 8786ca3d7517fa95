package org.lyceum.bittorrent.swarm;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.InfoHash;

/** Tells subscribers what a torrent is doing: each change of state at once, changed figures when asked to. */
final class TorrentReport {

    private final InfoHash infoHash;
    private final Supplier<TorrentStatus> status;
    private final Consumer<TorrentEvent> publish;
    private @Nullable TorrentStatus last;

    TorrentReport(InfoHash infoHash, Supplier<TorrentStatus> status, Consumer<TorrentEvent> publish) {
        this.infoHash = infoHash;
        this.status = status;
        this.publish = publish;
    }

    void added() {
        publish.accept(new TorrentEvent.Added(take()));
    }

    void pieceDone(int piece) {
        publish.accept(new TorrentEvent.PieceDone(infoHash, piece));
    }

    /** Nothing is told before {@link #added}. */
    void stateMayHaveChanged() {
        // while the state is the same, changed figures are left for progress() to tell
        if (last != null && status.get().state() != last.state()) {
            publish.accept(new TorrentEvent.StateChanged(take()));
        }
    }

    void progress() {
        TorrentStatus before = last;
        TorrentStatus now = take();
        if (before != null && now.state() != before.state()) {
            publish.accept(new TorrentEvent.StateChanged(now));
        } else if (!now.equals(before)) {
            publish.accept(new TorrentEvent.Progress(now));
        }
    }

    void removed() {
        publish.accept(new TorrentEvent.Removed(infoHash));
    }

    private TorrentStatus take() {
        TorrentStatus now = status.get();
        last = now;
        return now;
    }
}
