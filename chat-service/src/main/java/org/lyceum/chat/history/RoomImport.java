package org.lyceum.chat.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.RoomName;
import org.lyceum.overlay.Signatures;

/**
 * Reads what {@link RoomExport} wrote, from anyone. First all of it is verified: that each event is signed by its author,
 * for this room, in order and once, that nothing is missing and nothing else is there. Only then can anything be taken out,
 * so that a room is taken in whole or not at all. Needs no more memory for a large archive than for a small one, but the
 * ids of its events.
 */
public final class RoomImport {

    /** How much an archive may hold: it comes from outside, and a small zip file can become a large one. */
    public record Limits(long events, long eventBytes, long files, long fileBytes) {

        /** A million events in at most 2 GiB, 10,000 files in at most 64 GiB. */
        public static final Limits DEFAULT = new Limits(1_000_000, 2L << 30, 10_000, 64L << 30);
    }

    /** Takes a file of the archive. That it is what its torrent says is for the taker to check. */
    public interface FileTaker {

        /**
         * Reads as much as it wants.
         *
         * @param infohash 40 or 64 hexadecimal digits
         * @param name never a path
         */
        void take(String infohash, String name, InputStream content) throws IOException;
    }

    private final ArchiveReader archive;
    private final Summary summary;

    private RoomImport(ArchiveReader archive, Summary summary) {
        this.archive = archive;
        this.summary = summary;
    }

    /**
     * Verifies an archive.
     *
     * @throws ImportException when it is not to be taken in
     * @throws IOException when the file cannot be read
     */
    public static RoomImport verify(Path archive, Limits limits, Signatures signatures) throws IOException {
        ArchiveReader reader = new ArchiveReader(archive, limits);
        Verification verification = new Verification(reader, signatures);
        reader.read(verification);
        return new RoomImport(reader, verification.summary());
    }

    public RoomName room() {
        return summary.room;
    }

    /** The course as people spelled it. */
    public String title() {
        return summary.title;
    }

    public Instant exportedAt() {
        return summary.exportedAt;
    }

    /** How many there are. */
    public long events() {
        return summary.events;
    }

    /** How many there are. */
    public long files() {
        return summary.files;
    }

    /** Gives all events, in the room's order: to write them there is to have each once, as they are known by their ids. */
    public void events(Consumer<Placed> taker) throws IOException {
        archive.read(new ArchiveReader.Reading() {
            @Override
            public void event(Placed placed, long line) {
                taker.accept(placed);
            }
        });
    }

    /** Gives all files. */
    public void files(FileTaker taker) throws IOException {
        archive.read(new ArchiveReader.Reading() {
            @Override
            public void file(String infohash, String name, InputStream content) throws IOException {
                taker.take(infohash, name, content);
            }
        });
    }

    /** What was verified. */
    record Summary(RoomName room, String title, Instant exportedAt, long events, long files) {}
}
