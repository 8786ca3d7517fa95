package org.lyceum.chat.door;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client says: a typed line ({@code text} alone), or a kind with its fields.
 *
 * @param id the client's own name for it, 1 to 64 characters: the same again is the same
 * @param topic the event that it answers
 */
record SayRequest(
        @Nullable String id,
        @Nullable String kind,
        @Nullable String text,
        @Nullable String target,
        @Nullable String topic,
        @Nullable String emoji,
        @Nullable Boolean withdrawn,
        @Nullable String peer,
        @Nullable Instant until,
        @Nullable String infohash,
        @Nullable String file,
        @Nullable Long bytes,
        @Nullable String mediaType,
        @Nullable String name,
        @Nullable String value) {}
