package org.lyceum.bittorrent;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The 20 bytes by which a peer names itself in a handshake and to a tracker (BEP 3), as Latin-1 text.
 */
public record PeerId(String latin1) {

    public static final int LENGTH = 20;

    /** Client code and version of ours in the Azureus style (BEP 20). */
    private static final String PREFIX = "-LY0100-";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final Map<String, String> CLIENTS = Map.ofEntries(
            Map.entry("LY", "Lyceum"),
            Map.entry("LT", "libtorrent"),
            Map.entry("lt", "rTorrent"),
            Map.entry("TR", "Transmission"),
            Map.entry("qB", "qBittorrent"),
            Map.entry("DE", "Deluge"),
            Map.entry("UT", "uTorrent"),
            Map.entry("UM", "uTorrent Mac"),
            Map.entry("AZ", "Vuze"),
            Map.entry("BI", "BiglyBT"),
            Map.entry("KT", "KTorrent"),
            Map.entry("TX", "Tixati"),
            Map.entry("WW", "WebTorrent"),
            Map.entry("rQ", "rqbit"));

    public PeerId {
        if (latin1.length() != LENGTH) {
            throw BitTorrentException.malformed("peer id: %d bytes, expected 20".formatted(latin1.length()));
        }
    }

    public static PeerId of(byte[] bytes) {
        return new PeerId(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** A new id of this client, its last twelve characters drawn from {@code random}. */
    public static PeerId generate(RandomGenerator random) {
        StringBuilder id = new StringBuilder(PREFIX);
        while (id.length() < LENGTH) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new PeerId(id.toString());
    }

    public byte[] toBytes() {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A name for people, such as {@code Transmission 3.0.0}; the printable prefix where the client is unknown. */
    public String clientName() {
        if (latin1.startsWith("A2-")) {
            String[] parts = latin1.split("-", -1);
            return parts.length > 3 ? "aria2 %s.%s.%s".formatted(parts[1], parts[2], parts[3]) : "aria2";
        }
        if (latin1.charAt(0) == '-' && latin1.charAt(7) == '-') {
            String name = CLIENTS.getOrDefault(latin1.substring(1, 3), printable(latin1.substring(1, 3)));
            return "%s %s.%s.%s"
                    .formatted(name, printable(3), printable(4), printable(5))
                    .strip();
        }
        return printable(latin1.substring(0, 8));
    }

    private String printable(int index) {
        return printable(latin1.substring(index, index + 1));
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
