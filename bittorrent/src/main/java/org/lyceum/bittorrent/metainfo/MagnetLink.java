package org.lyceum.bittorrent.metainfo;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
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

    static final int MAX_LENGTH = 64 * 1024;

    private static final String SCHEME = "magnet:?";
    private static final String VERSION_1 = "urn:btih:";
    private static final String VERSION_2 = "urn:btmh:";

    public MagnetLink {
        trackers = List.copyOf(trackers);
        peers = List.copyOf(peers);
    }

    /**
     * Parses {@code magnet:?xt=urn:btih:...}, the info hash in hexadecimal or base32. Parameters may be numbered
     * ({@code tr.1}); unknown ones are passed over.
     *
     * @throws BitTorrentException saying which parameter is wrong or missing
     */
    public static MagnetLink parse(String link) {
        if (link.length() > MAX_LENGTH) {
            throw malformed("%d characters, of which at most %d are read".formatted(link.length(), MAX_LENGTH));
        }
        String stripped = link.strip();
        if (!stripped.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw malformed("does not begin with " + SCHEME);
        }
        Parser parser = new Parser();
        for (String parameter : stripped.substring(SCHEME.length()).split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parser.take(parameter.substring(0, equals).toLowerCase(Locale.ROOT), parameter.substring(equals + 1));
            }
        }
        return parser.link();
    }

    /** The link as text, values percent-encoded. */
    @Override
    public String toString() {
        StringBuilder link =
                new StringBuilder(SCHEME).append("xt=").append(VERSION_1).append(infoHash);
        if (name != null) {
            link.append("&dn=").append(PercentEncoding.encode(name));
        }
        trackers.forEach(tracker -> link.append("&tr=").append(PercentEncoding.encode(tracker)));
        // as it is: clients read this value without decoding it
        peers.forEach(peer -> link.append("&x.pe=").append(PeerAddress.format(peer)));
        return link.toString();
    }

    private static BitTorrentException malformed(String fault) {
        return BitTorrentException.malformed("magnet link: " + fault);
    }

    private static final class Parser {

        private @Nullable InfoHash infoHash;
        private boolean version2;
        private @Nullable String name;
        private final Set<String> trackers = new LinkedHashSet<>();
        private final List<InetSocketAddress> peers = new ArrayList<>();

        void take(String key, String encoded) {
            try {
                switch (key.replaceFirst("\\.[0-9]+$", "")) {
                    case "xt" -> topic(PercentEncoding.decode(encoded));
                    case "dn" -> name(PercentEncoding.decode(encoded.replace('+', ' ')));
                    case "tr" -> tracker(PercentEncoding.decode(encoded).strip());
                    case "x.pe" -> peers.add(PeerAddress.parse(PercentEncoding.decode(encoded)));
                    default -> {} // other sources of the content, which we do not use
                }
            } catch (BitTorrentException e) {
                throw malformed(key + ": " + e.getMessage());
            }
        }

        private void topic(String topic) {
            if (startsWith(topic, VERSION_1)) {
                InfoHash hash = InfoHash.parse(topic.substring(VERSION_1.length()));
                if (infoHash != null && !infoHash.equals(hash)) {
                    throw BitTorrentException.malformed("a second info hash, " + hash);
                }
                infoHash = hash;
            }
            version2 |= startsWith(topic, VERSION_2);
        }

        private static boolean startsWith(String topic, String prefix) {
            return topic.regionMatches(true, 0, prefix, 0, prefix.length());
        }

        /** Control characters go: the name is shown in terminals too. */
        private void name(String text) {
            String shown = text.replaceAll("\\p{Cntrl}", " ").strip();
            name = shown.isEmpty() ? null : shown;
        }

        private void tracker(String url) {
            if (!url.isEmpty()) {
                trackers.add(url);
            }
        }

        MagnetLink link() {
            if (infoHash != null) {
                return new MagnetLink(infoHash, name, List.copyOf(trackers), peers);
            }
            throw malformed(
                    version2
                            ? "xt: a torrent of version 2 only (urn:btmh), which cannot be read"
                            : "xt: missing; expected xt=urn:btih: and the info hash");
        }
    }
}
