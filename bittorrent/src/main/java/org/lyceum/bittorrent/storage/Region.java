package org.lyceum.bittorrent.storage;

/** Consecutive bytes of a torrent, to be sent without passing through memory. */
public sealed interface Region {

    /** Bytes, at least 1. */
    int length();

    /** Gives back what the region holds; up to whoever was given it. */
    void close();

    /**
     * Bytes of an open file.
     *
     * @param lease keeps the file open
     * @param position first byte inside the file
     */
    record OfFile(FilePool.Lease lease, long position, int length) implements Region {
        @Override
        public void close() {
            lease.close();
        }
    }

    /** The zeros of a padding file (BEP 47), which stands nowhere. */
    record Zeros(int length) implements Region {
        @Override
        public void close() {
            // nothing is held
        }
    }
}
