package org.lyceum.bittorrent.blocklist;

/**
 * A line of a list that could not be used.
 *
 * @param number of the line, from 1
 * @param why such as {@code '1.2.3.4/33': the prefix is longer than an address}
 */
public record BadLine(long number, String why) {}
