package org.lyceum.tracker.udp;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import org.lyceum.tracker.hash.SipHash;

/**
 * Connection ids (BEP 15), which a peer must get before its requests count: so whoever lies about its address gets
 * nothing done, since the id goes to the address.
 *
 * <p>An id is a keyed hash over the second in which it was issued and the address that it was issued to: 56 bits of it,
 * then the low 8 bits of that second, from which the full time follows while the id is good. Nothing has to be kept for
 * the peers that ask.
 *
 * <p>The port does not count: libtorrent uses one id for all its sockets, and a NAT may give each packet another port.
 */
final class ConnectionIds {

    /** A client may use an id for one minute, and its packets for another one, says BEP 15. */
    static final Duration LIFETIME = Duration.ofMinutes(2);

    /** Seconds that the low 8 bits can tell apart, more than the lifetime. */
    private static final long SECONDS_MASK = 0xff;

    private final SipHash mac;
    private final InstantSource clock;

    ConnectionIds(SipHash mac, InstantSource clock) {
        this.mac = mac;
        this.clock = clock;
    }

    long issue(InetAddress source) {
        return idFor(source, clock.instant().getEpochSecond());
    }

    boolean isValid(long id, InetAddress source) {
        long now = clock.instant().getEpochSecond();
        long age = (now - id) & SECONDS_MASK;
        // one subtraction of whole words: the time it takes says nothing about the bits that differ
        return age <= LIFETIME.toSeconds() && id - idFor(source, now - age) == 0;
    }

    private long idFor(InetAddress source, long second) {
        byte[] address = source.getAddress();
        long[] words = new long[2 + (address.length + Long.BYTES - 1) / Long.BYTES];
        words[0] = second;
        words[1] = address.length;
        for (int i = 0; i < address.length; i++) {
            words[2 + i / Long.BYTES] |= (address[i] & 0xffL) << (i % Long.BYTES * Byte.SIZE);
        }
        return (mac.hash(words) & ~SECONDS_MASK) | (second & SECONDS_MASK);
    }
}
