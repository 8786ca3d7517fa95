package org.lyceum.chat.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.history.RoomExport.SharedContent;
import org.lyceum.chat.history.RoomImport.Limits;
import org.lyceum.chat.timeline.TestRoom;
import org.lyceum.chat.timeline.TestRoom.Someone;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;

class ArchiveTest {

    private static final String INFOHASH = "ab".repeat(20);

    private final TestRoom room = new TestRoom();
    private final Someone ishan = room.joined(room.student("ishan"));
    private final IdentitySignatures signatures = new IdentitySignatures(Identity.generate());

    @TempDir
    private Path folder;

    @Test
    void aRoomComesBackAsItWas() throws IOException {
        room.say(ishan, "hello");
        room.say(ishan, "ü".repeat(32 * 1024));

        RoomImport taken = verify(export(room.log));
        List<Placed> events = new ArrayList<>();
        taken.events(events::add);

        assertThat(events).isEqualTo(room.log);
        assertThat(taken.room()).isEqualTo(TestRoom.SWE);
        assertThat(taken.title()).isEqualTo("SWE");
        assertThat(taken.exportedAt()).isEqualTo(TestRoom.START);
        assertThat(taken.events()).isEqualTo(3);
    }

    @Test
    void anEmptyRoomComesBackToo() throws IOException {
        assertThat(verify(export(List.of())).room()).isEqualTo(TestRoom.SWE);
    }

    @Test
    void aLineSaysWithoutADecoderWhoSaidItAndWhen() throws IOException {
        Path archive = export(room.log);

        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(new String(
                            zip.getInputStream(zip.getEntry("events.jsonl")).readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"kind\":\"Joined\"", "\"name\":\"ishan\"", "\"sentAt\":\"2026-11-02T09:00:00Z\"");
        }
    }

    @Test
    void filesComeAlongUnderTheirNamesAlone() throws IOException {
        List<SharedContent> files = List.of(
                new SharedContent(INFOHASH, "../../etc/passwd", out -> out.write("a".getBytes(StandardCharsets.UTF_8))),
                new SharedContent(INFOHASH, "notes.pdf", out -> out.write("b".getBytes(StandardCharsets.UTF_8))),
                new SharedContent(INFOHASH, "notes.pdf", OutputStream::close));
        Path archive = folder.resolve("room.zip");
        try (OutputStream out = Files.newOutputStream(archive)) {
            RoomExport.write(TestRoom.SWE, "SWE", TestRoom.START, room.log.iterator(), files.iterator(), out);
        }
        List<String> taken = new ArrayList<>();

        RoomImport imported = verify(archive);
        imported.files((infohash, name, content) ->
                taken.add(infohash + " " + name + " " + new String(content.readAllBytes(), StandardCharsets.UTF_8)));

        assertThat(imported.files()).isEqualTo(2);
        assertThat(taken).containsExactly(INFOHASH + " .._.._etc_passwd a", INFOHASH + " notes.pdf b");
    }

    @Test
    void anEventThatItsAuthorDidNotSignIsNamed() throws IOException {
        SignedEvent genuine = room.signed(ishan, new Body.Message("I agree"));
        SignedEvent other = room.signed(ishan, new Body.Message("I do not agree"));
        SignedEvent forged = SignedEvent.of(other.content(), genuine.signature());

        assertRefused(export(with(forged)), "line 2 of the events of room.zip is not signed by its author");
    }

    @Test
    void anEventOfAnotherRoomOrTwiceOrOutOfOrderIsNamed() throws IOException {
        SignedEvent elsewhere = SignedEvent.sign(
                new Event(RoomName.of("algebra"), ishan.author(), room.now, 1, new Body.Message("x")),
                new IdentitySignatures(ishan.identity()));
        Placed first = room.log.getFirst();
        SignedEvent fresh = room.signed(ishan, new Body.Message("x"));

        assertRefused(export(with(elsewhere)), "is of the room algebra, those before are of swe");
        assertRefused(export(with(first.event())), "a second time");
        assertRefused(export(List.of(first, new Placed(1, 1, fresh))), "seq 1, which is not after epoch 1, seq 1");
        assertRefused(export(List.of(first, new Placed(0, 9, fresh))), "which is not after");
    }

    @Test
    void anArchiveOfAnotherRoomThanItSaysIsRefused() throws IOException {
        Path archive = folder.resolve("room.zip");
        try (OutputStream out = Files.newOutputStream(archive)) {
            RoomExport.write(
                    RoomName.of("algebra"), "x", TestRoom.START, room.log.iterator(), Collections.emptyIterator(), out);
        }

        assertRefused(archive, "says that it is the room of algebra, and its events are of swe");
    }

