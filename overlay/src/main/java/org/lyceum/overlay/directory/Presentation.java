package org.lyceum.overlay.directory;

import java.util.Arrays;

/**
 * What a node shows to prove what it is: credentials, as they travel. They are read and believed by who wants to know,
 * not by the directory.
 *
 * @param credentials at most {@value #MAX_BYTES} bytes; none of them prove nothing
 */
public record Presentation(byte[] credentials) {

    public static final int MAX_BYTES = 4 * 1024;

    public static final Presentation NONE = new Presentation(new byte[0]);

    /** @throws IllegalArgumentException when there are too many bytes */
    public Presentation {
        if (credentials.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "credentials take %d bytes, at most %d are allowed".formatted(credentials.length, MAX_BYTES));
        }
        credentials = credentials.clone();
    }

    @Override
    public byte[] credentials() {
        return credentials.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Presentation that && Arrays.equals(credentials, that.credentials);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(credentials);
    }

    @Override
    public String toString() {
        return "%d bytes".formatted(credentials.length);
    }
}
