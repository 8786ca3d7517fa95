package org.lyceum.bittorrent.metainfo;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.InfoHash;

/**
 * A magnet link (BEP 9).
 *
 * @param name {@code dn}, for display until the metadata is known
 * @param trackers {@code tr}, in their order
 * @param peers {@code x.pe}: addresses to try; host names stay unresolved
 */
public record MagnetLink(
        InfoHash infoHash, @Nullable String name, List<String> trackers, List<InetSocketAddress> peers) {

    public MagnetLink {
        trackers = List.copyOf(trackers);
        peers = List.copyOf(peers);
    }

    /**
     * Parses {@code magnet:?xt=urn:btih:...}.
     *
     * @throws org.lyceum.bittorrent.BitTorrentException saying which parameter is wrong or missing
     */
    public static MagnetLink parse(String link) {
        throw new UnsupportedOperationException();
    }

    /** The link as text, every value percent-encoded. */
    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }
}
