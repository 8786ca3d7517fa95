package org.lyceum.bittorrent.storage;

/**
 * What tells that a file was changed, without reading it.
 *
 * @param size bytes; -1 when there is no regular file
 * @param modifiedMillis time of the last change, since the epoch; 0 when there is no regular file
 */
public record FileStamp(long size, long modifiedMillis) {

    static final FileStamp MISSING = new FileStamp(-1, 0);
}
