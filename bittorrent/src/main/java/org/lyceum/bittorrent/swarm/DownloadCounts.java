package org.lyceum.bittorrent.swarm;

/**
 * The queue of an engine's downloads in figures.
 *
 * @param active torrents whose turn it is
 * @param waiting those that wait for theirs
 * @param most how many may have their turn at once; one that stalls lets another go on, so that more may be active
 */
public record DownloadCounts(int active, int waiting, int most) {}
