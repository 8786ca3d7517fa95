package org.lyceum.overlay.channel;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/** Thirty-two bytes there and back, as often as the asker likes (libp2p specs, {@code ping/ping.md}). */
final class Ping {

    static final String PROTOCOL = "/ipfs/ping/1.0.0";

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ping() {}

    static void answer(Stream stream) {
        byte[] bytes = new byte[BYTES];
        for (int count = stream.read(bytes, 0, BYTES); count >= 0; count = stream.read(bytes, 0, BYTES)) {
            stream.write(bytes, 0, count);
        }
    }

    static Duration measure(Stream stream) {
        byte[] sent = new byte[BYTES];
        RANDOM.nextBytes(sent);
        long start = System.nanoTime();
        stream.write(sent, 0, BYTES);
        byte[] back = new byte[BYTES];
        int read = 0;
        while (read < BYTES) {
            int count = stream.read(back, read, BYTES - read);
            if (count < 0) {
                throw new OverlayException(Reason.PROTOCOL_VIOLATION, "the answer to a ping ends too soon");
            }
            read += count;
        }
        if (!Arrays.equals(sent, back)) {
            throw new OverlayException(Reason.PROTOCOL_VIOLATION, "the answer to a ping is something else");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
