package org.lyceum.peer.torrents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.swarm.TorrentState;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Limits and choking over REST. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {

    private static final String LIMITS = "/api/v1/limits";

    private RunningPeer peer;
    private RunningPeer leech;
    private LimitsView configured;

    @BeforeAll
    void start(@TempDir Path folder) {
        peer = new RunningPeer(
                folder.resolve("ada"),
                "--lyceum.peer.choke=bep3",
                "--lyceum.peer.download-limit=2000000",
                "--lyceum.peer.upload-limit=1000000");
        configured = limits(peer.http().get().uri(LIMITS).exchange());
        leech = new RunningPeer(folder.resolve("bob"), "--lyceum.peer.private-networks=true");
    }

    @AfterAll
    void stop() {
        leech.close();
        peer.close();
    }

    private static WebTestClient.ResponseSpec patch(RunningPeer peer, String path, String json) {
        return peer.http()
                .patch()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    private static LimitsView limits(WebTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(answer.expectStatus()
                .isOk()
                .expectBody(LimitsView.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void startsWithWhatIsConfiguredAndChangesWhatIsAsked() {
        assertThat(configured).isEqualTo(new LimitsView(2_000_000, 1_000_000));

        patch(peer, LIMITS, "{\"download\": 3000000}").expectStatus().isOk();
        assertThat(limits(patch(peer, LIMITS, "{\"upload\": 5000}"))).isEqualTo(new LimitsView(3_000_000, 5000));
        assertThat(limits(patch(peer, LIMITS, "{\"download\": 0}"))).isEqualTo(new LimitsView(0, 5000));
        assertThat(limits(patch(peer, LIMITS, "{}"))).isEqualTo(new LimitsView(0, 5000));
        assertThat(peer.engine().limits()).isEqualTo(new RateLimits(0, 5000));
    }

    @Test
    void aTorrentHasLimitsOfItsOwn() {
        TorrentView shared = peer.share("own.txt", "limits".getBytes(UTF_8));
        assertThat(shared.limits()).isEqualTo(new LimitsView(0, 0));

        patch(peer, "/api/v1/torrents/" + shared.infoHash(), "{\"limits\": {\"upload\": 7000}}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.limits.upload")
                .isEqualTo(7000);

        assertThat(peer.torrent(shared.infoHash()).limits()).isEqualTo(new LimitsView(0, 7000));
    }

    @Test
    void whoChangesOneLimitNeverUndoesAChangeOfTheOther() {
        String torrent = "/api/v1/torrents/"
                + peer.share("both.txt", "limits".getBytes(UTF_8)).infoHash();

        changeBothOften(LIMITS, "{\"%s\": %d}", "$.%s");
        changeBothOften(torrent, "{\"limits\": {\"%s\": %d}}", "$.limits.%s");
    }

    private void changeBothOften(String path, String body, String answer) {
        CompletableFuture<Void> downloads =
                CompletableFuture.runAsync(() -> changeOften(path, body, answer, "download"));
        changeOften(path, body, answer, "upload");
        downloads.join();
    }

    private void changeOften(String path, String body, String answer, String limit) {
        for (int rate = 1_000_000; rate < 1_000_200; rate++) {
            patch(peer, path, body.formatted(limit, rate))
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath(answer.formatted(limit))
                    .isEqualTo(rate);
        }
    }

    @Test
    void saysWhichLimitCannotBe() {
        String torrent = "/api/v1/torrents/"
                + peer.share("bad.txt", "limits".getBytes(UTF_8)).infoHash();
        assertThat(RunningPeer.problem(patch(peer, LIMITS, "{\"download\": -1}"), 400))
                .isEqualTo("download limit: -1 bytes per second is below 0, which stands for no limit");
        assertThat(RunningPeer.problem(patch(peer, LIMITS, "{\"upload\": \"fast\"}"), 400))
                .isEqualTo("JSON body: upload: 'fast', expected a whole number (line 1, column 12)");
        assertThat(RunningPeer.problem(patch(peer, torrent, "{\"limits\": {\"upload\": -7}}"), 400))
                .startsWith("upload limit: -7");
        assertThat(RunningPeer.problem(patch(peer, torrent, "{}"), 400)).startsWith("limits: missing");
        RunningPeer.problem(patch(peer, "/api/v1/torrents/" + "00".repeat(20), "{\"limits\": {}}"), 404);
    }

    @Test
    void tellsWhoHasTheSlots() {
        byte[] content = new byte[300_000];
        new Random(3).nextBytes(content);
        TorrentView shared = peer.share("slots.bin", content);
        // so that the other stays while it is looked at
        patch(leech, LIMITS, "{\"download\": 1}").expectStatus().isOk();
        leech.add("{\"magnet\": \"%s&x.pe=127.0.0.1:%d\"}"
                        .formatted(shared.magnet(), peer.engine().port()))
                .expectStatus()
                .isCreated();

        Awaitility.await()
                .untilAsserted(() -> peer.http()
                        .get()
                        .uri("/api/v1/torrents/{infoHash}/choking", shared.infoHash())
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .jsonPath("$.algorithm")
                        .isEqualTo("bep3")
                        .jsonPath("$.slots")
                        .isEqualTo(4)
                        .jsonPath("$.nextRoundSeconds")
                        .isNumber()
                        .jsonPath("$.taken.length()")
                        .isEqualTo(1)
                        .jsonPath("$.taken[0].interested")
                        .isEqualTo(true)
                        .jsonPath("$.taken[0].optimistic")
                        .isBoolean()
                        .jsonPath("$.taken[0].client")
                        .value(client -> assertThat((String) client).startsWith("Lyceum")));
        peer.http()
                .get()
                .uri("/api/v1/torrents/{infoHash}/peers", shared.infoHash())
                .exchange()
                .expectBody()
                .jsonPath("$[0].snubbing")
                .isEqualTo(false)
                .jsonPath("$[0].optimistic")
                .isBoolean();

        patch(leech, LIMITS, "{\"download\": 0}").expectStatus().isOk();
        leech.await(shared.infoHash(), torrent -> torrent.state() == TorrentState.SEEDING);
    }
}
