package org.lyceum.bittorrent.metainfo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lyceum.bittorrent.BitTorrentException;

/** A peer's address as text (BEP 9): {@code host:port}, {@code 192.0.2.1:port}, {@code [2001:db8::1]:port}. */
final class PeerAddress {

    private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})]:([0-9]{1,5})");
    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}):([0-9]{1,5})");
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_.-]{1,253}):([0-9]{1,5})");

    private PeerAddress() {}

    static InetSocketAddress parse(String text) {
        Matcher address = IPV6.matcher(text);
        if (address.matches() || address.usePattern(IPV4).matches()) {
            return new InetSocketAddress(literal(address.group(1), text), port(address.group(2), text));
        }
        Matcher name = NAME.matcher(text);
        if (name.matches()) {
            return InetSocketAddress.createUnresolved(name.group(1), port(name.group(2), text));
        }
        throw BitTorrentException.malformed("'%s' is not host:port or [address]:port".formatted(text));
    }

    static String format(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    private static InetAddress literal(String address, String text) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw BitTorrentException.malformed("'%s' has no valid address".formatted(text));
        }
    }

    private static int port(String digits, String text) {
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw BitTorrentException.malformed("'%s' has no port from 1 to 65535".formatted(text));
        }
        return port;
    }
}
