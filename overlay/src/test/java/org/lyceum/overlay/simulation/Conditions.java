package org.lyceum.overlay.simulation;

/**
 * What the network does to a message.
 *
 * @param loss the share that never arrives
 * @param minDelay milliseconds one way; between the two each is equally likely, so that messages overtake each other
 */
record Conditions(double loss, long minDelay, long maxDelay) {

    static final Conditions CLEAN = new Conditions(0, 10, 100);

    static final Conditions LOSSY = new Conditions(0.05, 10, 100);
}
