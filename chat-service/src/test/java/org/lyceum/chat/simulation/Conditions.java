package org.lyceum.chat.simulation;

/**
 * What the network does to a message.
 *
 * @param loss the share that never arrives
 * @param doubled the share that arrives twice
 * @param maxDelay milliseconds one way; each up to that is equally likely, so that messages overtake each other
 */
record Conditions(double loss, double doubled, long maxDelay) {

    static final Conditions CLEAN = new Conditions(0, 0, 50);

    static final Conditions LOSSY = new Conditions(0.1, 0.02, 150);
}
