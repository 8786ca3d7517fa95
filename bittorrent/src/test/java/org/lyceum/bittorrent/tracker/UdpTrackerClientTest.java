package org.lyceum.bittorrent.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.tracker.CompactPeers.Family;

/** Against a scripted tracker on loopback. */
@ParameterizedClass
@EnumSource
class UdpTrackerClientTest {

    enum Transport {
        NIO,
        EPOLL
    }

    private static final InfoHash HASH = InfoHash.parse("01".repeat(20));
    private static final AnnounceRequest ANNOUNCE =
            new AnnounceRequest(HASH, new PeerId("x".repeat(20)), 0, 1, 0, AnnounceEvent.STARTED, 1, -1, 6881);

    private final MultiThreadIoEventLoopGroup group;
    private final UdpTrackerClient client;

    UdpTrackerClientTest(Transport transport) {
        Assumptions.assumeThat(transport == Transport.NIO || Epoll.isAvailable())
                .isTrue();
        IoHandlerFactory factory =
                transport == Transport.EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(1, factory);
        client = new UdpTrackerClient(group.next(), InstantSource.system(), new Random(1));
    }

    @AfterEach
    void close() {
        client.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void announceGetsPeersOverIpv4() throws Exception {
        announceGetsPeers("127.0.0.1", "192.0.2.7");
    }

    @Test
    void announceGetsPeersOverIpv6() throws Exception {
        announceGetsPeers("::1", "2001:db8::7");
    }

    private void announceGetsPeers(String host, String peer) throws Exception {
        try (DatagramSocket tracker = new DatagramSocket(0, InetAddress.ofLiteral(host))) {
            CompletableFuture<AnnounceResponse> answer = client.announce(urlOf(tracker), ANNOUNCE, true);
            connect(tracker, 77);
            Received announce = receive(tracker);
            assertThat(announce.request)
                    .isEqualTo(new UdpRequest.Announce(77, announce.request.transactionId(), ANNOUNCE, "/announce"));
            InetSocketAddress address = new InetSocketAddress(peer, 6881);
            CompactPeers peers = new CompactPeers(Family.of(address.getAddress()), CompactPeers.encode(address));
            reply(tracker, announce, new UdpResponse.Announced(announce.request.transactionId(), 120, 3, 2, peers));
            assertThat(get(answer)).isEqualTo(new AnnounceResponse(Duration.ofMinutes(2), 3, 2, List.of(address)));
        }
    }

    @Test
    void scrapeGetsTheSizeOfTheSwarm() throws Exception {
        try (DatagramSocket tracker = tracker()) {
            CompletableFuture<ScrapeResult> answer = client.scrape(urlOf(tracker), HASH, true);
            connect(tracker, 77);
            Received scrape = receive(tracker);
            ScrapeResult result = new ScrapeResult(4, 5, 6);
            reply(tracker, scrape, new UdpResponse.Scraped(scrape.request.transactionId(), List.of(result)));
            assertThat(get(answer)).isEqualTo(result);
        }
    }

    @Test
    void refusalOfTheTrackerIsTheMessage() throws Exception {
        try (DatagramSocket tracker = tracker()) {
            CompletableFuture<ScrapeResult> answer = client.scrape(urlOf(tracker), HASH, true);
            Received connect = receive(tracker);
            reply(tracker, connect, new UdpResponse.Refused(connect.request.transactionId(), "closed\u0007 today"));
            assertFails(answer, urlOf(tracker) + ": the tracker refuses: closed  today");
        }
    }

    @Test
    void malformedAnswerIsNamed() throws Exception {
        try (DatagramSocket tracker = tracker()) {
            CompletableFuture<ScrapeResult> answer = client.scrape(urlOf(tracker), HASH, true);
            Received connect = receive(tracker);
            ByteBuf bytes = Unpooled.buffer()
                    .writeInt(0)
                    .writeInt(connect.request.transactionId())
                    .writeInt(1);
            tracker.send(new DatagramPacket(bytes.array(), bytes.readableBytes(), connect.from));
            assertFails(answer, "connect answer of 12 bytes, expected 16");
        }
    }

    @Test
    void absurdNumbersOfATrackerAreBounded() throws Exception {
        try (DatagramSocket tracker = tracker()) {
            CompletableFuture<AnnounceResponse> answer = client.announce(urlOf(tracker), ANNOUNCE, true);
            connect(tracker, 77);
            Received announce = receive(tracker);
            CompactPeers portless = new CompactPeers(Family.IPV4, new byte[] {1, 2, 3, 4, 0, 0});
            reply(tracker, announce, new UdpResponse.Announced(announce.request.transactionId(), -1, -2, -3, portless));
            assertThat(get(answer)).isEqualTo(new AnnounceResponse(Duration.ofSeconds(5), 0, 0, List.of()));
        }
    }

    @Test
    void privateTrackersAreRefusedUnlessAllowed() {
        assertFails(
                client.announce(TrackerUrl.parse("udp://127.0.0.1:1/announce"), ANNOUNCE, false),
                "udp://127.0.0.1:1/announce: refused, because 127.0.0.1 is a loopback address");
        assertFails(client.scrape(TrackerUrl.parse("udp://[::1]:1"), HASH, false), "loopback");
        assertFails(client.scrape(TrackerUrl.parse("udp://224.0.0.1:1"), HASH, true), "multicast");
    }

    @Test
    void blockedTrackersAreNotAsked() {
        InetAddress blocked = InetAddress.ofLiteral("127.0.0.1");
        try (UdpTrackerClient careful =
                new UdpTrackerClient(group.next(), InstantSource.system(), new Random(1), blocked::equals)) {
            assertFails(
                    careful.announce(TrackerUrl.parse("udp://127.0.0.1:1/announce"), ANNOUNCE, true),
                    "refused, because 127.0.0.1 is a blocked address");
        }
    }

    @Test
    void otherSchemesAreRefused() {
        assertFails(client.scrape(TrackerUrl.parse("http://127.0.0.1:1"), HASH, true), "only udp trackers");
    }

    @Test
    void closingEndsWhatIsUnderWayAndRefusesWhatComes() throws Exception {
        try (DatagramSocket tracker = tracker()) {
            CompletableFuture<ScrapeResult> answer = client.scrape(urlOf(tracker), HASH, true);
            receive(tracker);
            client.close();
            assertFails(answer, "was closed");
            assertFails(client.scrape(urlOf(tracker), HASH, true), "was closed");
        }
    }

    @Test
    void exchangesAtOnceAreBoundedAndCancellingMakesRoom() throws Exception {
        try (DatagramSocket tracker = tracker()) {
            CompletableFuture<ScrapeResult> first = client.scrape(urlOf(tracker), HASH, true);
            for (int i = 1; i < UdpTrackerClient.MAX_PENDING; i++) {
                assertThat(client.scrape(urlOf(tracker), HASH, true)).isNotDone();
            }
            assertFails(client.scrape(urlOf(tracker), HASH, true), "being asked already");
            assertThat(first.cancel(false)).isTrue();
            assertThat(client.scrape(urlOf(tracker), HASH, true)).isNotDone();
        }
    }

    private static DatagramSocket tracker() throws Exception {
        return new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
    }

    private static TrackerUrl urlOf(DatagramSocket tracker) {
        return new TrackerUrl("udp", tracker.getLocalAddress().getHostAddress(), tracker.getLocalPort(), "/announce");
    }

    private record Received(InetSocketAddress from, UdpRequest request) {}

    private static void connect(DatagramSocket tracker, long connectionId) throws Exception {
        Received connect = receive(tracker);
        assertThat(connect.request).isInstanceOf(UdpRequest.Connect.class);
        reply(tracker, connect, new UdpResponse.Connected(connect.request.transactionId(), connectionId));
    }

    private static Received receive(DatagramSocket tracker) throws Exception {
        tracker.setSoTimeout(10_000);
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        tracker.receive(packet);
        ByteBuf bytes = Unpooled.wrappedBuffer(packet.getData(), 0, packet.getLength());
        return new Received(
                (InetSocketAddress) packet.getSocketAddress(),
                UdpCodec.decodeRequest(bytes).orElseThrow());
    }

    private static void reply(DatagramSocket tracker, Received request, UdpResponse response) throws Exception {
        ByteBuf bytes = Unpooled.buffer();
        UdpCodec.encode(response, bytes);
        tracker.send(new DatagramPacket(bytes.array(), bytes.readableBytes(), request.from));
    }

    private static <T> T get(CompletableFuture<T> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static void assertFails(CompletableFuture<?> answer, String message) {
        assertThatThrownBy(() -> get(answer))
                .cause()
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining(message);
    }
}
