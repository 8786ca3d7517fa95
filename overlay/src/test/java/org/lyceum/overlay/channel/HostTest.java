package org.lyceum.overlay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.yamux.YamuxSettings;
import org.lyceum.overlay.identity.Identity;

class HostTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Protocol GREETING = new Protocol("/test/greeting/1", 1024);
    private static final Protocol ECHO = new Protocol("/test/echo/1", 1024);

    private final Host alice = host();
    private final Host bob = host();

    @AfterEach
    void close() {
        alice.close();
        bob.close();
    }

    @Test
    void aRequestIsAnsweredByWhoWasAsked() {
        bob.answer(GREETING, (from, request) -> bytes(text(request) + from));

        byte[] answer = connect().request(GREETING, bytes("hello "), PATIENCE).join();

        assertThat(text(answer)).isEqualTo("hello " + alice.id());
    }

    @Test
    void aMessageThatWantsNoAnswerIsHeard() {
        CompletableFuture<String> heard = new CompletableFuture<>();
        bob.hear(GREETING, (from, message) -> heard.complete(text(message) + from));

        connect().send(GREETING, bytes("hello from "), PATIENCE).join();

        assertThat(heard.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo("hello from " + alice.id());
    }

    @Test
    void eightMebibytesComeBackAsTheyWent() throws Exception {
        bob.handle(ECHO, HostTest::echo);

        assertThat(echoed(connect(), 8 << 20)).isTrue();
    }

    @Test
    void aHundredStreamsShareAConnection() {
        bob.handle(ECHO, HostTest::echo);
        Connection connection = connect();

        List<CompletableFuture<Boolean>> echoes = IntStream.range(0, 100)
                .mapToObj(i -> inThread(() -> echoed(connection, 100_000 + i)))
                .toList();

        assertThat(echoes).allSatisfy(echo -> assertThat(echo.join()).isTrue());
        assertThat(bob.connections()).hasSize(1);
    }

    @Test
    void theEndThatWasDialledOpensStreamsToo() {
        alice.answer(GREETING, (_, _) -> bytes("from the dialler"));

        Connection back = seenBy(bob, this::connect);

        assertThat(back.isDialled()).isFalse();
        assertThat(back.request(GREETING, bytes(""), PATIENCE).join())
                .asString()
                .isEqualTo("from the dialler");
    }

    @Test
    void pingAndIdentifyAreSpoken() {
        Connection connection = connect();

        assertThat(connection.ping(PATIENCE).join()).isPositive();
        PeerDescription bobOfHimself = connection.identify(PATIENCE).join();
        assertThat(bobOfHimself.agent()).isEqualTo("lyceum");
        assertThat(bobOfHimself.protocols()).contains("/ipfs/ping/1.0.0", "/ipfs/id/1.0.0");
        assertThat(bobOfHimself.addresses()).containsExactly(new Multiaddr(bob.address(), null));
        assertThat(bobOfHimself.observed())
                .hasValueSatisfying(
                        address -> assertThat(address.address().getAddress().isLoopbackAddress())
                                .isTrue());
    }

    @Test
    void aPeerIsDialledOnce() {
        CompletableFuture<Connection> first = alice.connect(bob.id(), bob.address());
        CompletableFuture<Connection> second = alice.connect(bob.id(), bob.address());

        assertThat(second.join()).isSameAs(first.join()).isSameAs(connect());
    }

    @Test
    void endsThatDialEachOtherAtOnceKeepTheSameConnection() {
        for (int i = 0; i < 10; i++) {
            try (Host carol = host();
                    Host dave = host()) {
                carol.answer(GREETING, (_, _) -> bytes("carol"));
                dave.answer(GREETING, (_, _) -> bytes("dave"));
                CompletableFuture<Connection> there = carol.connect(dave.id(), dave.address());
                CompletableFuture<Connection> back = dave.connect(carol.id(), carol.address());

                assertThat(there.join().request(GREETING, bytes(""), PATIENCE).join())
                        .asString()
                        .isEqualTo("dave");
                assertThat(back.join().request(GREETING, bytes(""), PATIENCE).join())
                        .asString()
                        .isEqualTo("carol");
                // one connection was dialled at one end of it
                eventually(() -> carol.connection(dave.id()).orElseThrow().isDialled()
                        != dave.connection(carol.id()).orElseThrow().isDialled());
            }
        }
    }

    @Test
    void someoneElseThanWasDialledIsRefused() {
        PeerId carol = Identity.generate().peerId();

        assertThat(reason(alice.connect(carol, bob.address()))).isEqualTo(Reason.WRONG_PEER);
        assertThat(alice.connections()).isEmpty();
        assertThat(connect().isOpen()).as("and bob is none the worse").isTrue();
    }

    @Test
    void nobodyAtAnAddressIsNamed() throws Exception {
        InetSocketAddress unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = (InetSocketAddress) socket.getLocalSocketAddress();
        }

        assertThat(reason(alice.connect(bob.id(), unused))).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aPortInUseIsNamed() {
        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> Host.start(Identity.generate(), HostSettings.listeningOn(bob.address())))
                .withMessageContaining("port " + bob.address().getPort());
    }

    @Test
    void aProtocolThatIsNotSpokenIsNamedAndTheConnectionStays() {
        Connection connection = connect();

        assertThat(reason(connection.request(GREETING, bytes(""), PATIENCE))).isEqualTo(Reason.UNSUPPORTED);
        assertThat(connection.ping(PATIENCE).join()).isPositive();
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsGivenUpAndTheConnectionStays() {
        CountDownLatch release = new CountDownLatch(1);
        bob.answer(GREETING, (_, _) -> {
            awaitUninterruptibly(release);
            return bytes("late");
        });
        Connection connection = connect();

        assertThat(reason(connection.request(GREETING, bytes(""), Duration.ofMillis(300))))
                .isEqualTo(Reason.TIMED_OUT);
        release.countDown();
        assertThat(connection.ping(PATIENCE).join()).isPositive();
    }

    @Test
    void aHandlerThatFailsResetsItsStreamAlone() {
        bob.answer(GREETING, (_, _) -> {
            throw new IllegalStateException("on purpose");
        });
        Connection connection = connect();

        assertThat(reason(connection.request(GREETING, bytes(""), PATIENCE))).isEqualTo(Reason.RESET);
        assertThat(connection.ping(PATIENCE).join()).isPositive();
    }

    @Test
    void aMessageThatIsTooLargeEndsTheConnectionAndOnlyIt() {
        Protocol generous = new Protocol(GREETING.id(), 1 << 20);
        bob.answer(GREETING, (_, _) -> bytes("never"));
        Connection seenByBob = seenBy(bob, this::connect);
        Connection connection = connect();
        try (Host carol = host()) {
            Connection other = carol.connect(bob.id(), bob.address()).join();

            var _ = connection.request(generous, new byte[GREETING.maxMessage() + 1], PATIENCE);

            OverlayException why =
                    seenByBob.closed().orTimeout(60, TimeUnit.SECONDS).join();
            assertThat(why.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(why).hasMessageContaining("1025").hasMessageContaining("1024");
            assertThat(connection
                            .closed()
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join()
                            .reason())
                    .isEqualTo(Reason.CLOSED_BY_PEER);
            assertThat(other.ping(PATIENCE).join()).isPositive();
        }
    }

    @Test
    void ourOwnMessageThatIsTooLargeIsRefusedBeforeItIsSent() {
        bob.answer(GREETING, (_, _) -> bytes(""));
        Connection connection = connect();

        assertThat(catchThrowable(() ->
                        connection.request(GREETING, new byte[1025], PATIENCE).join()))
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void streamsEndWithTheReasonOfTheirConnection() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        bob.handle(ECHO, stream -> {
            begun.complete(null);
            echo(stream);
        });
        Connection connection = connect();
        Stream stream = connection.open(ECHO, PATIENCE);
        begun.join();
        bob.close();

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> stream.read(new byte[1], 0, 1))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED_BY_PEER));
        assertThat(connection.closed().join().reason()).isEqualTo(Reason.CLOSED_BY_PEER);
    }

    @Test
    void aStreamThatIsClosedHereIsReadNoMore() {
        bob.handle(ECHO, HostTest::echo);
        Stream stream = connect().open(ECHO, PATIENCE);
        CompletableFuture<Boolean> reading = inThread(() -> stream.read(new byte[1], 0, 1) >= 0);

        stream.close();

        assertThat(reason(reading)).isEqualTo(Reason.CLOSED);
    }

    @Test
    void anIdleConnectionGoesUnlessItsPeerIsProtected() {
        HostSettings impatient = settings(PATIENCE, Duration.ofMillis(200), PATIENCE);
        try (Host carol = Host.start(Identity.generate(), impatient)) {
            carol.protect(alice.id());
            Connection kept = carol.connect(alice.id(), alice.address()).join();
            Connection idle = carol.connect(bob.id(), bob.address()).join();

            assertThat(idle.closed().orTimeout(60, TimeUnit.SECONDS).join().reason())
                    .isEqualTo(Reason.IDLE);
            assertThat(kept.isOpen()).isTrue();
            carol.unprotect(alice.id());
            assertThat(kept.closed().orTimeout(60, TimeUnit.SECONDS).join().reason())
                    .isEqualTo(Reason.IDLE);
        }
    }

    static HostSettings settings(Duration handshakeTimeout, Duration idleAfter, Duration deadAfter) {
        return new HostSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "lyceum",
                handshakeTimeout,
                4,
                3,
                8,
                idleAfter,
                deadAfter,
                1024 * 1024,
                YamuxSettings.DEFAULT);
    }

    private static Connection seenBy(Host host, Runnable dial) {
        CompletableFuture<Connection> seen = new CompletableFuture<>();
        host.listen(new HostListener() {
            @Override
            public void connected(Connection connection) {
                seen.complete(connection);
            }
        });
        dial.run();
        return seen.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in vain").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private Connection connect() {
        return alice.connect(bob.id(), bob.address()).join();
    }

    private static Reason reason(CompletableFuture<?> failing) {
        Throwable thrown = catchThrowable(failing::join);
        assertThat(thrown).isInstanceOf(CompletionException.class).hasCauseInstanceOf(OverlayException.class);
        return ((OverlayException) Objects.requireNonNull(thrown.getCause())).reason();
    }

    private static boolean echoed(Connection connection, int size) throws Exception {
        byte[] sent = new byte[size];
        new Random(size).nextBytes(sent);
        try (Stream stream = connection.open(ECHO, PATIENCE)) {
            stream.deadlineIn(PATIENCE);
            CompletableFuture<Boolean> writing = inThread(() -> {
                stream.write(sent, 0, sent.length);
                stream.finish();
                return true;
            });
            return Arrays.equals(stream.input().readAllBytes(), sent) && writing.join();
        }
    }

    private static void echo(Stream stream) {
        byte[] buffer = new byte[32 * 1024];
        for (int count = stream.read(buffer, 0, buffer.length);
                count >= 0;
                count = stream.read(buffer, 0, buffer.length)) {
            stream.write(buffer, 0, count);
        }
    }

    private interface Task {
        boolean run() throws Exception;
    }

    private static CompletableFuture<Boolean> inThread(Task task) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                done.complete(task.run());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Host host() {
        return Host.start(
                Identity.generate(),
                HostSettings.listeningOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }
}
