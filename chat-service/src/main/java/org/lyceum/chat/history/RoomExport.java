package org.lyceum.chat.history;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.RoomName;
import tools.jackson.databind.json.JsonMapper;

/** Writes a room as a zip file of events that anyone can verify; see {@code docs/rooms.md}. */
public final class RoomExport {

    private static final JsonMapper JSON = new JsonMapper();

    private RoomExport() {}

    /**
     * A file of the room.
     *
     * @param infohash of the torrent by which it is shared
     * @param name as the event has it
     * @param content writes it all
     */
    public record SharedContent(String infohash, String name, Content content) {}

    /** Writes a file's bytes. */
    public interface Content {

        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes the archive, event by event and file by file.
     *
     * @param title the course as people spell it
     * @param events all of the room, in order
     * @param files those that this node has; one that comes twice is written once
     * @param out is not closed
     */
    public static void write(
            RoomName room,
            String title,
            Instant exportedAt,
            Iterator<Placed> events,
            Iterator<SharedContent> files,
            OutputStream out)
            throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        MessageDigest digest = sha256();
        zip.putNextEntry(new ZipEntry(RoomArchive.EVENTS));
        OutputStream lines = new DigestOutputStream(new Unclosed(zip), digest);
        long eventCount = 0;
        for (; events.hasNext(); eventCount++) {
            lines.write(JSON.writeValueAsBytes(line(events.next())));
            lines.write('\n');
        }
        zip.closeEntry();
        long fileCount = writeFiles(files, zip);
        zip.putNextEntry(new ZipEntry(RoomArchive.MANIFEST));
        zip.write(JSON.writeValueAsBytes(new RoomArchive.Manifest(
                RoomArchive.FORMAT,
                RoomArchive.VERSION,
                room.key(),
                title,
                exportedAt.toString(),
                eventCount,
                fileCount,
                HexFormat.of().formatHex(digest.digest()))));
        zip.closeEntry();
        zip.finish();
    }

    private static RoomArchive.Line line(Placed placed) {
        Event event = placed.event().event();
        return new RoomArchive.Line(
                placed.epoch(),
                placed.seq(),
                placed.event().id().toString(),
                event.body().getClass().getSimpleName(),
                event.author().peer().text(),
                event.author().name(),
                event.sentAt().toString(),
                placed.event().content(),
                placed.event().signature());
    }

    private static long writeFiles(Iterator<SharedContent> files, ZipOutputStream zip) throws IOException {
        Set<String> written = new HashSet<>();
        while (files.hasNext()) {
            SharedContent file = files.next();
            String entry = RoomArchive.FILES + file.infohash() + "/" + ArchivedName.of(file.name());
            if (written.add(entry)) {
                zip.putNextEntry(new ZipEntry(entry));
                file.content().writeTo(new Unclosed(zip));
                zip.closeEntry();
            }
        }
        return written.size();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Who writes one entry must not end the archive. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
