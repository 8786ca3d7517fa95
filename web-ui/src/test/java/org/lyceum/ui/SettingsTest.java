package org.lyceum.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

/** The settings of a node: its limits, what it uses, and whom it blocks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsTest {

    private static final String SETTINGS = "/nodes/ishan/settings";
    private static final String BLOCKLIST = "/nodes/ishan/blocklist";

    private FakePeer ishan;
    private RunningUi ui;
    private WebTestClient browser;

    @BeforeAll
    void start() {
        ishan = FakePeer.start();
        ui = RunningUi.lookingFrom(Map.of("ishan", ishan.url()));
        browser = ui.browser();
    }

    @BeforeEach
    void forget() {
        ishan.forget();
    }

    @AfterAll
    void stop() {
        ui.close();
        ishan.close();
    }

    private String page() {
        return body(browser.get().uri(SETTINGS).exchange().expectStatus().isOk());
    }

    private static String body(WebTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(String.class).returnResult().getResponseBody());
    }

    private WebTestClient.ResponseSpec load(String name, String list) {
        MultipartBodyBuilder form = new MultipartBodyBuilder();
        form.part("list", new ByteArrayResource(list.getBytes(StandardCharsets.UTF_8)))
                .filename(name);
        return browser.post()
                .uri(BLOCKLIST)
                .header("HX-Request", "true")
                .body(BodyInserters.fromMultipartData(form.build()))
                .exchange();
    }

    @Test
    void showsTheLimitsThePolicyAndWhatIsUsed() {
        assertThat(page())
                .containsPattern("id=\"limit-node-down\"[^>]*value=\"1500.5\"")
                .containsPattern("id=\"limit-node-up\"[^>]*value=\"\"")
                .containsSubsequence("Policy", "BEP 3", "newcomers", ">4<", "upload slots")
                .containsSubsequence("Downloading now", ">2<", ">3<", "Waiting", ">5<")
                .containsSubsequence("Open", ">417<", ">1,000<", "Being dialled", ">11<", ">50<", ">6<", ">200<")
                .contains("Nobody is blocked.")
                .doesNotContain("Block nobody");
    }

    @Test
    void isReachedFromTheList() {
        assertThat(body(browser.get().uri("/nodes/ishan/swarms").exchange()))
                .containsPattern("<a href=\"/nodes/ishan/settings\"[^>]*>");
        assertThat(page())
                .containsPattern("<a href=\"/nodes/ishan/settings\" aria-current=\"page\"|"
                        + "<a href=\"/nodes/ishan/settings\"[^>]*aria-current=\"page\"");
    }

    @Test
    void loadsAListAndShowsIt() {
        assertThat(body(load("list.p2p", "1.2.3.4\n").expectStatus().isOk()))
                .contains("Blocked from now on: 2 ranges, 16,777,222 IPv4 addresses. 1 line could not be used.");

        assertThat(ishan.commands).containsExactly("PUT /api/v1/blocklist?name=list.p2p 1.2.3.4");
        assertThat(page())
                .containsSubsequence("list.p2p", "since", "20 Nov 2026", ">2 ranges<", ">16,777,222<", ">1,234<")
                .containsSubsequence("1 line", "could not be used", ">7<", "&#39;&lt;b&gt;&#39; is no address")
                .contains("Block nobody")
                .doesNotContain("at every start");
    }

    @Test
    void namesTheFileThatTheNodeIsToldToRead() {
        ishan.blocklist = FakePeer.blocklist("level1.gz");
        ishan.blocklist.put("source", "/etc/lyceum/level1.gz");

        assertThat(page()).containsSubsequence("/etc/lyceum/level1.gz", "again at every start");
    }

    @Test
    void saysWhyAListIsNotTaken() {
        assertThat(body(load("page.html", "<html>").expectStatus().isBadRequest()))
                .contains("blocklist: no line names an address", "notice-failure");
        assertThat(body(browser.post()
                        .uri(BLOCKLIST)
                        .body(BodyInserters.fromMultipartData("list", "text"))
                        .exchange()
                        .expectStatus()
                        .isEqualTo(422)))
                .contains("Choose the file");
    }

    @Test
    void blocksNobodyWhenTold() {
        assertThat(body(browser.delete()
                        .uri(BLOCKLIST)
                        .exchange()
                        .expectStatus()
                        .isOk()))
                .contains("Nobody is blocked any more.");

        assertThat(ishan.commands).containsExactly("DELETE /api/v1/blocklist");
    }
}
