package org.lyceum.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkPageTest {

    private static final String NETWORK = "/nodes/ada/network";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FakePeer ada;
    private RunningUi ui;

    @BeforeAll
    void start() {
        ada = FakePeer.start();
        ui = RunningUi.lookingFrom(Map.of("ada", ada.url()));
    }

    @BeforeEach
    void forget() {
        ada.forget();
        ada.network = FakeNetwork.three(7);
        ada.graph = FakeNetwork.graph(true);
    }

    @AfterAll
    void stop() {
        ui.close();
        ada.close();
    }

    private String page() {
        return Objects.requireNonNull(ui.browser()
                .get()
                .uri(NETWORK)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private Flux<ServerSentEvent<String>> events() {
        return WebClient.create(ui.address())
                .get()
                .uri(NETWORK + "/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<>() {});
    }

    private static boolean isPart(ServerSentEvent<String> event, String id) {
        return event.data() != null && event.data().contains("id=\"" + id + "\"");
    }

    @Test
    void theTableTellsOfEachNode() {
        assertThat(page())
                .containsSubsequence(
                        "this node", "bob", "neighbour", "chosen here", "7 ms", "2 h", "carol", "called dead")
                .contains(FakeNetwork.ADA, FakeNetwork.BOB, FakeNetwork.CAROL);
    }

    @Test
    void graphAndTableTellWhoIsProfessorAndAdmin() {
        assertThat(page())
                .containsSubsequence(">student<", ">professor of algebra<", ">admin<")
                .contains(
                        "&quot;label&quot;:&quot;ada&quot;",
                        "&quot;label&quot;:&quot;bob (professor)&quot;",
                        "&quot;label&quot;:&quot;carol (admin)&quot;");
    }

    @Test
    void theTableSaysWhenANodeWasSeen() {
        assertThat(page()).contains(">now<").contains("heard of 30 s ago");
    }

    @Test
    void theGraphHasEachLinkOnce() {
        assertThat(page())
                .containsOnlyOnce("{&quot;from&quot;:&quot;%s&quot;,&quot;to&quot;:&quot;%s&quot;,&quot;own&quot;:true}"
                        .formatted(FakeNetwork.ADA, FakeNetwork.BOB))
                .contains("&quot;kind&quot;:&quot;self&quot;", "&quot;kind&quot;:&quot;seed&quot;")
                .contains("&quot;kind&quot;:&quot;dead&quot;")
                .doesNotContain("No seed could be asked");
    }

    @Test
    void whatTheGraphLacksIsSaid() {
        ada.graph = FakeNetwork.graph(false);

        assertThat(page()).contains("No seed could be asked");
    }

    @Test
    void whoReportedWhomDeadIsSaid() {
        assertThat(page()).containsSubsequence("Called dead", "carol", "reported by", "bob", "2 min ago", "gone");
    }

    @Test
    void aNodeThatKnowsNobodySaysWhatToDo() {
        ada.network = FakeNetwork.alone();

        assertThat(page())
                .contains("Nobody else yet")
                .contains("lyceum join 192.0.2.7:4001")
                .doesNotContain("<node-graph");
    }

    @Test
    void aNodeThatTakesPartInNoNetworkSaysSo() {
        ada.network = null;

        assertThat(page()).contains("takes part in no network");
    }

    @Test
    void theNavigationLeadsThere() {
        assertThat(page()).containsPattern("href=\"/nodes/ada/network\"[^>]* aria-current=\"page\"");
    }

    @Test
    void hostileNamesAreEscaped() {
        String hostile = "<script>alert(1)</script>\" onload='x'";
        ada.network = FakeNetwork.network(
                List.of(),
                List.of(
                        FakeNetwork.node(FakeNetwork.ADA, "ada", "peer", false),
                        FakeNetwork.node(FakeNetwork.BOB, hostile, hostile, false)),
                List.of(Map.of("address", hostile, "peerId", FakeNetwork.BOB, "registered", true)),
                List.of());

        assertThat(page())
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert", "\" onload=", "' onload=");
    }

    @Test
    void aNodeIsAskedToJoinByAnAddress() {
        String answer = ui.browser()
                .post()
                .uri(NETWORK + "/seeds")
                .header("HX-Request", "true")
                .header("Origin", ui.address())
                .body(BodyInserters.fromFormData("address", " 192.0.2.9:4001 "))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(answer).contains("asks 192.0.2.9:4001 who is there");
        assertThat(ada.commands).containsExactly("POST /api/v1/network/seeds {\"address\":\"192.0.2.9:4001\"}");
    }

    @Test
    void anOpenPageIsToldOfNewRoundTrips() {
        StepVerifier.create(events().filter(event -> isPart(event, "members")))
                .assertNext(event -> assertThat(event.data()).contains("7 ms"))
                .then(() -> ada.network = FakeNetwork.three(9))
                .thenConsumeWhile(event -> !String.valueOf(event.data()).contains("9 ms"))
                .expectNextCount(1)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void anOpenPageIsToldToComeAgainWhenNobodyElseIsLeft() {
        StepVerifier.create(events().filter(event -> isPart(event, "members") || "refresh".equals(event.event())))
                .expectNextCount(1)
                .then(() -> ada.network = FakeNetwork.alone())
                .thenConsumeWhile(event -> !"refresh".equals(event.event()))
                .expectNextCount(1)
                .thenCancel()
                .verify(PATIENCE);
    }
}
