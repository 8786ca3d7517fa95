package org.lyceum.bittorrent.storage;

/**
 * Consecutive bytes of an open file, to be sent without passing through memory.
 *
 * @param lease keeps the file open; whoever was given the region closes it
 * @param position first byte inside the file
 * @param length bytes, at least 1
 */
public record Region(FilePool.Lease lease, long position, int length) {}
