package org.lyceum.bittorrent.blocklist;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What one line of a list names: addresses from a first to a last one, or why it does not. */
sealed interface AddressRange {

    record Ipv4(int first, int last) implements AddressRange {}

    record Ipv6(long firstHigh, long firstLow, long lastHigh, long lastLow) implements AddressRange {}

    /** An address stands there, but what is said of it cannot be. */
    record Wrong(String why) implements AddressRange {}

    /** {@code 1.2.3.4}, {@code 1.2.3.0/24}, {@code 1.2.3.4 - 1.2.3.9}, and so in IPv6; null for other text. */
    static @Nullable AddressRange parse(String text) {
        int dash = text.indexOf('-');
        if (dash >= 0) {
            return between(
                    text.substring(0, dash).strip(), text.substring(dash + 1).strip());
        }
        int slash = text.indexOf('/');
        return slash < 0
                ? between(text, text)
                : network(
                        text.substring(0, slash).strip(),
                        text.substring(slash + 1).strip());
    }

    private static @Nullable AddressRange between(String from, String to) {
        long first = AddressText.ipv4(from);
        if (first >= 0) {
            long last = AddressText.ipv4(to);
            if (last < 0) {
                return new Wrong("'%s' is no IPv4 address".formatted(to));
            }
            return last < first ? backwards(from, to) : new Ipv4((int) first, (int) last);
        }
        return switch (AddressText.ipv6(from)) {
            case null -> null;
            case Inet4Address mapped
            when AddressText.ipv6(to) instanceof Inet4Address last -> ipv4(mapped, last, from, to);
            case Inet6Address lowest
            when AddressText.ipv6(to) instanceof Inet6Address last -> ipv6(lowest, last, from, to);
            default -> new Wrong("'%s' is no IPv6 address of the same kind as the first".formatted(to));
        };
    }

    private static AddressRange ipv4(Inet4Address first, Inet4Address last, String from, String to) {
        int low = AddressText.bits(first);
        int high = AddressText.bits(last);
        return Integer.compareUnsigned(low, high) > 0 ? backwards(from, to) : new Ipv4(low, high);
    }

    private static AddressRange ipv6(Inet6Address first, Inet6Address last, String from, String to) {
        Ipv6 range = new Ipv6(
                AddressText.high(first), AddressText.low(first), AddressText.high(last), AddressText.low(last));
        int highs = Long.compareUnsigned(range.firstHigh, range.lastHigh);
        boolean backwards = highs > 0 || (highs == 0 && Long.compareUnsigned(range.firstLow, range.lastLow) > 0);
        return backwards ? backwards(from, to) : range;
    }

    private static Wrong backwards(String from, String to) {
        return new Wrong("'%s' comes after '%s'".formatted(from, to));
    }

    private static @Nullable AddressRange network(String address, String prefixText) {
        long ipv4 = AddressText.ipv4(address);
        InetAddress ipv6 = ipv4 < 0 ? AddressText.ipv6(address) : null;
        if (ipv4 < 0 && ipv6 == null) {
            return null;
        }
        int prefix = prefix(prefixText);
        int longest = ipv4 >= 0 ? 32 : 128;
        // an address of IPv4 within IPv6 has the last 32 of its 128 bits
        int shortest = ipv6 instanceof Inet4Address ? 96 : 0;
        if (prefix < shortest || prefix > longest) {
            return new Wrong("'%s/%s': the prefix is not a number from %d to %d"
                    .formatted(address, prefixText, shortest, longest));
        }
        return switch (ipv6) {
            case null -> ipv4Network((int) ipv4, prefix);
            case Inet4Address mapped -> ipv4Network(AddressText.bits(mapped), prefix - 96);
            case Inet6Address v6 -> ipv6Network(AddressText.high(v6), AddressText.low(v6), prefix);
            default -> throw new IllegalStateException("an address of neither kind");
        };
    }

    private static int prefix(String text) {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i > 2) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return text.isEmpty() ? -1 : value;
    }

    private static Ipv4 ipv4Network(int address, int prefix) {
        int host = prefix == 0 ? -1 : (1 << (32 - prefix)) - 1;
        return new Ipv4(address & ~host, address | host);
    }

    private static Ipv6 ipv6Network(long high, long low, int prefix) {
        long hostHigh = hostBits(Math.min(prefix, 64));
        long hostLow = hostBits(Math.max(prefix - 64, 0));
        return new Ipv6(high & ~hostHigh, low & ~hostLow, high | hostHigh, low | hostLow);
    }

    /** The bits of 64 that come after a prefix. */
    private static long hostBits(int prefix) {
        return prefix == 0 ? -1L : prefix == 64 ? 0 : (1L << (64 - prefix)) - 1;
    }
}
