package org.lyceum.bittorrent.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.metainfo.Metainfo;

/** What survives a stop: metainfo, resume data and journal of each torrent. */
public final class ResumeStore {

    public ResumeStore(Path directory) {}

    public void saveMetainfo(Metainfo metainfo) {
        throw new UnsupportedOperationException();
    }

    public Optional<Metainfo> metainfo(InfoHash infoHash) {
        throw new UnsupportedOperationException();
    }

    public void save(ResumeData data) {
        throw new UnsupportedOperationException();
    }

    public void appendVerified(InfoHash infoHash, int piece) {
        throw new UnsupportedOperationException();
    }

    public List<StoredTorrent> load() {
        throw new UnsupportedOperationException();
    }

    public void delete(InfoHash infoHash) {
        throw new UnsupportedOperationException();
    }
}
