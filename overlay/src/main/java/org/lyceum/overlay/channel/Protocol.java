package org.lyceum.overlay.channel;

import java.nio.charset.StandardCharsets;
import org.lyceum.overlay.channel.multistream.Negotiation;

/**
 * What is spoken on a stream.
 *
 * @param id as multistream-select sends it, such as {@code /lyceum/room/1}
 * @param maxMessage the most bytes of one length-prefixed message, in either direction; who sends more loses the
 *     connection
 */
public record Protocol(String id, int maxMessage) {

    public Protocol {
        if (!id.startsWith("/") || id.getBytes(StandardCharsets.UTF_8).length >= Negotiation.MAX_LINE) {
            throw new IllegalArgumentException("protocol id '%s': a slash and at most %d bytes are wanted"
                    .formatted(id, Negotiation.MAX_LINE - 1));
        }
        if (maxMessage < 0) {
            throw new IllegalArgumentException("messages of at most %d bytes".formatted(maxMessage));
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
