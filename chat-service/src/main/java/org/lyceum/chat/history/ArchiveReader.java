package org.lyceum.chat.history;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.history.RoomImport.Limits;
import org.lyceum.overlay.codec.MalformedMessageException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Goes through an archive once, from its first byte to its manifest; holds a line of it at a time. */
final class ArchiveReader {

    /** The longest content and signature in Base64, and the other fields. */
    private static final int MAX_LINE_BYTES = (SignedEvent.MAX_BYTES + 2) / 3 * 4 + 4 * 1024;

    private static final int MAX_MANIFEST_BYTES = 16 * 1024;
    private static final Pattern FILE = Pattern.compile("files/([0-9a-f]{40}|[0-9a-f]{64})/([^/]+)");
    private static final JsonMapper JSON = new JsonMapper();

    private final Path archive;
    private final Limits limits;

    ArchiveReader(Path archive, Limits limits) {
        this.archive = archive;
        this.limits = limits;
    }

    /** What one time through the archive is for. */
    interface Reading {

        default void event(Placed placed, long line) {}

        default void file(String infohash, String name, InputStream content) throws IOException {}

        /** The last of all; with the digest of the events. */
        default void manifest(RoomArchive.Manifest manifest, byte[] digest) {}
    }

    void read(Reading reading) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                ZipInputStream zip = new ZipInputStream(file, StandardCharsets.UTF_8)) {
            new Pass(zip, reading).run();
        } catch (ZipException | IllegalArgumentException e) {
            throw new ImportException("%s is no zip file that can be read: %s".formatted(name(), e.getMessage()), e);
        } catch (EOFException e) {
            throw new ImportException("%s ends before its end: it was cut short.".formatted(name()), e);
        }
    }

    String name() {
        return String.valueOf(archive.getFileName());
    }

    /** Once through the archive. */
    private final class Pass {

        private final ZipInputStream zip;
        private final Reading reading;
        private final MessageDigest digest = sha256();
        private boolean events;
        private long files;
        private long fileBytes;

        Pass(ZipInputStream zip, Reading reading) {
            this.zip = zip;
            this.reading = reading;
        }

        void run() throws IOException {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Matcher file = FILE.matcher(entry.getName());
                if (entry.getName().equals(RoomArchive.EVENTS) && !events && files == 0) {
                    events = true;
                    events();
                } else if (file.matches() && events && ArchivedName.isSafe(file.group(2))) {
                    file(file.group(1), file.group(2));
                } else if (entry.getName().equals(RoomArchive.MANIFEST) && events) {
                    manifest();
                    return;
                } else {
                    throw new ImportException(
                            "%s is no room's archive: it has the entry '%s' where that does not belong."
                                    .formatted(name(), shown(entry.getName())));
                }
            }
            throw new ImportException(
                    "%s has no manifest at its end: it was cut short, or is no room's archive.".formatted(name()));
        }

        private void events() throws IOException {
            InputStream content = new BufferedInputStream(
                    new DigestInputStream(new Bounded(limits.eventBytes(), "the events"), digest));
            byte[] buffer = new byte[MAX_LINE_BYTES];
            long count = 0;
            for (int length = line(content, buffer, 1); length >= 0; length = line(content, buffer, count + 1)) {
                count++;
                if (count > limits.events()) {
                    throw new ImportException("%s has more than %d events.".formatted(name(), limits.events()));
                }
                reading.event(decode(buffer, length, count), count);
            }
        }

        /** The length of the next line; -1 at the end. */
        private int line(InputStream content, byte[] buffer, long number) throws IOException {
            int length = 0;
            for (int next = content.read(); next != '\n'; next = content.read()) {
                if (next < 0) {
                    if (length == 0) {
                        return -1;
                    }
                    throw new ImportException(where(number) + " has no end.");
                }
                if (length == buffer.length) {
                    throw new ImportException(
                            where(number) + " has more than %d bytes, which no event takes.".formatted(buffer.length));
                }
                buffer[length++] = (byte) next;
            }
            return length;
        }

        private void file(String infohash, String name) throws IOException {
            if (++files > limits.files()) {
                throw new ImportException("%s has more than %d files.".formatted(name(), limits.files()));
            }
            Bounded content = new Bounded(limits.fileBytes() - fileBytes, "the files");
            reading.file(infohash, name, content);
            content.skipRest();
            fileBytes += content.taken;
        }

        private void manifest() throws IOException {
            byte[] bytes = zip.readNBytes(MAX_MANIFEST_BYTES);
            try {
                RoomArchive.Manifest manifest = JSON.readValue(bytes, RoomArchive.Manifest.class);
                reading.manifest(manifest, digest.digest());
            } catch (JacksonException e) {
                throw new ImportException("the manifest of %s cannot be read.".formatted(name()), e);
            }
        }

        /** An entry of the archive, up to a number of bytes, whatever the archive says that it has. */
        private final class Bounded extends InputStream {

            private final long limit;
            private final String what;
            private long taken;

            Bounded(long limit, String what) {
                this.limit = limit;
                this.what = what;
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = zip.read(bytes, offset, length);
                taken += Math.max(0, read);
                if (taken > limit) {
                    throw new ImportException("%s of %s have more bytes than are taken in.".formatted(what, name()));
                }
                return read;
            }

            void skipRest() throws IOException {
                byte[] rest = new byte[8 * 1024];
                while (read(rest, 0, rest.length) >= 0) {
                    // counted
                }
            }
        }
    }

    private Placed decode(byte[] buffer, int length, long number) {
        try {
            RoomArchive.Line line = JSON.readValue(buffer, 0, length, RoomArchive.Line.class);
            if (line.content() == null || line.signature() == null || line.id() == null) {
                throw new ImportException(where(number) + " lacks the id, content or signature of an event.");
            }
            SignedEvent event = SignedEvent.of(line.content(), line.signature());
            if (!event.id().equals(EventId.parse(line.id()))) {
                throw new ImportException(
                        where(number) + " has a content that is not that of event " + shown(line.id()));
            }
            return new Placed(line.epoch(), line.seq(), event);
        } catch (JacksonException e) {
            throw new ImportException(where(number) + " is no event in JSON.", e);
        } catch (MalformedMessageException | IllegalArgumentException e) {
            throw new ImportException("%s is no event: %s".formatted(where(number), e.getMessage()), e);
        }
    }

    String where(long line) {
        return "line %d of the events of %s".formatted(line, name());
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
