package org.lyceum.peer.torrents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.web.StartupException;
import org.springframework.test.web.reactive.server.WebTestClient;

class BlocklistControllerTest {

    private static final String PATH = "/api/v1/blocklist";

    @TempDir
    private Path data;

    private static WebTestClient.ResponseSpec put(RunningPeer peer, byte[] list) {
        return peer.http().put().uri(PATH).bodyValue(list).exchange();
    }

    private static WebTestClient.ResponseSpec put(RunningPeer peer, String list) {
        return put(peer, list.getBytes(StandardCharsets.US_ASCII));
    }

    private static BlocklistView view(WebTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(answer.expectStatus()
                .isOk()
                .expectBody(BlocklistView.class)
                .returnResult()
                .getResponseBody());
    }

    private static BlocklistView get(RunningPeer peer) {
        return view(peer.http().get().uri(PATH).exchange());
    }

    @Test
    void takesAListKeepsItOverARestartAndRemovesIt() {
        try (RunningPeer peer = new RunningPeer(data)) {
            assertThat(get(peer).ranges()).isZero();
            assertThat(get(peer).source()).isNull();

            BlocklistView taken = view(put(peer, "name:1.2.3.4-1.2.3.9\nnonsense\n10.0.0.0/8\n"));

            assertThat(taken.ranges()).isEqualTo(2);
            assertThat(taken.ipv4Addresses()).isEqualTo(6 + (1 << 24));
            assertThat(taken.source()).isEqualTo("put");
            assertThat(taken.badLines()).isEqualTo(1);
            assertThat(taken.firstBadLines())
                    .singleElement()
                    .satisfies(bad -> assertThat(bad.number()).isEqualTo(2));
            assertThat(peer.inbox()).isEmptyDirectory();
        }
        try (RunningPeer peer = new RunningPeer(data)) {
            assertThat(get(peer).ranges()).isEqualTo(2);

            peer.http().delete().uri(PATH).exchange().expectStatus().isNoContent();

            assertThat(get(peer).ranges()).isZero();
            assertThat(data.resolve("blocklist")).doesNotExist();
        }
    }

    @Test
    void tellsTheNameThatAListWasPutUnderAndSinceWhen() {
        BlocklistView taken;
        try (RunningPeer peer = new RunningPeer(data)) {
            taken = view(peer.http()
                    .put()
                    .uri(PATH + "?name={name}", "../level\n1.p2p")
                    .bodyValue("1.2.3.4\n".getBytes(StandardCharsets.US_ASCII))
                    .exchange());
            assertThat(taken.name()).endsWith("1.p2p").doesNotContain("/", "\n");
        }
        try (RunningPeer peer = new RunningPeer(data)) {
            assertThat(get(peer).name()).isEqualTo(taken.name());
            assertThat(get(peer).loadedAt()).isBeforeOrEqualTo(taken.loadedAt());

            assertThat(view(put(peer, "1.2.3.4\n")).name()).isNull();

            assertThat(data.resolve("blocklist.name")).doesNotExist();
        }
    }

    @Test
    void aBrokenListLeavesTheOneBefore() throws IOException {
        try (RunningPeer peer = new RunningPeer(data)) {
            ByteArrayOutputStream gzip = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
                out.write("1.2.3.4\n".getBytes(StandardCharsets.US_ASCII));
            }
            put(peer, gzip.toByteArray()).expectStatus().isOk();

            assertThat(RunningPeer.problem(put(peer, "<html>"), 400))
                    .isEqualTo(
                            "blocklist: none of its 1 lines names an address to block; line 1: '<html>' is no address, "
                                    + "a.b.c.d/n, name:first-last or first - last , level , name");

            assertThat(get(peer).ranges()).isEqualTo(1);
            assertThat(peer.inbox()).isEmptyDirectory();
        }
    }

    @Test
    void refusesMoreThanItWillKeep() {
        try (RunningPeer peer = new RunningPeer(data)) {
            put(peer, new byte[(64 << 20) + 1]).expectStatus().isEqualTo(413);

            assertThat(peer.inbox()).isEmptyDirectory();
        }
    }

    @Test
    void readsTheConfiguredFileAtTheStart() throws IOException {
        Path file = Files.writeString(data.resolve("list.txt"), "1.2.3.4\n");
        try (RunningPeer peer = new RunningPeer(data, "--lyceum.peer.blocklist=" + file)) {
            assertThat(get(peer).source()).isEqualTo(file.toString());
            assertThat(get(peer).name()).isEqualTo("list.txt");
            assertThat(get(peer).turnedAway()).isZero();
            assertThat(get(peer).ranges()).isEqualTo(1);
        }
    }

    @Test
    void doesNotStartWithAConfiguredFileThatIsNoList() throws IOException {
        Path file = Files.writeString(data.resolve("list.txt"), "nothing\n");

        assertThat(refusalToStart("--lyceum.peer.blocklist=" + file))
                .hasMessage(
                        file + ": blocklist: none of its 1 lines names an address to block; line 1: 'nothing' is no "
                                + "address, a.b.c.d/n, name:first-last or first - last , level , name; "
                                + "mend it, or start without it (lyceum.peer.blocklist).");
    }

    @Test
    void doesNotStartWithAConfiguredFileThatIsNotThere() {
        Path missing = data.resolve("missing");

        assertThat(refusalToStart("--lyceum.peer.blocklist=" + missing))
                .hasMessage(missing + ": blocklist: there is no such file; "
                        + "mend it, or start without it (lyceum.peer.blocklist).");
    }

    @Test
    void doesNotStartWithAKeptListThatIsBroken() throws IOException {
        Path kept = Files.writeString(data.resolve("blocklist"), "nothing\n");

        assertThat(refusalToStart())
                .hasMessageStartingWith(kept + ": blocklist: none of its 1 lines")
                .hasMessageEndingWith("; mend it, or remove it to start without it.");
    }

    /** What the start fails with, for people: not the cause of all, which knows no file, but what tells of it. */
    private Throwable refusalToStart(String... arguments) {
        Throwable failure = catchThrowable(() -> new RunningPeer(data, arguments).close());
        while (failure != null && !(failure instanceof StartupException)) {
            failure = failure.getCause();
        }
        return Objects.requireNonNull(failure, "it started, or failed without saying why");
    }

    @Test
    void doesNotStartWithLimitsThatLetNobodyIn() {
        assertThatThrownBy(() -> new RunningPeer(data, "--lyceum.peer.connections.per-torrent=0"))
                .hasStackTraceContaining(
                        "lyceum.peer.connections: connection limit per torrent: 0, expected at least 1.");
    }
}
