package org.lyceum.bittorrent.swarm;

/**
 * How a torrent starts.
 *
 * @param paused wait for {@link Torrent#resume()}
 * @param sequential ask for pieces in their order
 */
public record AddOptions(boolean paused, boolean sequential) {

    public static final AddOptions DEFAULT = new AddOptions(false, false);
}
