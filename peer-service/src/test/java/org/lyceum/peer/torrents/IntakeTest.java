package org.lyceum.peer.torrents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.network.NodeProperties;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import reactor.core.publisher.Flux;

class IntakeTest {

    @TempDir
    Path data;

    private Inbox inbox;
    private Intake intake;

    @BeforeEach
    void open() {
        inbox = new Inbox(new NodeProperties("ada", data));
        intake = inbox.open();
    }

    @Test
    void writesAFileFromManyBuffers() throws IOException {
        file("file", "notes.txt", "one ", "two ", "three");
        assertThat(finish()).hasToString("notes.txt");
        assertThat(content("notes.txt")).isEqualTo("one two three");
    }

    @Test
    void namesASingleFileAsAskedWhereverTheNameStands() {
        file("file", "folder/scan1.pdf", "x");
        name("Lecture 1");
        assertThat(finish()).hasToString("Lecture 1.pdf");
    }

    @Test
    void namesSeveralFilesAfterTheirFolder() throws IOException {
        file("file", "course/a.txt", "a");
        file("file", "course/week1/b.txt", "b");
        assertThat(finish()).hasToString("course");
        assertThat(content("course/week1/b.txt")).isEqualTo("b");
    }

    @Test
    void namesSeveralLooseFilesAfterTheFirst() throws IOException {
        file("file", "a.txt", "a");
        file("file", "a.txt", "another");
        file("file", "empty.txt", "");
        assertThat(finish()).hasToString("a and 2 more");
        assertThat(content("a and 2 more/a (2).txt")).isEqualTo("another");
        assertThat(content("a and 2 more/empty.txt")).isEmpty();
    }

    @Test
    void takesEverythingBeforeItSaysWhatWasWrong() {
        file("files", "a.txt", "a");
        file("file", "b.txt", "b");
        assertThatThrownBy(intake::finish)
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining("part 'files'");
    }

    @Test
    void refusesAnUploadWithoutFiles() {
        name("nothing");
        assertThatThrownBy(intake::finish).hasMessageContaining("part 'file': missing");
    }

    @Test
    void leavesNothingBehindWhenItEndsEarly() {
        accept(FilePartEvent.create(
                        "file", "a.bin", MediaType.APPLICATION_OCTET_STREAM, Flux.just(buffer("half"), buffer("rest")))
                .take(1));
        intake.close();
        accept(FilePartEvent.create("file", "b.bin", MediaType.APPLICATION_OCTET_STREAM, Flux.just(buffer("late"))));
        assertThat(data.resolve("inbox")).isEmptyDirectory();
    }

    @Test
    void isEmptiedAtTheNextStart() throws IOException {
        file("file", "deep/er/a.txt", "a");
        Path outside = Files.writeString(data.resolve("outside.txt"), "stays");
        Files.createSymbolicLink(data.resolve("inbox/link"), outside);
        inbox = new Inbox(new NodeProperties("ada", data));
        assertThat(data.resolve("inbox")).isEmptyDirectory();
        assertThat(outside).hasContent("stays");
    }

    private Path finish() {
        return intake.finish().getFileName();
    }

    private String content(String path) throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return Files.readString(all.filter(file -> file.endsWith("root/" + path))
                    .findFirst()
                    .orElseThrow());
        }
    }

    private void file(String part, String filename, String... content) {
        accept(FilePartEvent.create(
                part,
                filename,
                MediaType.APPLICATION_OCTET_STREAM,
                Flux.fromIterable(List.of(content)).map(IntakeTest::buffer)));
    }

    private void name(String name) {
        accept(FormPartEvent.create("name", name).flux());
    }

    private void accept(Flux<? extends PartEvent> events) {
        events.toIterable().forEach(intake::accept);
    }

    private static DataBuffer buffer(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
