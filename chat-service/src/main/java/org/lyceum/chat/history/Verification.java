package org.lyceum.chat.history;

import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.overlay.Signatures;

/** Believes nothing of an archive. */
final class Verification implements ArchiveReader.Reading {

    private final ArchiveReader archive;
    private final Signatures signatures;
    private final Set<EventId> seen = new HashSet<>();
    private @Nullable RoomName room;
    private long lastEpoch = 1;
    private long lastSeq;
    private long files;
    private RoomArchive.@Nullable Manifest manifest;

    Verification(ArchiveReader archive, Signatures signatures) {
        this.archive = archive;
        this.signatures = signatures;
    }

    @Override
    public void event(Placed placed, long line) {
        SignedEvent event = placed.event();
        if (room == null) {
            room = event.room();
        }
        if (!event.room().equals(room)) {
            throw new ImportException(
                    "%s is of the room %s, those before are of %s.".formatted(archive.where(line), event.room(), room));
        }
        if (placed.seq() <= lastSeq || placed.epoch() < lastEpoch) {
            throw new ImportException("%s is at epoch %d, seq %d, which is not after epoch %d, seq %d."
                    .formatted(archive.where(line), placed.epoch(), placed.seq(), lastEpoch, lastSeq));
        }
        if (!seen.add(event.id())) {
            throw new ImportException("%s has the event %s a second time.".formatted(archive.where(line), event.id()));
        }
        if (!event.isGenuine(signatures)) {
            throw new ImportException("%s is not signed by its author %s: it was changed."
                    .formatted(archive.where(line), event.author()));
        }
        lastEpoch = placed.epoch();
        lastSeq = placed.seq();
    }

    @Override
    public void file(String infohash, String name, InputStream content) {
        files++;
    }

    @Override
    public void manifest(RoomArchive.Manifest told, byte[] digest) {
        if (!RoomArchive.FORMAT.equals(told.format()) || told.version() != RoomArchive.VERSION) {
            throw new ImportException("%s is of the format %s, version %d; this node reads %s, version %d."
                    .formatted(archive.name(), told.format(), told.version(), RoomArchive.FORMAT, RoomArchive.VERSION));
        }
        if (told.events() != seen.size()
                || told.files() != files
                || !HexFormat.of().formatHex(digest).equals(told.sha256())) {
            throw new ImportException("%s has not the events and files that its manifest tells of: it was changed."
                    .formatted(archive.name()));
        }
        manifest = told;
    }

    RoomImport.Summary summary() {
        if (manifest == null) {
            throw new IllegalStateException("the archive was read to its manifest");
        }
        RoomName told = toldRoom(manifest);
        if (room != null && !room.equals(told)) {
            throw new ImportException("%s says that it is the room of %s, and its events are of %s."
                    .formatted(archive.name(), told, room));
        }
        String title = manifest.title() == null ? told.key() : manifest.title();
        return new RoomImport.Summary(told, title, toldTime(manifest), manifest.events(), manifest.files());
    }

    private RoomName toldRoom(RoomArchive.Manifest told) {
        try {
            return RoomName.of(told.room() == null ? "" : told.room());
        } catch (IllegalArgumentException e) {
            throw new ImportException("the manifest of %s names no room.".formatted(archive.name()), e);
        }
    }

    private Instant toldTime(RoomArchive.Manifest told) {
        try {
            return Instant.parse(told.exportedAt() == null ? "" : told.exportedAt());
        } catch (DateTimeException e) {
            throw new ImportException("the manifest of %s does not say when it was made.".formatted(archive.name()), e);
        }
    }
}
