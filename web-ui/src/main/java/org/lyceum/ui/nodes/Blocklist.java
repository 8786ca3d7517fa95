package org.lyceum.ui.nodes;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that a node has nothing to do with.
 *
 * @param name of the list; null when nobody told it, or there is none
 * @param source the configured file, or {@value #PUT} for one that came over REST; null when there is none
 * @param loadedAt null when there is none
 * @param ipv4Addresses how many addresses of IPv4 the ranges are
 * @param badLines how many lines could not be used, {@code firstBadLines} some of them
 * @param turnedAway connections from blocked addresses that were closed since the node started
 */
public record Blocklist(
        int ranges,
        long ipv4Addresses,
        @Nullable String name,
        @Nullable String source,
        @Nullable Instant loadedAt,
        long badLines,
        List<BadLine> firstBadLines,
        long turnedAway) {

    private static final String PUT = "put";

    /** A line that could not be used, and why. */
    public record BadLine(long number, String why) {}

    public boolean isLoaded() {
        return loadedAt != null;
    }

    /** Whether the node reads it from a file of its configuration at every start. */
    public boolean isConfigured() {
        return source != null && !source.equals(PUT);
    }
}
