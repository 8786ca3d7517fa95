package org.lyceum.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.tracker.AnnounceEvent;
import org.lyceum.bittorrent.tracker.AnnounceRequest;
import org.lyceum.bittorrent.tracker.AnnounceResponse;
import org.lyceum.bittorrent.tracker.ScrapeResult;
import org.lyceum.bittorrent.tracker.TrackerUrl;
import org.lyceum.bittorrent.tracker.UdpTrackerClient;
import org.lyceum.tracker.stats.Traffic;
import org.lyceum.tracker.udp.UdpTracker;
import org.lyceum.web.StartupException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.FileSystemUtils;

/** The whole service on loopback, asked by our own client and over REST. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrackerServiceTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private static final List<Path> FOLDERS = new ArrayList<>();

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final UdpTrackerClient client = new UdpTrackerClient(group.next(), InstantSource.system(), new Random(1));
    private final ConfigurableApplicationContext service = start("--lyceum.tracker.udp-port=0");
    private final int udpPort = service.getBean(UdpTracker.class).port();
    private final WebTestClient web = WebTestClient.bindToServer()
            .baseUrl("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port"))
            .build();

    private static ConfigurableApplicationContext start(String option) {
        return TrackerService.application()
                .run("--server.port=0", "--lyceum.data=" + temporaryFolder(), "--lyceum.overlay.port=0", option);
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("tracker");
            FOLDERS.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() throws IOException {
        service.close();
        for (Path folder : FOLDERS) {
            FileSystemUtils.deleteRecursively(folder);
        }
        client.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void peersMeetThroughTheTracker() throws Exception {
        InfoHash swarm = hash(0x10);
        announce(swarm, 7001, 0, AnnounceEvent.STARTED);
        AnnounceResponse answer = announce(swarm, 7002, 5, AnnounceEvent.STARTED);
        assertThat(answer.peers()).containsExactly(new InetSocketAddress(LOOPBACK, 7001));
        assertThat(answer.seeders()).isEqualTo(1);
        assertThat(answer.leechers()).isEqualTo(1);
        assertThat(answer.interval()).isEqualTo(Duration.ofMinutes(2));
        announce(swarm, 7002, 0, AnnounceEvent.COMPLETED);
        assertThat(client.scrape(url(), swarm, true).get(10, TimeUnit.SECONDS)).isEqualTo(new ScrapeResult(2, 1, 0));
    }

    @Test
    void refusalReachesTheClientAsItsReason() {
        assertThatThrownBy(() -> announce(hash(0x20), 0, 0, AnnounceEvent.STARTED))
                .hasMessageContaining("port 0: nobody can connect to it");
    }

    @Test
    void garbageGetsSilenceAndHarmsNobody() throws Exception {
        Traffic traffic = service.getBean(Traffic.class);
        long before = traffic.total(Traffic.Kind.MALFORMED);
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            for (int length : new int[] {0, 1, 15, 17, 97, 1497, 2000, 5000}) {
                socket.send(new DatagramPacket(new byte[length], length, LOOPBACK, udpPort));
            }
        }
        announce(hash(0x30), 7001, 0, AnnounceEvent.STARTED);
        assertThat(traffic.total(Traffic.Kind.MALFORMED)).isEqualTo(before + 8);
    }

    @Test
    void swarmsAreSeenOverRestPageByPage() throws Exception {
        announce(hash(0xf1), 7001, 0, AnnounceEvent.STARTED);
        announce(hash(0xf2), 7001, 3, AnnounceEvent.STARTED);
        announce(hash(0xf3), 7001, 3, AnnounceEvent.STARTED);
        web.get()
                .uri("/api/v1/swarms?limit=2&after=" + hash(0xf0))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Link", "</api/v1/swarms?limit=2&after=%s>; rel=\"next\"".formatted(hash(0xf2)))
                .expectBody()
                .json("""
                        [{"infoHash": "%s", "seeders": 1, "leechers": 0, "completed": 0},
                         {"infoHash": "%s", "seeders": 0, "leechers": 1, "completed": 0}]
                        """.formatted(hash(0xf1), hash(0xf2)));
        web.get()
                .uri("/api/v1/swarms?limit=2&after=" + hash(0xf2))
                .exchange()
                .expectHeader()
                .doesNotExist("Link")
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1);
    }

    @Test
    void oneSwarmIsSeenOverRest() throws Exception {
        announce(hash(0x40), 7001, 0, AnnounceEvent.STARTED);
        web.get()
                .uri("/api/v1/swarms/" + hash(0x40).toHex().toUpperCase(java.util.Locale.ROOT))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"infoHash\": \"%s\", \"seeders\": 1}".formatted(hash(0x40)));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/swarms/abc, 400, 'info hash: 3 characters, expected 40 hexadecimal or 32 base32 digits'",
        "/api/v1/swarms/0000000000000000000000000000000000000000, 404, "
                + "No peer has announced 0000000000000000000000000000000000000000 here.",
        "/api/v1/swarms?limit=0, 400, 'limit: 0 is not between 1 and 1000'",
        "/api/v1/swarms?limit=1001, 400, 'limit: 1001 is not between 1 and 1000'",
        "/api/v1/swarms?after=x, 400, 'info hash: 1 characters, expected 40 hexadecimal or 32 base32 digits'",
    })
    void errorsAreProblems(String path, int status, String detail) {
        web.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(detail);
    }

    @Test
    void statsCountWhatWasAsked() throws Exception {
        announce(hash(0x50), 7001, 0, AnnounceEvent.STARTED);
        web.get()
                .uri("/api/v1/stats")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.uptimeSeconds")
                .isNumber()
                .jsonPath("$.swarms")
                .value(Integer.class, count -> assertThat(count).isPositive())
                .jsonPath("$.peers")
                .value(Integer.class, count -> assertThat(count).isPositive())
                .jsonPath("$.connects")
                .value(Integer.class, count -> assertThat(count).isPositive())
                .jsonPath("$.announces")
                .value(Integer.class, count -> assertThat(count).isPositive())
                .jsonPath("$.scrapes")
                .isNumber()
                .jsonPath("$.errors")
                .isNumber();
    }

    @Test
    void metricsAreExported() throws Exception {
        announce(hash(0x60), 7001, 0, AnnounceEvent.STARTED);
        String metrics = web.get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(metrics)
                .contains("lyceum_tracker_swarms ")
                .contains("lyceum_tracker_peers ")
                .contains("lyceum_tracker_requests_total{action=\"announce\"}")
                .contains("lyceum_tracker_errors_total{reason=\"malformed\"}");
    }

    @Test
    void infoNamesThePortAndHealthIsUp() {
        web.get()
                .uri("/actuator/info")
                .exchange()
                .expectBody()
                .jsonPath("$.tracker.udpPort")
                .isEqualTo(udpPort);
        web.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
        web.get()
                .uri("/actuator/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.components.udpTrackerHealth.status")
                .isEqualTo("UP");
    }

    @Test
    void portInUseIsNamedWithItsProperty() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0, LOOPBACK)) {
            assertThatThrownBy(() -> start("--lyceum.tracker.udp-port=" + taken.getLocalPort()))
                    .hasStackTraceContaining(StartupException.class.getName())
                    .hasStackTraceContaining("UDP port %d on 127.0.0.1 is in use: set lyceum.tracker.udp-port"
                            .formatted(taken.getLocalPort()));
        }
    }

    private AnnounceResponse announce(InfoHash swarm, int port, long left, AnnounceEvent event) throws Exception {
        AnnounceRequest request =
                new AnnounceRequest(swarm, new PeerId("x".repeat(20)), 0, left, 0, event, 1, -1, port);
        return client.announce(url(), request, true).get(10, TimeUnit.SECONDS);
    }

    private TrackerUrl url() {
        return new TrackerUrl("udp", "127.0.0.1", udpPort, "/announce");
    }

    private static InfoHash hash(int first) {
        return new InfoHash((long) first << 56, 0, 0);
    }
}
