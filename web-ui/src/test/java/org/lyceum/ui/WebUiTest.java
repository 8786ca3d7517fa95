package org.lyceum.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebUiTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final String LIST = "/nodes/ishan/swarms";
    private static final String SWARM = LIST + "/" + HASH;

    private FakePeer ishan;
    private FakePeer mara;
    private RunningUi ui;
    private WebTestClient browser;

    @BeforeAll
    void start() {
        ishan = FakePeer.start();
        mara = FakePeer.start();
        FakePeer gone = FakePeer.start();
        gone.close();
        ui = RunningUi.lookingFrom(Map.of("ishan", ishan.url(), "mara", mara.url(), "tomas", gone.url()));
        browser = ui.browser();
    }

    @BeforeEach
    void forget() {
        ishan.forget();
        mara.forget();
    }

    @AfterAll
    void stop() {
        ui.close();
        mara.close();
        ishan.close();
    }

    @Test
    void listsSwarmsWithTheirFigures() {
        ishan.add(FakePeer.torrent(HASH, "Lecture 7"));

        String html = page(LIST);

        assertThat(html)
                .contains("Lecture 7")
                .contains("Downloading")
                .contains("25 %")
                .contains("1.00 MB")
                .contains("120 kB/s")
                .contains("1 min 15 s")
                .contains("<progress max=\"1\" value=\"0.25\"")
                .contains("hx-post=\"" + SWARM + "/pause\"");
    }

    @Test
    void saysWhatToDoWhereThereIsNothing() {
        assertThat(page(LIST)).contains("Nothing here yet").contains("Drop a file");
    }

    @Test
    void filtersByNameAndStateAndSorts() {
        ishan.add(FakePeer.torrent(HASH, "Zebra"));
        ishan.add(FakePeer.torrent("a".repeat(40), "Ant"));
        Map<String, Object> done = FakePeer.torrent("b".repeat(40), "Bear");
        done.put("state", "seeding");
        ishan.add(done);

        assertThat(page(LIST + "?q=zeb")).contains("Zebra").doesNotContain("Bear", "Ant");
        assertThat(page(LIST + "?show=SHARING")).contains("Bear").doesNotContain("Zebra", "Ant");
        assertThat(page(LIST + "?sort=NAME")).containsSubsequence("Ant", "Bear", "Zebra");
        assertThat(page(LIST + "?q=nothing")).contains("No swarm matches");
    }

    @Test
    void escapesHostileNames() {
        String hostile = "<script>alert(1)</script>\" onload=\"x";
        ishan.add(FakePeer.torrent(HASH, hostile));
        ishan.files.put(HASH, List.of(FakePeer.file(0, hostile + "/" + hostile + ".txt", 10)));

        for (String html : List.of(page(LIST), page(SWARM), page(SWARM + "/files/0"))) {
            assertThat(html)
                    .contains("&lt;script&gt;alert(1)")
                    .doesNotContain("<script>alert")
                    .doesNotContain("\" onload=\"");
        }
    }

    @Test
    void showsASwarmWithItsFilesAndPeers() {
        ishan.add(FakePeer.torrent(HASH, "Lecture 7"));
        ishan.files.put(
                HASH, List.of(FakePeer.file(0, "Lecture 7/talk.ogg", 900), FakePeer.file(1, "Lecture 7/a.zip", 100)));
        ishan.peers.put(
                HASH,
                List.of(Map.ofEntries(
                        Map.entry("address", "10.0.0.9:6881"),
                        Map.entry("client", "Transmission 4.0.6"),
                        Map.entry("progress", 0.5),
                        Map.entry("flags", "DI"),
                        Map.entry("downloadRate", 2_000),
                        Map.entry("uploadRate", 0),
                        Map.entry("amChoking", false),
                        Map.entry("amInterested", true),
                        Map.entry("peerChoking", true),
                        Map.entry("peerInterested", false),
                        Map.entry("optimistic", true),
                        Map.entry("snubbing", true))));

        assertThat(page(SWARM))
                .contains("data-count=\"62\"")
                .contains("talk.ogg")
                .contains(">Play<")
                .contains("Transmission 4.0.6")
                .contains("has-slot")
                .contains(">choke<", ">unchoke<", "by chance", "snubs us")
                .contains("data-copies=\"magnet:?xt=urn:btih:" + HASH)
                .contains("data-node=\"mara\"");
    }

    @Test
    void showsEachUploadSlotAndTheLimits() {
        ishan.add(FakePeer.torrent(HASH, "Lecture 7"));
        ishan.slots.put(
                HASH,
                List.of(
                        FakePeer.slot("10.0.0.1:1", false, true),
                        FakePeer.slot("10.0.0.2:2", false, false),
                        FakePeer.slot("10.0.0.3:3", true, true)));

        assertThat(page(SWARM))
                .containsSubsequence("Policy", "classic", "three fastest", "12 s")
                .containsSubsequence(
                        ">by rate<", "10.0.0.1:1", "77.0 kB/s", ">by rate<", "10.0.0.2:2", "wants nothing now")
                .containsSubsequence(">by chance<", "10.0.0.3:3", ">free<", "for the next who asks")
                .containsPattern("id=\"limit-swarm-down\"[^>]*value=\"\"")
                .containsPattern("id=\"limit-swarm-up\"[^>]*value=\"64\"")
                .containsSubsequence("All swarms together", "1.50 MB/s", "down", "no limit", "up");
    }

    @Test
    void setsTheLimitsOfASwarmAndOfItsNode() {
        ishan.add(FakePeer.torrent(HASH, "Lecture 7"));

        form(SWARM + "/limits", "download=500&upload=").expectStatus().isOk();
        form("/nodes/ishan/limits", "upload=0.5")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(html -> assertThat(html).contains("ishan’s node: 1.50 MB/s down, 500 B/s up."));
        for (String nonsense : List.of("-1", "fast", "1e99", "NaN")) {
            form("/nodes/ishan/limits", "download=" + nonsense + "&upload=")
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody(String.class)
                    .value(html -> assertThat(html).contains("kilobytes per second"));
        }

        assertThat(ishan.commands)
                .containsExactly(
                        "PATCH /api/v1/torrents/%s {\"limits\":{\"download\":500000,\"upload\":0}}".formatted(HASH),
                        "PATCH /api/v1/limits {\"upload\":500}");
    }

    @Test
    void saysThatANodeDoesNotAnswer() {
        assertThat(page("/nodes/tomas/swarms")).contains("tomas’s node does not answer", "127.0.0.1:");
        browser.get()
                .uri("/nodes/tomas/swarms/" + HASH)
                .exchange()
                .expectStatus()
                .isEqualTo(502)
                .expectBody(String.class)
                .value(html -> assertThat(html)
                        .contains("tomas’s node does not answer")
                        .doesNotContain("Exception"));
    }

    @Test
    void saysThatASwarmIsNotThere() {
        browser.get()
                .uri(SWARM)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody(String.class)
                .value(html -> assertThat(html).contains("no such torrent here").contains("</html>"));
    }

    @Test
    void answersAPageAtAnAddressThatLeadsNowhere() {
        for (String astray : List.of("/nodes/nobody/swarms", "/nowhere", LIST + "?sort=sideways")) {
            browser.get()
                    .uri(astray)
                    .exchange()
                    .expectStatus()
                    .is4xxClientError()
                    .expectBody(String.class)
                    .value(html -> assertThat(html).contains("</html>").doesNotContain("Exception"));
        }
    }

    @Test
    void allowsNeitherInlineScriptsNorStyles() {
        ishan.add(FakePeer.torrent(HASH, "Lecture 7"));

        HttpHeaders headers = browser.get()
                .uri(LIST)
                .exchange()
                .expectBody(String.class)
                .value(html -> assertThat(html)
                        .doesNotContain("style=\"", "<style", "javascript:")
                        .doesNotContainPattern("<script(?![^>]*src=)")
                        .doesNotContainPattern("\\son[a-z]+=\""))
                .returnResult()
                .getResponseHeaders();

        assertThat(headers.getFirst("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void handsWhatOneDoesToTheNode() {
        ishan.add(FakePeer.torrent(HASH, "Lecture 7"));

        browser.post().uri(SWARM + "/pause").exchange().expectStatus().isOk();
        browser.delete().uri(SWARM + "?files=true").exchange().expectStatus().isOk();
        form(LIST, "magnet=magnet:?xt%3Durn:btih:" + HASH).expectStatus().isOk();
        form(SWARM + "/copies", "to=mara").expectStatus().isOk();

        String path = "/api/v1/torrents";
        String magnet = path + " {\"magnet\":\"magnet:?xt=urn:btih:" + HASH + "\"}";
        assertThat(ishan.commands)
                .containsExactly(
                        "POST %s/%s/pause".formatted(path, HASH),
                        "DELETE %s/%s?files=true".formatted(path, HASH),
                        "POST " + magnet);
        assertThat(mara.commands).containsExactly("POST " + magnet);
    }

    @Test
    void refusesWhatIsNoMagnetLink() {
        form(LIST, "magnet=http://example.org")
                .expectStatus()
                .isEqualTo(422)
                .expectBody(String.class)
                .value(html -> assertThat(html).contains("magnet:?"));
        assertThat(ishan.commands).isEmpty();
    }

    @Test
    void refusesAForeignOrigin() {
        browser.post()
                .uri(SWARM + "/pause")
                .header("Origin", "http://evil.example")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void leadsToTheRoomsOfTheFirstNode() {
        browser.get().uri("/").exchange().expectHeader().location("/nodes/ishan/rooms");
    }

    @Test
    void leadsToTheSwarmsOfANodeWithoutRooms() {
        ishan.rooms.known = false;

        browser.get().uri("/").exchange().expectHeader().location(ui.firstNode());
    }

    private WebTestClient.ResponseSpec form(String uri, String body) {
        return browser.post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue(body)
                .exchange();
    }

    private String page(String uri) {
        String html = browser.get()
                .uri(URI.create(ui.address() + uri))
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return html == null ? "" : html;
    }
}
