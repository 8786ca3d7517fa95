package org.lyceum.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenTest {

    private static final String TOKEN = "0123456789abcdef";

    private ConfigurableApplicationContext context;
    private WebTestClient client;

    @BeforeAll
    void start() {
        context = TinyService.start("--server.address=0.0.0.0", "--lyceum.web.token=" + TOKEN);
        client = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + TinyService.port(context))
                .build();
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void wantsTheToken() {
        client.get()
                .uri("/greeting")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"lyceum\"");
        client.get()
                .uri("/greeting")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + TOKEN + "x")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        client.get().uri("/?token=wrong").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void takesTheTokenAsBearer() {
        client.get()
                .uri("/greeting")
                .header(HttpHeaders.AUTHORIZATION, "bearer " + TOKEN)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void givesABrowserACookieThatLetsItIn() {
        client.get()
                .uri("/?token=" + TOKEN)
                .exchange()
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location("/")
                .expectHeader()
                .value(HttpHeaders.SET_COOKIE, cookie -> assertThat(cookie).contains("HTTPOnly", "SameSite=Strict"));
        client.get()
                .uri("/greeting")
                .cookie(TokenCheck.COOKIE, TOKEN)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void leavesHealthFree() {
        client.get().uri("/actuator/health").exchange().expectStatus().isNotFound();
        client.get().uri("/actuator/healthy").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void answersToAnyAddressButNotToAnyNameWhenItListensOnAll() {
        client.get()
                .uri("/greeting")
                .header(HttpHeaders.HOST, "192.168.7.7:7070")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + TOKEN)
                .exchange()
                .expectStatus()
                .isOk();
        client.get()
                .uri("/greeting")
                .header(HttpHeaders.HOST, "evil.example")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + TOKEN)
                .exchange()
                .expectStatus()
                .isEqualTo(421);
    }
}
