package org.lyceum.overlay.directory;

import java.time.Duration;

/**
 * The bounds of a {@link Directory}.
 *
 * @param maxRecords nodes that are held; further ones are refused until some expire
 * @param maxBytes of all records together
 * @param maxLifetime a record that expires later than this from now is refused
 */
public record DirectorySettings(int maxRecords, int maxBytes, Duration maxLifetime) {

    public static DirectorySettings defaults() {
        return new DirectorySettings(10_000, 16 * 1024 * 1024, Duration.ofHours(1));
    }
}
