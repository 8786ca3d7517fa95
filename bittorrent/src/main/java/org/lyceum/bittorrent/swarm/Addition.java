package org.lyceum.bittorrent.swarm;

/**
 * The answer to adding a torrent.
 *
 * @param created false when the torrent was here already, and is returned as it was
 */
public record Addition(Torrent torrent, boolean created) {}
