package org.lyceum.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class ServiceWebTest {

    private static final String UI = "http://ui.example:8080";

    private ConfigurableApplicationContext context;
    private WebTestClient client;
    private int port;

    @BeforeAll
    void start() {
        context = TinyService.start("--lyceum.web.allowed-hosts=Lyceum.local", "--lyceum.web.allowed-origins=" + UI);
        port = TinyService.port(context);
        client =
                WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:7070", "[::1]", "[::1]:80", "lyceum.local:9"})
    void answersToItsOwnNames(String host) {
        client.get()
                .uri("/greeting")
                .header(HttpHeaders.HOST, host)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example:80",
                "192.168.0.9",
                "a@localhost"
            })
    void refusesAForeignHost(String host) {
        expectProblem(client.get().uri("/greeting").header(HttpHeaders.HOST, host), 421)
                .jsonPath("$.detail")
                .value(detail -> assertThat((String) detail).contains(host, "lyceum.web.allowed-hosts"));
    }

    @Test
    void letsItsOwnPageAndAnAllowedOneChangeThings() {
        post("http://127.0.0.1:" + port).expectStatus().isOk();
        post(UI).expectStatus().isOk().expectHeader().valueEquals("Access-Control-Allow-Origin", UI);
        client.post()
                .uri("/greeting")
                .header("Sec-Fetch-Site", "same-origin")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"times\": 1}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://127.0.0.1:1", "null", "file://", "http://127.0.0.1"})
    void refusesChangesByAForeignPage(String origin) {
        post(origin).expectStatus().isForbidden().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void refusesACrossSiteChangeWithoutOrigin() {
        expectProblem(client.post().uri("/greeting").header("Sec-Fetch-Site", "cross-site"), 403);
    }

    @Test
    void refusesStreamsAndUpgradesToAForeignPage() {
        expectProblem(
                client.get()
                        .uri("/stream")
                        .header(HttpHeaders.ORIGIN, "http://evil.example")
                        .accept(MediaType.TEXT_EVENT_STREAM),
                403);
        expectProblem(
                client.get()
                        .uri("/greeting")
                        .header(HttpHeaders.ORIGIN, "http://evil.example")
                        .header(HttpHeaders.UPGRADE, "websocket"),
                403);
    }

    @Test
    void answersThePreflightOfAnAllowedOriginAlone() {
        client.options()
                .uri("/greeting")
                .header(HttpHeaders.ORIGIN, UI)
                .header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, "DELETE")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, UI);
        client.options()
                .uri("/greeting")
                .header(HttpHeaders.ORIGIN, "http://evil.example")
                .header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, "DELETE")
                .exchange()
                .expectHeader()
                .doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
    }

    @Test
    void narrowsWhatABrowserDoesWithAnAnswer() {
        client.get()
                .uri("/greeting")
                .exchange()
                .expectHeader()
                .valueEquals("X-Content-Type-Options", "nosniff")
                .expectHeader()
                .valueEquals("Referrer-Policy", "no-referrer")
                .expectHeader()
                .valueMatches("Content-Security-Policy", ".*frame-ancestors 'none'.*");
    }

    @Test
    void answersWithTheProblemThatTheServiceMapsAnExceptionTo() {
        expectProblem(client.get().uri("/late"), 409)
                .jsonPath("$.detail")
                .isEqualTo("too late")
                .jsonPath("$.title")
                .isEqualTo("Conflict")
                .jsonPath("$.instance")
                .isEqualTo("/late");
    }

    @Test
    void hidesAnUnexpectedExceptionAndLogsItOnce(CapturedOutput output) {
        expectProblem(client.get().uri("/broken"), 500)
                .jsonPath("$.detail")
                .value(detail -> assertThat((String) detail).doesNotContain("secret"));
        assertThat(output.getAll().split("secret inner detail", -1)).hasSize(2);
    }

    @Test
    void saysWhereAJsonBodyIsWrong() {
        expectProblem(
                        client.post()
                                .uri("/greeting")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue("{\"name\": \"a\",\n  \"times\": x}"),
                        400)
                .jsonPath("$.detail")
                .value(detail ->
                        assertThat((String) detail).startsWith("JSON body: ").contains("line 2"));
    }

    @Test
    void saysWhichFieldIsNoNumber() {
        expectProblem(
                        client.post()
                                .uri("/greeting")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue("{\"name\": \"a\", \"times\": \"often\"}"),
                        400)
                .jsonPath("$.detail")
                .isEqualTo("JSON body: times: 'often', expected a whole number (line 1, column 24)");
    }

    @Test
    void answersAnUnknownPathAndMethodWithAProblem() {
        expectProblem(client.get().uri("/nowhere"), 404);
        expectProblem(client.delete().uri("/greeting"), 405);
    }

    private WebTestClient.ResponseSpec post(String origin) {
        return client.post()
                .uri("/greeting")
                .header(HttpHeaders.ORIGIN, origin)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"name\": \"Ada\", \"times\": 2}")
                .exchange();
    }

    private static WebTestClient.BodyContentSpec expectProblem(
            WebTestClient.RequestHeadersSpec<?> request, int status) {
        return request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status);
    }
}
