package org.lyceum.bittorrent.blocklist;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Addresses as text and as numbers. Names are never looked up. */
final class AddressText {

    private static final int LONGEST_IPV6 = 45;

    private AddressText() {}

    static int bits(Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }

    static long high(Inet6Address address) {
        return ByteBuffer.wrap(address.getAddress()).getLong();
    }

    static long low(Inet6Address address) {
        return ByteBuffer.wrap(address.getAddress()).getLong(Long.BYTES);
    }

    /**
     * Four decimal numbers, which may have zeros before them ({@code 001.002.003.004}); -1 for anything else. By hand,
     * since a list has half a million of them.
     */
    static long ipv4(String text) {
        long address = 0;
        int part = 0;
        int digits = 0;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9' && digits < 3) {
                part = part * 10 + c - '0';
                digits++;
            } else if (c == '.' && digits > 0 && dots < 3 && part <= 255) {
                address = address << 8 | part;
                part = 0;
                digits = 0;
                dots++;
            } else {
                return -1;
            }
        }
        return dots == 3 && digits > 0 && part <= 255 ? address << 8 | part : -1;
    }

    /** An address written as RFC 4291 has it; an {@link Inet4Address} for one that carries IPv4; null for other text. */
    static @Nullable InetAddress ipv6(String text) {
        if (text.length() > LONGEST_IPV6 || text.indexOf(':') < 0 || !isOfIpv6Letters(text)) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isOfIpv6Letters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
                return false;
            }
        }
        return true;
    }
}
