package org.lyceum.bittorrent.tracker;

import java.net.Inet6Address;
import java.util.Locale;
import java.util.regex.Pattern;
import org.lyceum.bittorrent.BitTorrentException;

/**
 * The announce URL of a tracker, taken apart.
 *
 * @param scheme lower-case, such as {@code udp} (BEP 15) or {@code https}
 * @param host name or address; an IPv6 address without its brackets
 * @param port 1 to 65535
 * @param path path and query as they stand in the URL, such as {@code /announce?passkey=x}; may be empty
 */
public record TrackerUrl(String scheme, String host, int port, String path) {

    public static final String UDP = "udp";

    private static final int MAX_LENGTH = 2048;
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.-]{1,253}");
    private static final Pattern PATH = Pattern.compile("[\\x21-\\x7e]*");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,5}");

    /**
     * Parses an announce URL. A fragment is cut off. Without a port {@code http} and {@code https} take their own
     * defaults; {@code udp} has none.
     *
     * @throws BitTorrentException saying which part is wrong or missing
     */
    public static TrackerUrl parse(String text) {
        String url = text.strip();
        if (url.length() > MAX_LENGTH) {
            throw BitTorrentException.malformed(
                    "tracker URL: %d characters, at most %d are allowed".formatted(url.length(), MAX_LENGTH));
        }
        int colon = url.indexOf("://");
        if (colon < 0) {
            throw wrong(url, "no scheme; write it as udp://host:port/announce");
        }
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!SCHEME.matcher(scheme).matches()) {
            throw wrong(url, "the scheme is not valid; write it as udp://host:port/announce");
        }
        int start = colon + 3;
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        int fragment = url.indexOf('#', end);
        String path = fragment < 0 ? url.substring(end) : url.substring(end, fragment);
        if (!PATH.matcher(path).matches()) {
            throw wrong(url, "the path has a character that must be percent-encoded");
        }
        String authority = url.substring(start, end);
        int portColon = portColon(authority);
        String host = host(url, portColon < 0 ? authority : authority.substring(0, portColon));
        int port = portColon < 0 ? defaultPort(url, scheme) : port(url, authority.substring(portColon + 1));
        return new TrackerUrl(scheme, host, port, path);
    }

    /** Where the port's colon stands, or -1: the last one that is not inside an IPv6 address. */
    private static int portColon(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : -1;
    }

    private static String host(String url, String host) {
        if (host.isEmpty()) {
            throw wrong(url, "no host");
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            String address = host.substring(1, host.length() - 1);
            if (!isIpv6(address)) {
                throw wrong(url, "'" + printable(address) + "' is not an IPv6 address");
            }
            return address;
        }
        if (!HOST.matcher(host).matches()) {
            throw wrong(url, "'" + printable(host) + "' is not a host name or address (IPv6 goes in brackets)");
        }
        return host;
    }

    private static boolean isIpv6(String address) {
        if (!address.contains(":") || address.contains("%")) {
            return false;
        }
        try {
            Inet6Address.ofLiteral(address);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static int defaultPort(String url, String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> throw wrong(url, "no port; write it as " + scheme + "://host:port/announce");
        };
    }

    private static int port(String url, String digits) {
        int port = DIGITS.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 0xffff) {
            throw wrong(url, "port '" + printable(digits) + "' is not between 1 and 65535");
        }
        return port;
    }

    private static BitTorrentException wrong(String url, String what) {
        return BitTorrentException.malformed("tracker URL '%s': %s".formatted(printable(url), what));
    }

    private static String printable(String text) {
        String start = text.length() <= 200 ? text : text.substring(0, 200) + "...";
        return start.replaceAll("[^\\x20-\\x7e]", "?");
    }

    public boolean isUdp() {
        return scheme.equals(UDP);
    }

    @Override
    public String toString() {
        return scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port + path;
    }
}
