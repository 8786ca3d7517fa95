package org.lyceum.bittorrent.storage;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.metainfo.Metainfo;

/**
 * A torrent as it was found at the start.
 *
 * @param metainfo null as long as only its magnet link, or its info hash, is known
 * @param journal indices of pieces that were verified after {@code data} was saved; a crash may have left indices
 *     there that the torrent does not have
 */
public record StoredTorrent(ResumeData data, @Nullable Metainfo metainfo, Set<Integer> journal) {

    public StoredTorrent {
        journal = Set.copyOf(journal);
    }
}
