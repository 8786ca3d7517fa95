package org.lyceum.overlay.membership;

import java.util.random.RandomGenerator;

/** Keeps nodes that started together from acting together. */
final class Spread {

    private Spread() {}

    /** Half to one and a half times as long. */
    static long around(long millis, RandomGenerator random) {
        return millis / 2 + random.nextLong(millis);
    }
}
