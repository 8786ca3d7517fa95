package org.lyceum.bittorrent.tracker;

/**
 * One swarm as a tracker sees it (BEP 48).
 *
 * @param completed how often the torrent was downloaded completely
 */
public record ScrapeResult(int seeders, int completed, int leechers) {}
