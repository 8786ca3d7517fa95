package org.lyceum.peer.torrents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.swarm.TorrentState;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Two peers: what one shares the other adds, fetches, reads and removes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TorrentsTest {

    private static final String UNKNOWN = "00".repeat(20);

    private Path folder;
    private RunningPeer ada;
    private RunningPeer bob;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        ada = new RunningPeer(folder.resolve("ada"));
        bob = new RunningPeer(folder.resolve("bob"), "--lyceum.peer.private-networks=true", "--lyceum.name=bob");
    }

    @AfterAll
    void stop() {
        bob.close();
        ada.close();
    }

    @Test
    void fetchesByMagnetLinkFromTheOtherPeer() {
        byte[] content = new byte[2_500_000];
        new Random(11).nextBytes(content);
        TorrentView shared = ada.share("recording.mp3", content);
        String magnet = shared.magnet() + "&x.pe=127.0.0.1:" + ada.engine().port();

        // held up, since two seeds part
        ada.engine().limit(new RateLimits(0, 1));
        bob.add("{\"magnet\": \"%s\"}".formatted(magnet)).expectStatus().isCreated();
        ada.await(shared.infoHash(), torrent -> torrent.peers() == 1);
        ada.http()
                .get()
                .uri("/api/v1/torrents/{infoHash}/peers", shared.infoHash())
                .exchange()
                .expectBody()
                .jsonPath("$[0].address")
                .value(address -> assertThat((String) address).startsWith("127.0.0.1:"))
                .jsonPath("$[0].progress")
                .isNumber()
                .jsonPath("$[0].amChoking")
                .isBoolean();
        ada.engine().limit(RateLimits.NONE);
        TorrentView done = bob.await(shared.infoHash(), torrent -> torrent.state() == TorrentState.SEEDING);

        assertThat(done.name()).isEqualTo("recording.mp3");
        assertThat(done.completedBytes()).isEqualTo(content.length);
        assertThat(done.downloaded()).isGreaterThanOrEqualTo(content.length);
        assertThat(bob.get(shared.infoHash() + "/files/0/content")).isEqualTo(content);
        assertThat(folder.resolve("bob/files/recording.mp3")).hasBinaryContent(content);
        bob.add("{\"magnet\": \"%s\"}".formatted(magnet)).expectStatus().isOk();

        bob.http()
                .get()
                .uri("/api/v1/torrents/{infoHash}/pieces", shared.infoHash())
                .exchange()
                .expectBody()
                .jsonPath("$.bitfield")
                .isNotEmpty()
                .jsonPath("$.availability.length()")
                .isEqualTo(done.pieceCount());
    }

    @Test
    void addsByTorrentFilePausedAndResumesIt() {
        TorrentView shared = ada.share("exercise.txt", "x = 1".getBytes(UTF_8));
        byte[] file = ada.get(shared.infoHash() + "/torrent");
        MultipartBodyBuilder parts = new MultipartBodyBuilder();
        parts.part("paused", "true");
        parts.part("torrent", new ByteArrayResource(file)).filename("exercise.torrent");

        bob.post("/torrents", parts)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("paused")
                .jsonPath("$.infoHash")
                .isEqualTo(shared.infoHash());
        bob.post("/torrents", parts).expectStatus().isOk();
        tell(shared.infoHash(), "resume").expectStatus().isOk();
        bob.await(shared.infoHash(), torrent -> torrent.state() == TorrentState.DOWNLOADING);
        tell(shared.infoHash(), "verify").expectStatus().isAccepted();
        tell(shared.infoHash(), "pause").expectStatus().isOk();
        bob.await(shared.infoHash(), torrent -> torrent.state() == TorrentState.PAUSED);
    }

    @Test
    void setsThePriorityOfAFile() {
        TorrentView shared = ada.share("priority.txt", "p".getBytes(UTF_8));
        patch(shared.infoHash(), 0, "high")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.priority")
                .isEqualTo("high");
        assertThat(RunningPeer.problem(patch(shared.infoHash(), 0, "urgent"), 400))
                .isEqualTo("priority: urgent, expected skip, low, normal or high");
        RunningPeer.problem(patch(shared.infoHash(), 5, "low"), 404);
    }

    @Test
    void movesATorrentInTheQueueOfDownloads() {
        TorrentView shared = ada.share("queue.txt", "q".getBytes(UTF_8));
        move(shared.infoHash(), "top").expectStatus().isOk();
        assertThat(RunningPeer.problem(move(shared.infoHash(), "away"), 400))
                .isEqualTo("move: away, expected top, up, down or bottom");
        RunningPeer.problem(move("ab".repeat(20), "up"), 404);
    }

    @Test
    void listsEveryFigureOfATorrent() {
        TorrentView shared = ada.share("figures.txt", "f".getBytes(UTF_8));
        WebTestClient.BodyContentSpec body = ada.http()
                .get()
                .uri("/api/v1/torrents/" + shared.infoHash())
                .exchange()
                .expectBody();
        for (String field : List.of(
                "infoHash",
                "name",
                "totalBytes",
                "pieceLength",
                "pieceCount",
                "completedBytes",
                "progress",
                "state",
                "downloadRate",
                "uploadRate",
                "downloaded",
                "uploaded",
                "ratio",
                "peers",
                "seeds",
                "etaSeconds",
                "queuePlace",
                "addedAt",
                "error",
                "magnet")) {
            body.jsonPath("$." + field).hasJsonPath();
        }
        ada.http()
                .get()
                .uri("/api/v1/torrents")
                .exchange()
                .expectBody()
                .jsonPath("$[?(@.infoHash == '%s')].state".formatted(shared.infoHash()))
                .isEqualTo("seeding");
    }

    @Test
    void removesATorrentAndOnlyIfAskedItsFiles() {
        TorrentView kept = ada.share("kept.txt", "k".getBytes(UTF_8));
        TorrentView gone = ada.share("gone.txt", "g".getBytes(UTF_8));
        delete(kept.infoHash(), "").expectStatus().isNoContent();
        delete(gone.infoHash(), "?files=true").expectStatus().isNoContent();

        assertThat(folder.resolve("ada/files/kept.txt")).exists();
        assertThat(folder.resolve("ada/files/gone.txt")).doesNotExist();
        assertThat(RunningPeer.problem(delete(gone.infoHash(), ""), 404)).contains(gone.infoHash());
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(RunningPeer.problem(bob.add("{\"magnet\": \"magnet:?dn=x\"}"), 400))
                .contains("xt");
        assertThat(RunningPeer.problem(bob.add("{}"), 400)).startsWith("magnet: missing");
        assertThat(RunningPeer.problem(bob.add("{\"magnet\": "), 400)).startsWith("JSON body");
        assertThat(RunningPeer.problem(delete("zz".repeat(20), ""), 400)).contains("not hexadecimal");
        assertThat(RunningPeer.problem(tell(UNKNOWN, "pause"), 404)).contains(UNKNOWN);

        MultipartBodyBuilder broken = new MultipartBodyBuilder();
        broken.part("torrent", "d4:infoi1ee".getBytes(UTF_8)).filename("x.torrent");
        assertThat(RunningPeer.problem(bob.post("/torrents", broken), 400)).contains("info");

        MultipartBodyBuilder large = new MultipartBodyBuilder();
        large.part("torrent", new byte[(10 << 20) + 1]).filename("x.torrent");
        assertThat(RunningPeer.problem(bob.post("/torrents", large), 413)).contains("part 'torrent'");

        MultipartBodyBuilder maybe = new MultipartBodyBuilder();
        maybe.part("paused", "maybe");
        assertThat(RunningPeer.problem(bob.post("/torrents", maybe), 400)).contains("part 'paused': maybe");
    }

    @Test
    void answersWithAConflictWhileTheMetadataIsNotKnown() {
        String infoHash = "12".repeat(20);
        bob.add("{\"magnet\": \"magnet:?xt=urn:btih:%s\", \"paused\": true}".formatted(infoHash))
                .expectStatus()
                .isCreated();
        for (String path : new String[] {"/torrent", "/files/0/content"}) {
            assertThat(RunningPeer.problem(
                            bob.http()
                                    .get()
                                    .uri("/api/v1/torrents/" + infoHash + path)
                                    .exchange(),
                            409))
                    .contains("metadata");
        }
    }

    @Test
    void tellsItsPortsAndFigures() {
        ada.http()
                .get()
                .uri("/actuator/info")
                .exchange()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("ada")
                .jsonPath("$.ports.http")
                .isEqualTo(ada.httpPort())
                .jsonPath("$.ports.bittorrent")
                .isEqualTo(ada.engine().port());
        ada.share("metric.txt", "m".getBytes(UTF_8));
        ada.http()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .value(text -> assertThat(text)
                        .containsPattern("lyceum_peer_torrents\\{.*state=\"seeding\".*} [1-9]")
                        .contains("lyceum_peer_uploaded_bytes_total", "lyceum_peer_connections"));
    }

    private WebTestClient.ResponseSpec tell(String infoHash, String verb) {
        return bob.http()
                .post()
                .uri("/api/v1/torrents/{infoHash}/{verb}", infoHash, verb)
                .exchange();
    }

    private WebTestClient.ResponseSpec move(String infoHash, String where) {
        return ada.http()
                .post()
                .uri("/api/v1/torrents/{infoHash}/queue", infoHash)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"move\": \"%s\"}".formatted(where))
                .exchange();
    }

    private WebTestClient.ResponseSpec delete(String infoHash, String query) {
        return ada.http().delete().uri("/api/v1/torrents/" + infoHash + query).exchange();
    }

    private WebTestClient.ResponseSpec patch(String infoHash, int file, String priority) {
        return ada.http()
                .patch()
                .uri("/api/v1/torrents/{infoHash}/files/{file}", infoHash, file)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"priority\": \"%s\"}".formatted(priority))
                .exchange();
    }
}
