package org.lyceum.ui.nodes;

/**
 * How a node was set up, and how much of what it may use it uses.
 *
 * @param choke how each of its torrents chooses whom to upload to
 * @param uploadSlots how many peers each torrent uploads to at once
 */
public record NodeUse(ChokePolicy choke, int uploadSlots, Downloads downloads, Connections connections) {

    /** Torrents that download, that wait to, and how many may at once. */
    public record Downloads(int active, int waiting, int most) {}

    /** What there is now, and the most there may be. */
    public record Connections(Counts now, Caps most) {}

    /**
     * Connections at a moment.
     *
     * @param open of every state
     * @param handshaking incoming ones that have not said what they want
     * @param dials outgoing ones that wait for an answer
     */
    public record Counts(int open, int handshaking, int dials) {}

    /** The most connections of each kind. */
    public record Caps(int inAll, int perTorrent, int perHost, int handshaking, int handshakingPerHost, int dials) {}
}
