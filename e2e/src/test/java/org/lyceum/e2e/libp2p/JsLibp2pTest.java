package org.lyceum.e2e.libp2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lyceum.e2e.Await;
import org.lyceum.e2e.NeedsProgram;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Connection;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.HostSettings;
import org.lyceum.overlay.channel.PeerDescription;
import org.lyceum.overlay.channel.Protocol;
import org.lyceum.overlay.channel.Stream;
import org.lyceum.overlay.identity.Identity;
import tools.jackson.databind.JsonNode;

@NeedsProgram(value = "npm", debianPackage = "npm")
class JsLibp2pTest {

    private static final Protocol ECHO = new Protocol(JsPeer.ECHO, 0);
    private static final int EIGHT_MEBIBYTES = 8 << 20;

    private static JsPeer js;

    private final Host host = Host.start(
            Identity.generate(), HostSettings.listeningOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));

    @BeforeAll
    static void start() {
        js = JsPeer.start();
    }

    @AfterAll
    static void stop() {
        js.close();
    }

    @BeforeEach
    void speakEcho() {
        host.handle(ECHO, stream -> {
            byte[] buffer = new byte[64 * 1024];
            for (int count = stream.read(buffer, 0, buffer.length);
                    count >= 0;
                    count = stream.read(buffer, 0, buffer.length)) {
                stream.write(buffer, 0, count);
            }
        });
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void itDialsUsAndAgreesOnNoiseAndYamux() {
        JsonNode described = result(Map.of("command", "identify", "address", us(host.id())));

        assertThat(described.get("encryption").asString()).isEqualTo("/noise");
        assertThat(described.get("muxer").asString()).isEqualTo("/yamux/1.0.0");
        assertThat(described.get("agentVersion").asString()).isEqualTo("lyceum");
        assertThat(described.get("protocols").valueStream().map(JsonNode::asString))
                .contains("/ipfs/id/1.0.0", "/ipfs/ping/1.0.0", JsPeer.ECHO);
        assertThat(host.connection(js.id()))
                .hasValueSatisfying(
                        connection -> assertThat(connection.isDialled()).isFalse());
    }

    @Test
    void itPingsUs() {
        assertThat(result(Map.of("command", "ping", "address", us(host.id()))).asInt())
                .isNotNegative();
    }

    @Test
    void itGetsItsEightMebibytesBack() {
        assertThat(result(Map.of("command", "echo", "bytes", EIGHT_MEBIBYTES, "address", us(host.id())))
                        .asBoolean())
                .isTrue();
    }

    @Test
    void itHasAHundredStreamsToUs() {
        Map<String, Object> command =
                Map.of("command", "parallel", "streams", 100, "bytes", 50_000, "address", us(host.id()));

        assertThat(result(command).asInt()).isEqualTo(100);
        assertThat(host.connections()).hasSize(1);
    }

    @Test
    void itRefusesUsUnderAnotherName() {
        PeerId other = Identity.generate().peerId();

        JsonNode answer = js.tell(Map.of("command", "dial", "address", us(other)));

        assertThat(answer.get("error").asString()).contains(host.id().text()).contains(other.text());
        assertThat(host.connections()).isEmpty();
    }

    @Test
    void wePingItAndItTellsUsWhatItIs() {
        Connection connection = dial();

        assertThat(connection.ping(Await.PATIENCE).join()).isPositive();
        PeerDescription described = connection.identify(Await.PATIENCE).join();
        assertThat(described.agent()).startsWith("js-libp2p/3.3.11");
        assertThat(described.protocols()).contains(JsPeer.ECHO);
        assertThat(described.addresses())
                .anySatisfy(address -> assertThat(address.address()).isEqualTo(js.address()));
    }

    @Test
    void weGetOurEightMebibytesBack() {
        assertThat(echoed(dial(), EIGHT_MEBIBYTES).join()).isTrue();
    }

    @Test
    void weHaveAHundredStreamsToIt() {
        Connection connection = dial();

        List<CompletableFuture<Boolean>> echoes = IntStream.range(0, 100)
                .mapToObj(i -> echoed(connection, 50_000 + i))
                .toList();

        assertThat(echoes).allSatisfy(echo -> assertThat(echo.join()).isTrue());
    }

    @Test
    void weRefuseItUnderAnotherName() {
        PeerId other = Identity.generate().peerId();

        Throwable thrown =
                catchThrowable(() -> host.connect(other, js.address()).join());

        assertThat(thrown.getCause())
                .isInstanceOfSatisfying(
                        OverlayException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_PEER))
                .hasMessageContaining(js.id().text());
        assertThat(host.connections()).isEmpty();
    }

    @Test
    void aProtocolThatItDoesNotSpeakIsNamed() {
        Protocol unknown = new Protocol("/test/unknown/1", 0);
        Connection connection = dial();

        Throwable thrown = catchThrowable(() -> connection.open(unknown, Await.PATIENCE));

        assertThat(thrown)
                .isInstanceOfSatisfying(
                        OverlayException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
        assertThat(connection.isOpen()).isTrue();
    }

    private static JsonNode result(Map<String, Object> command) {
        JsonNode answer = js.tell(command);
        assertThat(answer.has("error")).as("%s", answer).isFalse();
        return answer.get("result");
    }

    private Connection dial() {
        return host.connect(js.id(), js.address()).join();
    }

    private String us(PeerId name) {
        return "/ip4/127.0.0.1/tcp/%d/p2p/%s".formatted(host.address().getPort(), name);
    }

    private static CompletableFuture<Boolean> echoed(Connection connection, int size) {
        byte[] sent = new byte[size];
        new Random(size).nextBytes(sent);
        CompletableFuture<Boolean> same = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try (Stream stream = connection.open(ECHO, Await.PATIENCE)) {
                stream.deadlineIn(Duration.ofMinutes(2));
                Thread.startVirtualThread(() -> {
                    stream.write(sent, 0, sent.length);
                    stream.finish();
                });
                same.complete(Arrays.equals(stream.input().readAllBytes(), sent));
            } catch (Exception e) {
                same.completeExceptionally(e);
            }
        });
        return same;
    }
}
