package org.lyceum.bittorrent.swarm;

/**
 * How many connections an engine has at a moment; {@link ConnectionLimits} says how many it may have.
 *
 * @param open of every state, those below included
 * @param handshaking incoming ones that have not said what they want
 * @param dials outgoing ones that wait for an answer
 */
public record ConnectionCounts(int open, int handshaking, int dials) {}
