package org.lyceum.bittorrent;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a client's name and version out of a peer id, by the conventions of BEP 20 and of clients that came later. */
final class ClientName {

    /** How the four characters after the client code of an Azureus-style id spell its version. */
    private enum Version {
        /** {@code 20B0}: 2.0.11, the fourth character a build tag. */
        THREE_DIGITS,
        /** {@code 3510}: 3.5.1.0. */
        FOUR_DIGITS,
        /** {@code 0318}: 3.18. */
        TWO_NUMBERS,
        /** {@code 2940}: 2.94, and from 4 on {@code 4060}: 4.0.6. */
        TRANSMISSION
    }

    private record Client(String name, Version version) {}

    private static final Map<String, Client> AZUREUS_STYLE = Map.ofEntries(
            entry("LY", "Lyceum", Version.THREE_DIGITS),
            entry("AZ", "Vuze", Version.FOUR_DIGITS),
            entry("BC", "BitComet", Version.TWO_NUMBERS),
            entry("BI", "BiglyBT", Version.FOUR_DIGITS),
            entry("BT", "BitTorrent", Version.THREE_DIGITS),
            entry("BW", "BitTorrent Web", Version.THREE_DIGITS),
            entry("DE", "Deluge", Version.THREE_DIGITS),
            entry("FD", "Free Download Manager", Version.THREE_DIGITS),
            entry("FL", "Flud", Version.THREE_DIGITS),
            entry("FW", "FrostWire", Version.THREE_DIGITS),
            entry("GT", "anacrolix/torrent", Version.FOUR_DIGITS),
            entry("KT", "KTorrent", Version.THREE_DIGITS),
            entry("LT", "libtorrent", Version.THREE_DIGITS),
            entry("LW", "LimeWire", Version.THREE_DIGITS),
            entry("MG", "MediaGet", Version.THREE_DIGITS),
            entry("PI", "PicoTorrent", Version.THREE_DIGITS),
            entry("SD", "Thunder", Version.FOUR_DIGITS),
            entry("SZ", "Shareaza", Version.FOUR_DIGITS),
            entry("TL", "Tribler", Version.THREE_DIGITS),
            entry("TR", "Transmission", Version.TRANSMISSION),
            entry("TX", "Tixati", Version.TWO_NUMBERS),
            entry("UE", "\u00b5Torrent Embedded", Version.THREE_DIGITS),
            entry("UM", "\u00b5Torrent Mac", Version.THREE_DIGITS),
            entry("UT", "\u00b5Torrent", Version.THREE_DIGITS),
            entry("UW", "\u00b5Torrent Web", Version.THREE_DIGITS),
            entry("WD", "WebTorrent Desktop", Version.TWO_NUMBERS),
            entry("WW", "WebTorrent", Version.TWO_NUMBERS),
            entry("XL", "Xunlei", Version.FOUR_DIGITS),
            entry("lt", "libTorrent (rTorrent)", Version.THREE_DIGITS),
            entry("qB", "qBittorrent", Version.THREE_DIGITS),
            entry("rQ", "rqbit", Version.THREE_DIGITS),
            entry("tT", "tTorrent", Version.THREE_DIGITS));

    private static final Pattern AZUREUS = Pattern.compile("-([!-~]{2})([0-9A-Za-z]{4})-");

    /** {@code M7-10-5--} of the first client, {@code A2-1-36-0-} of aria2. */
    private static final Pattern DASHED = Pattern.compile("(M|A2-)(\\d{1,2})-(\\d{1,2})-(\\d{1,2})-");

    private ClientName() {}

    private static Map.Entry<String, Client> entry(String code, String name, Version version) {
        return Map.entry(code, new Client(name, version));
    }

    /** Such as {@code Transmission 4.0.6}; of an id in no known style the first eight characters, as far as they print. */
    static String of(PeerId peerId) {
        String id = peerId.latin1();
        Matcher azureus = AZUREUS.matcher(id);
        if (azureus.lookingAt()) {
            return azureus(azureus.group(1), azureus.group(2));
        }
        Matcher dashed = DASHED.matcher(id);
        if (dashed.lookingAt()) {
            String name = dashed.group(1).equals("M") ? "BitTorrent" : "aria2";
            return "%s %s.%s.%s".formatted(name, dashed.group(2), dashed.group(3), dashed.group(4));
        }
        return id.substring(0, 8).replaceAll("[^!-~]", "?");
    }

    private static String azureus(String code, String version) {
        Client client = AZUREUS_STYLE.getOrDefault(code, new Client(code, Version.THREE_DIGITS));
        return client.name + " "
                + switch (client.version) {
                    case THREE_DIGITS -> digits(version.substring(0, 3));
                    case FOUR_DIGITS -> digits(version);
                    case TWO_NUMBERS -> number(version.substring(0, 2)) + "." + number(version.substring(2));
                    case TRANSMISSION ->
                        version.charAt(0) < '4'
                                ? version.charAt(0) + "." + version.substring(1, 3)
                                : digits(version.substring(0, 3));
                };
    }

    private static String number(String digits) {
        return digits.charAt(0) == '0' ? digits.substring(1) : digits;
    }

    /** Each character a number of its own, letters going on after 9: {@code 20B} is 2.0.11. */
    private static String digits(String version) {
        return version.chars()
                .map(c -> c <= '9' ? c - '0' : c <= 'Z' ? c - 'A' + 10 : c - 'a' + 36)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("."));
    }
}
