package org.lyceum.e2e.bench.transfer;

/** What is measured. */
enum Case {
    /** One file, one seed, one leech; beside it what the machine could do at most. */
    PAIR,
    /** One file, one seed, four leeches. */
    SWARM,
    /** Many small files in one torrent, one seed, one leech. */
    SMALL,
    /** One seed, one leech, files of several sizes. */
    SCALING
}
