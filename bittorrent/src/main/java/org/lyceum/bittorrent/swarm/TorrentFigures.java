package org.lyceum.bittorrent.swarm;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.storage.ResumeData;

/** How far a torrent has come, as trackers and users are told. Lives on the torrent's event loop. */
final class TorrentFigures implements Announcer.Progress {

    private final ResumeData restored;
    private final TorrentIdentity identity;
    private final Swarm swarm;
    private final Supplier<@Nullable Content> content;

    TorrentFigures(ResumeData restored, TorrentIdentity identity, Swarm swarm, Supplier<@Nullable Content> content) {
        this.restored = restored;
        this.identity = identity;
        this.swarm = swarm;
        this.content = content;
    }

    @Override
    public long downloaded() {
        return restored.downloaded() + swarm.down().total();
    }

    @Override
    public long uploaded() {
        return restored.uploaded() + swarm.up().total();
    }

    long transferred() {
        return downloaded() + uploaded();
    }

    @Override
    public long left() {
        Content known = content.get();
        // a peer that does not know the length yet must not pass for a seed
        return known == null ? 1 : known.info().totalLength() - known.verifiedBytes();
    }

    TorrentStatus status(TorrentState state, @Nullable Integer queuePlace, @Nullable BitTorrentException error) {
        long now = swarm.nanos();
        Metainfo metainfo = identity.metainfo();
        InfoDictionary info = metainfo != null ? metainfo.info() : null;
        Content known = content.get();
        long total = info != null ? info.totalLength() : 0;
        long completed = known != null ? known.verifiedBytes() : 0;
        long downRate = swarm.down().bytesPerSecond(now);
        boolean waiting = state == TorrentState.DOWNLOADING && downRate > 0;
        return new TorrentStatus(
                identity.infoHash(),
                identity.name(),
                total,
                info != null ? info.pieceLength() : 0,
                info != null ? info.pieceCount() : 0,
                completed,
                state,
                downRate,
                swarm.up().bytesPerSecond(now),
                downloaded(),
                uploaded(),
                swarm.connections().size(),
                swarm.connections().seeds(),
                waiting ? (total - completed + downRate - 1) / downRate : null,
                queuePlace,
                swarm.limits(),
                restored.addedAt(),
                error != null ? error.getMessage() : null,
                identity.link());
    }

    List<FileStatus> files() {
        Content known = content.get();
        return known != null ? known.files() : List.of();
    }

    PieceMap pieces() {
        Content known = content.get();
        return known != null
                ? new PieceMap(known.verified().copy(), known.picker().availability())
                : new PieceMap(new BitField(0), new int[0]);
    }
}
