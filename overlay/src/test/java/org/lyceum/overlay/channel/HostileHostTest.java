package org.lyceum.overlay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.channel.multistream.Negotiation;
import org.lyceum.overlay.channel.yamux.YamuxSession;
import org.lyceum.overlay.identity.Identity;

/** Whatever a remote party sends ends its own connection, with a reason, and nothing else. */
class HostileHostTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> YAMUX = List.of(YamuxSession.PROTOCOL);

    private final BlockingQueue<OverlayException> reasons = new LinkedBlockingQueue<>();
    private final Host host = Host.start(Identity.generate(), HostTest.settings(PATIENCE, PATIENCE, PATIENCE));
    private final Host witness = Host.start(Identity.generate(), HostTest.settings(PATIENCE, PATIENCE, PATIENCE));

    @BeforeEach
    void listen() {
        witness.connect(host.id(), host.address()).join();
        host.listen(reporting());
    }

    private HostListener reporting() {
        return new HostListener() {
            @Override
            public void disconnected(Connection connection, OverlayException why) {
                reasons.add(why);
            }

            @Override
            public void refused(InetSocketAddress from, OverlayException why) {
                reasons.add(why);
            }
        };
    }

    @AfterEach
    void theOthersAreNoneTheWorse() {
        assertThat(witness.connect(host.id(), host.address())
                        .thenCompose(to -> to.ping(Duration.ofSeconds(30)))
                        .join())
                .isPositive();
        witness.close();
        host.close();
    }

    @Test
    void aCorruptedFrame() throws Exception {
        try (RawPeer peer = dial()) {
            byte[] frame = peer.encrypted(yamux("00 02 0001 00000000 00000001"));
            frame[3] ^= 1;
            peer.sendFrame(frame);

            assertEnded(Reason.CORRUPTED, "changed on its way");
        }
    }

    @Test
    void aFrameShorterThanItsTag() throws Exception {
        try (RawPeer peer = dial()) {
            peer.sendFrame(new byte[3]);

            assertEnded(Reason.CORRUPTED, "less than its tag");
        }
    }

    @Test
    void moreThanTheWindow() throws Exception {
        try (RawPeer peer = dial()) {
            peer.send(yamux("00 00 0001 00000001 00040001"));

            assertEnded(Reason.WINDOW_OVERRUN, "262145 bytes on stream 1");
            assertThat(lastFrame(peer)).as("go away, protocol error").isEqualTo("000300000000000000000001");
        }
    }

    @Test
    void aFrameThatYamuxDoesNotKnow() throws Exception {
        try (RawPeer peer = dial()) {
            peer.send(yamux("00 07 0000 00000001 00000000"));

            assertEnded(Reason.PROTOCOL_VIOLATION, "type 7");
        }
    }

    @Test
    void aStreamThatSpeaksNoMultistream() throws Exception {
        try (RawPeer peer = dial()) {
            peer.send(yamux("00 00 0001 00000001 00000004 03 474554"));
            peer.send(yamux("00 00 0000 00000001 00000002 0a0a"));

            assertEnded(Reason.PROTOCOL_VIOLATION, "multistream-select");
        }
    }

    @Test
    void somethingElseThanLibp2p() throws Exception {
        try (Socket socket =
                new Socket(host.address().getAddress(), host.address().getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".repeat(10).getBytes(StandardCharsets.US_ASCII));

            assertEnded(Reason.PROTOCOL_VIOLATION, "multistream-select");
        }
    }

    @Test
    void aHandshakeThatIsNeverDone() throws Exception {
        Duration brief = Duration.ofMillis(200);
        try (Host impatient = Host.start(Identity.generate(), HostTest.settings(brief, PATIENCE, PATIENCE))) {
            impatient.listen(reporting());
            InetSocketAddress address = impatient.address();
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                assertThat(socket.isConnected()).isTrue();

                assertEnded(Reason.TIMED_OUT, "200 ms");
            }
        }
    }

    @Test
    void moreHandshakesFromOneAddressThanMayBe() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                sockets.add(
                        new Socket(host.address().getAddress(), host.address().getPort()));
            }

            assertEnded(Reason.OVERLOADED, "handshakes");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        for (int i = 0; i < 3; i++) {
            assertThat(next().reason()).isIn(Reason.CLOSED_BY_PEER, Reason.TIMED_OUT);
        }
    }

    @Test
    void anEndThatGivesNoSignOfLife() throws Exception {
        Duration brief = Duration.ofMillis(300);
        try (Host impatient = Host.start(Identity.generate(), HostTest.settings(PATIENCE, PATIENCE, brief))) {
            impatient.listen(reporting());
            try (RawPeer peer = RawPeer.dial(Identity.generate(), impatient.id(), impatient.address(), YAMUX)) {
                assertThat(peer).isNotNull();

                assertEnded(Reason.TIMED_OUT, "no sign of life");
            }
        }
    }

    @Test
    void anEndThatAgreesOnItsMuxerAfterTheHandshakeIsServed() throws Exception {
        try (RawPeer peer = RawPeer.dial(Identity.generate(), host.id(), host.address(), List.of())) {
            Negotiation muxer = Negotiation.dialler(YAMUX);
            peer.send(muxer.greeting());
            ByteBuf received = Unpooled.buffer();
            while (muxer.selected().isEmpty()) {
                muxer.receive(received.writeBytes(peer.receive()));
            }
            peer.send(yamux("00 02 0001 00000000 00000007"));

            assertThat(frames(peer)).contains("000200020000000000000007");
        }
    }

    @Test
    void anEndThatKnowsNoMuxerOfOurs() throws Exception {
        try (RawPeer peer = RawPeer.dial(Identity.generate(), host.id(), host.address(), List.of("/mplex/6.7.0"))) {
            assertThat(peer).isNotNull();

            assertEnded(Reason.UNSUPPORTED, "/mplex/6.7.0");
        }
    }

    private RawPeer dial() throws IOException {
        return RawPeer.dial(Identity.generate(), host.id(), host.address(), YAMUX);
    }

    private static byte[] yamux(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private OverlayException next() throws InterruptedException {
        OverlayException why = reasons.poll(60, TimeUnit.SECONDS);
        assertThat(why).as("the host says why").isNotNull();
        return Objects.requireNonNull(why);
    }

    private void assertEnded(Reason reason, String detail) throws InterruptedException {
        OverlayException why = next();
        assertThat(why).hasMessageContaining(detail);
        assertThat(why.reason()).isEqualTo(reason);
    }

    /** Until one that is no ping of the host's own. */
    private static String frames(RawPeer peer) throws IOException {
        StringBuilder frames = new StringBuilder();
        while (!frames.toString().contains("00020002")) {
            frames.append(HexFormat.of().formatHex(peer.receive()));
        }
        return frames.toString();
    }

    private static String lastFrame(RawPeer peer) throws IOException {
        String frames = "";
        while (!frames.contains("00030000")) {
            frames = HexFormat.of().formatHex(peer.receive());
        }
        return frames.substring(frames.length() - 24);
    }
}
