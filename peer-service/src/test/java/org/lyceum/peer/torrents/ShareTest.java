package org.lyceum.peer.torrents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.swarm.TorrentState;
import org.lyceum.peer.torrents.RunningPeer.Upload;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class ShareTest {

    private Path data;
    private RunningPeer peer;

    @BeforeAll
    void start(@TempDir Path temporary) {
        data = temporary;
        peer = new RunningPeer(data, "--lyceum.peer.trackers=127.0.0.1:9");
    }

    @AfterAll
    void stop() {
        peer.close();
    }

    @Test
    void sharesAFileAndSeedsIt() throws IOException {
        byte[] content = random(3_000_000, 1);
        EntityExchangeResult<TorrentView> result = peer.share(RunningPeer.files(new Upload("lecture.pdf", content)));
        TorrentView torrent = Objects.requireNonNull(result.getResponseBody());

        assertThat(result.getStatus()).isEqualTo(HttpStatus.CREATED);
        assertThat(result.getResponseHeaders().getLocation()).hasPath("/api/v1/torrents/" + torrent.infoHash());
        assertThat(torrent.name()).isEqualTo("lecture.pdf");
        assertThat(torrent.totalBytes()).isEqualTo(content.length);
        assertThat(torrent.magnet())
                .startsWith("magnet:?xt=urn:btih:" + torrent.infoHash())
                .contains("127.0.0.1");
        assertThat(peer.await(torrent.infoHash(), now -> now.state() == TorrentState.SEEDING)
                        .progress())
                .isEqualTo(1);
        assertThat(data.resolve("files/lecture.pdf")).hasBinaryContent(content);
        assertThat(peer.inbox()).isEmptyDirectory();
    }

    @Test
    void answersWithTheTorrentThatIsSharedAlready() throws IOException {
        byte[] content = random(100_000, 2);
        TorrentView first = peer.share("twice.bin", content);
        EntityExchangeResult<TorrentView> again = peer.share(RunningPeer.files(new Upload("twice.bin", content)));

        assertThat(again.getStatus()).isEqualTo(HttpStatus.OK);
        assertThat(Objects.requireNonNull(again.getResponseBody()).infoHash()).isEqualTo(first.infoHash());
        assertThat(namesIn("files"))
                .filteredOn(name -> name.startsWith("twice"))
                .containsExactly("twice.bin");
        assertThat(peer.inbox()).isEmptyDirectory();
    }

    @Test
    void keepsFilesOfOneNameApart() throws IOException {
        TorrentView first = peer.share("same.txt", "one".getBytes(UTF_8));
        TorrentView second = peer.share("same.txt", "two".getBytes(UTF_8));

        assertThat(second.infoHash()).isNotEqualTo(first.infoHash());
        assertThat(second.name()).isEqualTo("same.txt");
        assertThat(peer.get(first.infoHash() + "/files/0/content")).asString().isEqualTo("one");
        assertThat(peer.get(second.infoHash() + "/files/0/content")).asString().isEqualTo("two");
        assertThat(namesIn("files")).contains("same.txt", "same (2).txt");
    }

    @Test
    void sharesAFolderUnderTheNameAskedFor() {
        MultipartBodyBuilder parts = RunningPeer.files(
                new Upload("notes/week 1/a.txt", "a".getBytes(UTF_8)),
                new Upload("notes/../b.txt", "bb".getBytes(UTF_8)),
                new Upload("notes/empty.txt", new byte[0]));
        parts.part("name", "Linear Algebra");
        TorrentView torrent = Objects.requireNonNull(peer.share(parts).getResponseBody());

        assertThat(torrent.name()).isEqualTo("Linear Algebra");
        peer.await(torrent.infoHash(), now -> now.state() == TorrentState.SEEDING);
        List<FileView> files = peer.http()
                .get()
                .uri("/api/v1/torrents/" + torrent.infoHash() + "/files")
                .exchange()
                .expectBodyList(FileView.class)
                .returnResult()
                .getResponseBody();
        assertThat(files)
                .extracting(FileView::path)
                .containsExactlyInAnyOrder(
                        "Linear Algebra/week 1/a.txt", "Linear Algebra/b.txt", "Linear Algebra/empty.txt");
        assertThat(files).allSatisfy(file -> assertThat(file.completedBytes()).isEqualTo(file.bytes()));
    }

    @Test
    void saysWhatIsWrongWithAnUpload() {
        MultipartBodyBuilder other = new MultipartBodyBuilder();
        other.part("fil", random(20_000_000, 4)).filename("a.txt");
        assertThat(RunningPeer.problem(peer.post("/shares", other), 400)).contains("part 'fil'");

        MultipartBodyBuilder none = new MultipartBodyBuilder();
        none.part("name", "nothing");
        assertThat(RunningPeer.problem(peer.post("/shares", none), 400)).contains("part 'file': missing");
        assertThat(peer.inbox()).isEmptyDirectory();
    }

    @Test
    void leavesNothingOfAnUploadThatBreaksOff(CapturedOutput output) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), peer.httpPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("""
                    POST /api/v1/shares HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: multipart/form-data; boundary=x\r
                    Content-Length: 10000000\r
                    \r
                    --x\r
                    Content-Disposition: form-data; name="file"; filename="half.bin"\r
                    Content-Type: application/octet-stream\r
                    \r
                    """.getBytes(UTF_8));
            out.write(random(1_000_000, 3));
            out.flush();
            await().until(() -> holds(peer.inbox(), "half.bin"));
        }
        await().until(() -> namesIn("inbox").isEmpty());
        assertThat(namesIn("files")).doesNotContain("half.bin");
        assertThat(output).doesNotContain("Server Error", "/api/v1/shares failed");
    }

    private List<String> namesIn(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(data.resolve(folder))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private static boolean holds(Path folder, String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.anyMatch(path -> path.endsWith(name));
        } catch (NoSuchFileException | UncheckedIOException e) {
            return false;
        }
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
