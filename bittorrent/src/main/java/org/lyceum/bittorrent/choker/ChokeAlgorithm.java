package org.lyceum.bittorrent.choker;

import java.util.random.RandomGenerator;

/** The policies there are. */
public enum ChokeAlgorithm {
    /** {@link ClassicChoke}. */
    CLASSIC,
    /** {@link Bep3Choke}. */
    BEP3;

    /** A policy for one torrent. */
    public ChokePolicy policy(RandomGenerator random) {
        return switch (this) {
            case CLASSIC -> new ClassicChoke(random);
            case BEP3 -> new Bep3Choke(random);
        };
    }
}
