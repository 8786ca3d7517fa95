package org.lyceum.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.overlay.identity.Identity;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Who is who, over REST: a seed whose node creates a network, and Ada's. */
class RolesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private RunningService admin;
    private RunningService ada;

    @BeforeEach
    void start() {
        admin = new RunningService("admin", folder.resolve("admin"), "--lyceum.overlay.seed=true");
        ada = new RunningService("ada", folder.resolve("ada"), "--lyceum.overlay.seeds=" + admin.seedAddress());
    }

    @AfterEach
    void stop() {
        ada.close();
        admin.close();
    }

    private static WebTestClient.ResponseSpec post(RunningService to, String path, String json) {
        return to.http()
                .post()
                .uri("/api/v1/network" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    private static WebTestClient.ResponseSpec accept(RunningService at, String text) {
        return at.http()
                .post()
                .uri("/api/v1/network/credentials")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue(text)
                .exchange();
    }

    private static <T> T body(WebTestClient.ResponseSpec answer, HttpStatus status, Class<T> type) {
        return Objects.requireNonNull(answer.expectStatus()
                .isEqualTo(status)
                .expectBody(type)
                .returnResult()
                .getResponseBody());
    }

    private static String problem(WebTestClient.ResponseSpec answer, HttpStatus status) {
        answer.expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        return Objects.requireNonNull(body(answer, status, ProblemDetail.class).getDetail());
    }

    private RolesView create() {
        return body(post(admin, "", "{}"), HttpStatus.CREATED, RolesView.class);
    }

    private String id(RunningService of) {
        return of.node().id().text();
    }

    private RolesController.Granted grantToAda() {
        return body(
                post(
                        admin,
                        "/grants",
                        "{\"peerId\": \"%s\", \"role\": \"professor\", \"course\": \"algebra\", \"days\": 30}"
                                .formatted(id(ada))),
                HttpStatus.CREATED,
                RolesController.Granted.class);
    }

    private static void awaitProfessors(RunningService at, String query, String... names) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(at.nodes("?standing=professor" + query))
                        .extracting(NodeView::name)
                        .containsExactly(names));
    }

    @Test
    void aRoleIsGrantedAcceptedProvedAndTakenBack() {
        RolesView created = create();
        assertThat(created.network()).isEqualTo(id(admin));
        assertThat(created.role()).isEqualTo("admin");

        RolesController.Granted granted = grantToAda();
        assertThat(granted.grant().serial()).isEqualTo(1);
        assertThat(granted.grant().state()).isEqualTo("valid");
        RolesView adas = body(accept(ada, granted.credentials()), HttpStatus.OK, RolesView.class);
        assertThat(adas.role()).isEqualTo("professor");
        assertThat(adas.network()).isEqualTo(id(admin));

        for (RunningService each : List.of(admin, ada)) {
            awaitProfessors(each, "", "ada");
            awaitProfessors(each, "&course=algebra", "ada");
            awaitProfessors(each, "&course=botany");
            assertThat(each.nodes("?standing=admin")).extracting(NodeView::name).containsExactly("admin");
            assertThat(each.network().self().network()).isEqualTo(id(admin));
        }

        RolesController.Revocations list = body(
                post(admin, "/revocations", "{\"serial\": 1}"), HttpStatus.CREATED, RolesController.Revocations.class);

        assertThat(list.list().version()).isEqualTo(1);
        for (RunningService each : List.of(admin, ada)) {
            awaitProfessors(each, "");
        }
        assertThat(body(admin.http().get().uri("/api/v1/network/grants").exchange(), HttpStatus.OK, RolesView.class)
                        .granted())
                .singleElement()
                .satisfies(grant -> assertThat(grant.state()).isEqualTo("revoked"));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ada.http()
                                .get()
                                .uri("/api/v1/network/revocations")
                                .exchange()
                                .expectBodyList(RolesController.Revocations.class)
                                .returnResult()
                                .getResponseBody())
                        .containsExactly(list));
        assertThat(problem(accept(ada, granted.credentials()), HttpStatus.FORBIDDEN))
                .isEqualTo("grant 1 of %s was revoked".formatted(id(admin)));
    }

    @Test
    void whoNeedsNoGrantEntersByTheNetworksName() {
        create();

        RolesView entered =
                body(post(ada, "", "{\"network\": \"%s\"}".formatted(id(admin))), HttpStatus.CREATED, RolesView.class);

        assertThat(entered.role()).isEqualTo("student");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ada.nodes("?standing=admin"))
                        .extracting(NodeView::name)
                        .containsExactly("admin"));
        assertThat(problem(post(ada, "", "{}"), HttpStatus.FORBIDDEN)).contains("is part of the network", "already");
        assertThat(problem(post(ada, "", "{\"network\": \"%s\"}".formatted(id(ada))), HttpStatus.FORBIDDEN))
                .contains("is part of the network", "already");
    }

    @Test
    void aNodeOfNoNetworkIsToldHowToGetIntoOne() {
        assertThat(body(ada.http().get().uri("/api/v1/network/grants").exchange(), HttpStatus.OK, RolesView.class)
                        .network())
                .isNull();
        assertThat(problem(post(ada, "/revocations", "{\"serial\": 1}"), HttpStatus.FORBIDDEN))
                .startsWith("this node is part of no network: POST {} to /api/v1/network creates one");
    }

    @Test
    void onlyAnAdminGrantsAndRevokes() {
        create();
        accept(ada, grantToAda().credentials()).expectStatus().isOk();

        assertThat(problem(
                        post(ada, "/grants", "{\"peerId\": \"%s\", \"role\": \"admin\"}".formatted(id(ada))),
                        HttpStatus.FORBIDDEN))
                .contains("is professor in the network", "only an admin may grant roles");
        assertThat(problem(post(ada, "/revocations", "{\"serial\": 1}"), HttpStatus.FORBIDDEN))
                .contains("only an admin may take grants back");
        assertThat(problem(post(admin, "/revocations", "{\"serial\": 9}"), HttpStatus.FORBIDDEN))
                .isEqualTo("this node has granted nothing with the serial 9");
    }

    @Test
    void whatMakesNoSenseIsNamed() {
        create();
        String self = id(admin);

        assertThat(problem(post(admin, "/grants", "{}"), HttpStatus.BAD_REQUEST))
                .startsWith("peerId: missing, expected a PeerId");
        assertThat(problem(post(admin, "/grants", "{\"peerId\": \"bob\"}"), HttpStatus.BAD_REQUEST))
                .startsWith("peerId: 'bob', expected a PeerId");
        assertThat(problem(post(admin, "/grants", "{\"peerId\": \"%s\"}".formatted(self)), HttpStatus.BAD_REQUEST))
                .isEqualTo("role: missing, expected student, professor or admin");
        assertThat(problem(
                        post(admin, "/grants", "{\"peerId\": \"%s\", \"role\": \"boss\"}".formatted(self)),
                        HttpStatus.BAD_REQUEST))
                .isEqualTo("role: 'boss', expected student, professor or admin");
        assertThat(problem(
                        post(
                                admin,
                                "/grants",
                                "{\"peerId\": \"%s\", \"role\": \"admin\", \"days\": 0}".formatted(self)),
                        HttpStatus.BAD_REQUEST))
                .isEqualTo("days: 0, expected 1 to 36500");
        assertThat(problem(
                        post(
                                admin,
                                "/grants",
                                "{\"peerId\": \"%s\", \"role\": \"admin\", \"course\": \"%s\"}"
                                        .formatted(self, "x".repeat(257))),
                        HttpStatus.BAD_REQUEST))
                .isEqualTo("the course's name has more than 256 bytes");
        assertThat(problem(post(admin, "/revocations", "{}"), HttpStatus.BAD_REQUEST))
                .startsWith("serial: missing");
        assertThat(problem(post(admin, "/revocations", "{\"serial\": \"x\"}"), HttpStatus.BAD_REQUEST))
                .contains("serial", "whole number");
        assertThat(problem(accept(admin, "no grant"), HttpStatus.BAD_REQUEST))
                .startsWith("there is neither a grant in it nor a revocation list");
        assertThat(problem(accept(admin, "x".repeat(1_000_000)), HttpStatus.CONTENT_TOO_LARGE))
                .isEqualTo("The body has more bytes than are taken here.");
        assertThat(problem(
                        admin.http()
                                .get()
                                .uri("/api/v1/network/nodes?standing=boss")
                                .exchange(),
                        HttpStatus.BAD_REQUEST))
                .isEqualTo("standing: 'boss', expected student, professor or admin");
    }

    @Test
    void theGrantOfAnotherIsRefused() {
        create();
        String other = Identity.generate().peerId().text();
        String text = body(
                        post(admin, "/grants", "{\"peerId\": \"%s\", \"role\": \"professor\"}".formatted(other)),
                        HttpStatus.CREATED,
                        RolesController.Granted.class)
                .credentials();

        assertThat(problem(accept(ada, text), HttpStatus.FORBIDDEN))
                .isEqualTo("grant 1 of %s is for %s, not for %s".formatted(id(admin), other, id(ada)));
    }
}
