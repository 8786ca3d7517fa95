package org.lyceum.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.network.OverlayNode;
import org.lyceum.overlay.network.OverlaySettings;
import org.lyceum.web.StartupException;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.Disposable;

/** The network over REST, of services that are nodes. */
class NetworkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private RunningService seed;

    @BeforeEach
    void startSeed() {
        seed = new RunningService("seed", folder.resolve("seed"), "--lyceum.overlay.seed=true");
    }

    @AfterEach
    void stopSeed() {
        seed.close();
    }

    private RunningService reader(String... arguments) {
        return new RunningService("ada", folder.resolve("ada"), arguments);
    }

    @Test
    void whoJoinsIsSeenByBoth() {
        try (RunningService ada =
                reader("--lyceum.overlay.seeds=" + seed.seedAddress(), "--lyceum.overlay.course=algebra")) {
            NetworkView adas = ada.await(it -> it.links().size() == 1
                    && it.nodes().size() == 2
                    && it.links().getFirst().roundTripMillis() != null
                    && it.seeds().getFirst().registered());
            NetworkView seeds = seed.await(it -> it.registrations() != null
                    && it.registrations().size() == 2
                    && it.nodes().size() == 2);

            assertThat(adas.self().peerId()).isEqualTo(ada.node().id().text());
            assertThat(adas.self().course()).isEqualTo("algebra");
            assertThat(adas.self().roles()).containsExactly("reader");
            assertThat(adas.links().getFirst().name()).isEqualTo("seed");
            assertThat(adas.seeds().getFirst().peerId())
                    .isEqualTo(seed.node().id().text());
            assertThat(adas.registrations()).isNull();
            assertThat(seeds.self().seed()).isTrue();
            assertThat(seeds.registrations())
                    .extracting(NetworkView.RegistrationView::name)
                    .containsExactlyInAnyOrder("seed", "ada");
            assertThat(seed.nodes("?role=reader&course=algebra"))
                    .singleElement()
                    .satisfies(node -> {
                        assertThat(node.name()).isEqualTo("ada");
                        assertThat(node.services().getFirst().name()).isEqualTo("reader-rest");
                        assertThat(node.calledDead()).isFalse();
                    });
            assertThat(seed.nodes("?type=ocr")).isEmpty();
            assertThat(seed.nodes("")).hasSize(2);
            ada.http()
                    .get()
                    .uri("/api/v1/network/graph")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.complete")
                    .isEqualTo(true)
                    .jsonPath("$.edges.length()")
                    .isEqualTo(1);
        }
        seed.await(it -> it.nodes().size() == 1 && it.links().isEmpty());
    }

    @Test
    void aSeedIsJoinedWhileItRuns() {
        try (RunningService ada = reader()) {
            ada.join("{\"address\": \"%s\"}".formatted(seed.seedAddress()))
                    .expectStatus()
                    .isAccepted()
                    .expectBody()
                    .jsonPath("$.address")
                    .isEqualTo(seed.seedAddress());

            ada.await(it -> it.links().size() == 1);
        }
    }

    @Test
    void aSeedThatIsNoneIsRefused() {
        assertThat(RunningService.problem(seed.join("{\"address\": \"no seed\"}")))
                .isEqualTo("'no seed' is no seed: write it as host:port, like 192.0.2.7:4001, or as a multiaddr");
        assertThat(RunningService.problem(seed.join("{}"))).startsWith("address: missing");
        assertThat(RunningService.problem(seed.join("{\"address\": \"/ip4/192.0.2.7/udp/1\"}")))
                .contains("is not of the form /ip4/");
    }

    @Test
    void whatChangesIsTold() {
        List<ServerSentEvent<String>> told = new CopyOnWriteArrayList<>();
        Disposable reading = seed.http()
                .get()
                .uri("/api/v1/network/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .getResponseBody()
                .subscribe(told::add);
        await().atMost(PATIENCE).until(() -> !told.isEmpty());
        assertThat(told.getFirst().comment()).as("greeting").isNotNull();

        try (RunningService ada = reader("--lyceum.overlay.seeds=" + seed.seedAddress())) {
            seed.await(it -> it.links().size() == 1 && it.nodes().size() == 2);
            String id = ada.node().id().text();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(told.stream()
                                    .filter(event ->
                                            String.valueOf(event.data()).contains(id))
                                    .map(ServerSentEvent::event)
                                    .collect(Collectors.toSet()))
                            .contains("registered", "node", "link-up", "links"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told)
                        .extracting(ServerSentEvent::event)
                        .contains("link-down", "node-removed", "dropped"));
        reading.dispose();
    }

    @Test
    void servicesOfOneProcessShareANode() {
        OverlaySettings settings =
                OverlaySettings.of("both", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (OverlayNode node = OverlayNode.start(Identity.generate(), settings)) {
            try (RunningService one = RunningService.sharing(node, folder.resolve("one"))) {
                assertThat(one.network().self().peerId()).isEqualTo(node.id().text());
                assertThat(one.network().self().roles()).containsExactly("reader");
            }
            assertThat(node.snapshot().join().self().contact().peer()).isEqualTo(node.id());
            assertThat(folder.resolve("one")).doesNotExist();
        }
    }

    @Test
    void theNodeIsTheSameInItsNextRun() {
        String before;
        try (RunningService ada = reader()) {
            before = ada.network().self().peerId();
        }
        try (RunningService ada = reader()) {
            assertThat(ada.network().self().peerId()).isEqualTo(before);
        }
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws IOException {
        reader().close();
        Path key = folder.resolve("ada/identity/key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(this::reader)
                .rootCause()
                .hasMessageContaining(key + " is open to more than reading and writing by its owner (rw-r--r--)")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> reader("--lyceum.overlay.port=" + taken.getLocalPort()))
                    .hasStackTraceContaining(StartupException.class.getName())
                    .hasStackTraceContaining("cannot listen for nodes on TCP port " + taken.getLocalPort())
                    .hasStackTraceContaining("(lyceum.overlay.port, lyceum.overlay.bind)");
        }
    }

    @Test
    void seedsThatMakeNoSenseAreNamed() throws IOException {
        Path seeds = Files.writeString(folder.resolve("seeds.yml"), "count: 2\nseeds:\n- localhost\n");

        assertThatThrownBy(() -> reader("--lyceum.overlay.seeds-file=" + seeds))
                .hasStackTraceContaining(seeds + ", line 1: 'count' is 2, and 1 seeds are named")
                .hasStackTraceContaining("(lyceum.overlay.seeds-file)");
        assertThatThrownBy(() -> reader("--lyceum.overlay.seeds=no:seed:at:all"))
                .hasStackTraceContaining("lyceum.overlay.seeds: 'no:seed:at:all' is no seed");
    }
}
