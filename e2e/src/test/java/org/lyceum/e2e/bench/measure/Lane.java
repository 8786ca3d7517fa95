package org.lyceum.e2e.bench.measure;

/** A row of a table: processes that do the same transfer again and again, in turn with those of other rows. */
public interface Lane extends AutoCloseable {

    String title();

    /** Bytes that one receiver gets. */
    long bytes();

    /** Does it once, and checks that everything has come. */
    Sample run();

    @Override
    void close();
}
