package org.lyceum.chat.history;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.timeline.Post;

/** A history on the disk, named by room, date and time. */
public final class HistoryFile {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss", Locale.ROOT);
    private static final int MAX_ROOM_LENGTH = 40;
    private static final int MAX_SAME = 1_000;

    private HistoryFile() {}

    /**
     * Saves a history in a folder, which is made when it is not there. No other file is touched.
     *
     * @return the file
     */
    public static Path save(
            Path folder, RoomName room, HistoryFormat format, HistoryWriter.Heading heading, Iterator<Post> posts)
            throws IOException {
        Files.createDirectories(folder);
        String name = name(room, heading.savedAt(), heading.zone());
        Path file = folder.resolve(name + "." + format.text());
        for (int i = 2; Files.exists(file) && i <= MAX_SAME; i++) {
            file = folder.resolve("%s-%d.%s".formatted(name, i, format.text()));
        }
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
            write(file, format, heading, posts, out);
        }
        return file;
    }

    /** A history that is not whole is none. */
    private static void write(
            Path file, HistoryFormat format, HistoryWriter.Heading heading, Iterator<Post> posts, Writer out)
            throws IOException {
        boolean whole = false;
        try {
            HistoryWriter.write(format, heading, posts, out);
            out.flush();
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * Names a file after a room, with nothing in it that any file system reads as more than a name: letters and digits of
     * ASCII; a course that has none of them is named by the digits of its hash.
     */
    static String name(RoomName room, Instant time, ZoneId zone) {
        String plain = room.key().replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut =
                plain.substring(0, Math.min(plain.length(), MAX_ROOM_LENGTH)).replaceAll("-$", "");
        String shown = cut.isEmpty() ? "%08x".formatted(room.key().hashCode()) : cut;
        return "room-%s-%s".formatted(shown, STAMP.withZone(zone).format(time));
    }
}
