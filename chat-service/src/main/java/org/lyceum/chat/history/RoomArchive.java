package org.lyceum.chat.history;

import org.jspecify.annotations.Nullable;

/**
 * A whole room as a zip file, format version {@value #VERSION}:
 *
 * <ul>
 *   <li>{@code events.jsonl}: a line of JSON for each event in the room's order, with {@code epoch}, {@code seq},
 *       {@code id}, and in Base64 {@code content}, the bytes that its author signed, and {@code signature}. For readers
 *       without a decoder also {@code kind}, {@code author}, {@code name} and {@code sentAt}, which an import does not
 *       look at.
 *   <li>{@code files/<infohash>/<name>}: files of the room that the exporting node had; optional.
 *   <li>{@code manifest.json}, always the last: {@code format}, {@code version}, {@code room}, {@code title},
 *       {@code exportedAt}, {@code events} and {@code files} (how many), {@code sha256} of {@code events.jsonl}.
 * </ul>
 */
final class RoomArchive {

    static final String FORMAT = "lyceum-room";
    static final int VERSION = 1;

    static final String EVENTS = "events.jsonl";
    static final String MANIFEST = "manifest.json";
    static final String FILES = "files/";

    private RoomArchive() {}

    /** One line of the events; what came from elsewhere may lack anything. */
    record Line(
            long epoch,
            long seq,
            @Nullable String id,
            @Nullable String kind,
            @Nullable String author,
            @Nullable String name,
            @Nullable String sentAt,
            byte @Nullable [] content,
            byte @Nullable [] signature) {}

    /** What the archive says of itself; what came from elsewhere may lack anything. */
    record Manifest(
            @Nullable String format,
            int version,
            @Nullable String room,
            @Nullable String title,
            @Nullable String exportedAt,
            long events,
            long files,
            @Nullable String sha256) {}
}