    @Property(tries = 60)
    void anArchiveThatWasCutShortOrChangedIsRefusedOrTheSame(
            @ForAll @IntRange(max = 2_000) int where, @ForAll boolean cut) throws IOException {
        TestRoom small = new TestRoom();
        small.say(small.joined(small.student("ishan")), "hello");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RoomExport.write(TestRoom.SWE, "SWE", TestRoom.START, small.log.iterator(), Collections.emptyIterator(), out);
        byte[] bytes = out.toByteArray();
        int at = where % bytes.length;
        byte[] broken = cut ? Arrays.copyOf(bytes, at) : bytes.clone();
        if (!cut) {
            broken[at] ^= 0x10;
        }
        Path archive = Files.createTempFile("room", ".zip");
        try {
            Files.write(archive, broken);
            List<Placed> events = new ArrayList<>();
            try {
                RoomImport.verify(archive, Limits.DEFAULT, signatures).events(events::add);
                assertThat(events).isEqualTo(small.log);
            } catch (ImportException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        } finally {
            Files.delete(archive);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "files/../../evil",
                "files/abababababababababababababababababababab/..",
                "files/abababababababababababababababababababab/a/b",
                "files/ABABABABABABABABABABABABABABABABABABABAB/a",
                "other.txt",
                "manifest.json/x"
            })
    void anEntryThatDoesNotBelongIsNamed(String entry) throws IOException {
        Path archive = zip(List.of("events.jsonl", entry), "");

        assertRefused(archive, "it has the entry '%s' where that does not belong".formatted(entry));
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("room.zip"), "hello");
        assertRefused(text, "room.zip has no manifest at its end");
        assertRefused(zip(List.of("events.jsonl"), ""), "has no manifest at its end: it was cut short");
        assertRefused(zip(List.of("manifest.json"), "{}"), "it has the entry 'manifest.json'");
        assertRefused(
                zip(List.of("events.jsonl", "manifest.json"), "{\"epoch\":1,\"seq\":1}\n"),
                "lacks the id, content or signature");
        assertRefused(zip(List.of("events.jsonl"), "[\n"), "line 1 of the events of room.zip is no event in JSON");
        assertRefused(zip(List.of("events.jsonl"), "{}"), "line 1 of the events of room.zip has no end");
        assertRefused(
                zip(
                        List.of("events.jsonl"),
                        "{\"epoch\":1,\"seq\":1,\"id\":\"x\",\"content\":\"AQ==\",\"signature\":\"AQ==\"}\n"),
                "line 1 of the events of room.zip is no event: ");
    }

    @Test
    void aBombIsDefusedWithoutBeingUnpacked() throws IOException {
        room.say(ishan, "hello");
        Path archive = export(room.log);
        Path lineBomb = bomb("events.jsonl", 64 << 20);
        Path fileBomb = folder.resolve("files.zip");
        try (OutputStream out = Files.newOutputStream(fileBomb)) {
            RoomExport.write(
                    TestRoom.SWE,
                    "SWE",
                    TestRoom.START,
                    room.log.iterator(),
                    List.of(new SharedContent(INFOHASH, "zeros", zeros -> zeros.write(new byte[1 << 20])))
                            .iterator(),
                    out);
        }

        assertThat(Files.size(lineBomb)).isLessThan(200_000);
        assertRefused(lineBomb, "bytes, which no event takes");
        assertRefused(archive, new Limits(1, 1 << 20, 1, 1), "has more than 1 events");
        assertRefused(archive, new Limits(9, 600, 1, 1), "the events of room.zip have more bytes than are taken in");
        assertRefused(fileBomb, new Limits(9, 1 << 20, 9, 1 << 19), "the files of files.zip have more bytes");
        assertRefused(fileBomb, new Limits(9, 1 << 20, 0, 1 << 21), "has more than 0 files");
    }

    private Path bomb(String entry, int bytes) throws IOException {
        Path archive = folder.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry(entry));
            byte[] zeros = new byte[1 << 20];
            for (int written = 0; written < bytes; written += zeros.length) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
        return archive;
    }

    private Path zip(List<String> entries, String content) throws IOException {
        Path archive = folder.resolve("room.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(content.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return archive;
    }

    private List<Placed> with(SignedEvent event) {
        List<Placed> log = new ArrayList<>(room.log);
        log.add(new Placed(1, 1_000, event));
        return log;
    }

    private Path export(List<Placed> log) throws IOException {
        Path archive = folder.resolve("room.zip");
        try (OutputStream out = Files.newOutputStream(archive)) {
            RoomExport.write(TestRoom.SWE, "SWE", TestRoom.START, log.iterator(), Collections.emptyIterator(), out);
        }
        return archive;
    }

    private RoomImport verify(Path archive) throws IOException {
        return RoomImport.verify(archive, Limits.DEFAULT, signatures);
    }

    private void assertRefused(Path archive, String message) {
        assertRefused(archive, Limits.DEFAULT, message);
    }

    private void assertRefused(Path archive, Limits limits, String message) {
        assertThatThrownBy(() -> RoomImport.verify(archive, limits, signatures))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(message);
    }
}
