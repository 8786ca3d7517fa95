package org.lyceum.overlay.gossip;

import java.nio.charset.StandardCharsets;

/**
 * A kind of message.
 *
 * @param name at most {@value #MAX_NAME_BYTES} bytes of UTF-8
 * @param maxBytes of a message's content, at most {@value #MAX_CONTENT_BYTES}
 */
public record Topic(String name, int maxBytes) {

    public static final int MAX_NAME_BYTES = 32;

    public static final int MAX_CONTENT_BYTES = 65_535;

    /** @throws IllegalArgumentException when the name or the size is out of range */
    public Topic {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "name of topic '%s' takes %d bytes, expected 1 to %d".formatted(name, length, MAX_NAME_BYTES));
        }
        if (maxBytes < 1 || maxBytes > MAX_CONTENT_BYTES) {
            throw new IllegalArgumentException(
                    "topic %s allows %d bytes, expected 1 to %d".formatted(name, maxBytes, MAX_CONTENT_BYTES));
        }
    }
}
