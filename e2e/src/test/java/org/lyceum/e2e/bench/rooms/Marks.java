package org.lyceum.e2e.bench.rooms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What every message carries twice, as a room's event has its text and its HTML: {@code ^NUMBER NANOS^}, with the time
 * at which it was due. Base64, JSON and HTML leave {@code ^} alone.
 */
final class Marks {

    private static final byte MARK = '^';
    private static final byte[] FILLING = "so it goes ".repeat(100).getBytes(StandardCharsets.US_ASCII);

    private Marks() {}

    /** A message's text of so many bytes. */
    static String text(long number, long nanos, int bytes) {
        String marks = "^%d %d^".formatted(number, nanos);
        return marks
                + new String(
                        FILLING, 0, Math.clamp(bytes - marks.length(), 0, FILLING.length), StandardCharsets.US_ASCII);
    }

    /** A text made longer. */
    static byte[] padded(String text, int bytes) {
        byte[] padded = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), Math.max(bytes, text.length()));
        Arrays.fill(padded, text.length(), padded.length, (byte) '.');
        return padded;
    }

    /** Takes the messages of one reader as they come. */
    static final class Reader {

        private final long[] expected = new long[LoadAgent.WRITERS];
        private long order;
        private long delivered;
        private long disordered;
        private boolean second;

        /** The last number that was read, as marks come in pairs. */
        private long number;

        long delivered() {
            return delivered;
        }

        /** How many came twice, in another order than their writer's, or behind one that is missing. */
        long disordered() {
            return disordered;
        }

        /** The same for all who read everything in the same order. */
        long order() {
            return order;
        }

        /** The next round counts from 0 again. */
        void reset() {
            Arrays.setAll(expected, writer -> writer);
            order = 0;
            delivered = 0;
            disordered = 0;
        }

        /** Looks for marks from the buffer's position to a place. */
        void read(ByteBuffer buffer, int end, Latencies latencies, long now) {
            for (int i = buffer.position(); i < end; i++) {
                if (buffer.get(i) == MARK) {
                    i = mark(buffer, i + 1, latencies, now);
                }
            }
        }

        private int mark(ByteBuffer buffer, int from, Latencies latencies, long now) {
            int i = from;
            long told = 0;
            for (; buffer.get(i) != ' '; i++) {
                told = 10 * told + buffer.get(i) - '0';
            }
            long due = 0;
            for (i++; buffer.get(i) != MARK; i++) {
                due = 10 * due + buffer.get(i) - '0';
            }
            if (second) {
                disordered += told == number ? 0 : 1;
            } else {
                number = told;
                int writer = (int) (told % LoadAgent.WRITERS);
                disordered += told == expected[writer] ? 0 : 1;
                expected[writer] = told + LoadAgent.WRITERS;
                order = 31 * order + told;
                delivered++;
                latencies.add(now - due);
            }
            second = !second;
            return i;
        }
    }
}
