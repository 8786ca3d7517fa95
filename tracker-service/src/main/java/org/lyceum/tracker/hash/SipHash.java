package org.lyceum.tracker.hash;

import java.util.random.RandomGenerator;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) of messages that are whole 64-bit words.
 *
 * <p>A pseudo-random function for short inputs: without the key nobody can tell its value for an input of their choice,
 * so it serves as the authentication code of a connection id, whose 64 bits it fills exactly, and keeps strangers from
 * choosing addresses that collide in a hash table. It needs some 20 ns and no memory, where HMAC-SHA-256 needs a
 * microsecond and a thread-bound {@code Mac}; a flood of connects makes that the difference.
 */
public record SipHash(long key0, long key1) {

    public static SipHash withRandomKey(RandomGenerator random) {
        return new SipHash(random.nextLong(), random.nextLong());
    }

    /** Hashes the words in order, each as eight bytes, the lowest first. */
    public long hash(long... words) {
        State state = new State(key0, key1);
        for (long word : words) {
            state.compress(word);
        }
        state.compress(((long) words.length * Long.BYTES) << 56);
        return state.finish();
    }

    /** Never leaks: a key in a log is no key. */
    @Override
    public String toString() {
        return "SipHash[key=secret]";
    }

    private static final class State {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        State(long key0, long key1) {
            v0 = key0 ^ 0x736f6d6570736575L;
            v1 = key1 ^ 0x646f72616e646f6dL;
            v2 = key0 ^ 0x6c7967656e657261L;
            v3 = key1 ^ 0x7465646279746573L;
        }

        void compress(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        long finish() {
            v2 ^= 0xff;
            round();
            round();
            round();
            round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
