package org.lyceum.tracker.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.tracker.AnnounceEvent;
import org.lyceum.bittorrent.tracker.AnnounceRequest;
import org.lyceum.bittorrent.tracker.ScrapeResult;
import org.lyceum.bittorrent.tracker.UdpCodec;
import org.lyceum.bittorrent.tracker.UdpPacket;
import org.lyceum.bittorrent.tracker.UdpRequest;
import org.lyceum.bittorrent.tracker.UdpResponse;
import org.lyceum.tracker.VirtualClock;
import org.lyceum.tracker.hash.SipHash;
import org.lyceum.tracker.stats.Traffic;
import org.lyceum.tracker.stats.Traffic.Kind;
import org.lyceum.tracker.swarms.SwarmLimits;
import org.lyceum.tracker.swarms.Swarms;

class RequestHandlerTest {

    private static final InfoHash HASH = InfoHash.parse("01".repeat(20));
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.1", 5000);

    private final VirtualClock clock = new VirtualClock();
    private final Traffic traffic = new Traffic();
    private final Swarms swarms = new Swarms(
            new SwarmLimits(Duration.ofMinutes(5), 1000, 10_000, 1000, 1000), clock, new SipHash(1, 2), new Random(1));
    private final RequestHandler handler =
            new RequestHandler(swarms, traffic, Duration.ofMinutes(2), clock, new SipHash(3, 4));

    @Test
    void connectionIdOpensTheDoor() {
        long id = connect(SOURCE);
        assertThat(handler.answer(announce(id, 6881, -1), SOURCE))
                .get()
                .isInstanceOfSatisfying(UdpResponse.Announced.class, announced -> {
                    assertThat(announced.transactionId()).isEqualTo(9);
                    assertThat(announced.interval()).isEqualTo(120);
                    assertThat(announced.leechers()).isEqualTo(1);
                });
        assertThat(handler.answer(new UdpRequest.Scrape(id, 8, List.of(HASH)), SOURCE))
                .contains(new UdpResponse.Scraped(8, List.of(new ScrapeResult(0, 0, 1))));
    }

    @Test
    void withoutAConnectionIdThereIsSilenceAndNothingChanges() {
        assertThat(handler.answer(announce(12345, 6881, -1), SOURCE)).isEmpty();
        assertThat(handler.answer(new UdpRequest.Scrape(12345, 8, List.of(HASH)), SOURCE))
                .isEmpty();
        assertThat(swarms.peers()).isZero();
        assertThat(traffic.total(Kind.UNPROVEN)).isEqualTo(2);
        assertThat(traffic.total(Kind.ANNOUNCE)).isZero();
    }

    @Test
    void oldConnectionIdsGetSilence() {
        long id = connect(SOURCE);
        clock.advance(Duration.ofSeconds(121));
        assertThat(handler.answer(announce(id, 6881, -1), SOURCE)).isEmpty();
    }

    @Test
    void oneConnectionIdServesEverySocketOfAnAddress() {
        long id = connect(SOURCE);
        assertThat(handler.answer(announce(id, 6881, -1), new InetSocketAddress("192.0.2.1", 5001)))
                .get()
                .isInstanceOf(UdpResponse.Announced.class);
        assertThat(handler.answer(announce(id, 6881, -1), new InetSocketAddress("192.0.2.2", 5000)))
                .isEmpty();
    }

    @Test
    void portZeroIsRefused() {
        assertThat(handler.answer(announce(connect(SOURCE), 0, -1), SOURCE))
                .contains(new UdpResponse.Refused(9, "port 0: nobody can connect to it"));
        assertThat(swarms.peers()).isZero();
        assertThat(traffic.total(Kind.REFUSED)).isEqualTo(1);
    }

    @Test
    void numberOfPeersHasADefaultAndACap() {
        fill("192.0.2.1");
        assertThat(peersFor("192.0.2.1", -1)).isEqualTo(50);
        assertThat(peersFor("192.0.2.1", 7)).isEqualTo(7);
        assertThat(peersFor("192.0.2.1", 0)).isZero();
        assertThat(peersFor("192.0.2.1", 100_000)).isEqualTo(200);
    }

    @Test
    void noAnswerIsLongerThanAnUnfragmentedPacket() {
        fill("2001:db8::1");
        assertThat(peersFor("2001:db8::1", 100_000)).isEqualTo(67);
        InetSocketAddress source = new InetSocketAddress("2001:db8::1", 5000);
        UdpResponse answer =
                handler.answer(announce(connect(source), 6881, 100_000), source).orElseThrow();
        assertThat(lengthOf(answer)).isLessThanOrEqualTo(RequestHandler.MAX_ANSWER);
    }

    @Property
    void nothingUnprovenGetsAnAnswerLargerThanItself(
            @ForAll @Size(max = 2000) byte[] datagram, @ForAll("actions") int action) {
        ByteBuf bytes = Unpooled.wrappedBuffer(datagram);
        if (datagram.length >= 12) {
            bytes.setInt(8, action);
        }
        UdpCodec.decodeRequest(bytes)
                .flatMap(request -> handler.answer(request, SOURCE))
                .ifPresent(answer -> assertThat(lengthOf(answer)).isLessThanOrEqualTo(datagram.length));
        assertThat(swarms.peers()).isZero();
    }

    @Provide
    Arbitrary<Integer> actions() {
        return Arbitraries.integers().between(0, 3);
    }

    private void fill(String host) {
        InetSocketAddress source = new InetSocketAddress(host, 5000);
        long id = connect(source);
        for (int port = 1; port <= 300; port++) {
            assertThat(handler.answer(announce(id, port, 0), source)).isPresent();
        }
    }

    private int peersFor(String host, int numWant) {
        InetSocketAddress source = new InetSocketAddress(host, 5000);
        return switch (handler.answer(announce(connect(source), 6881, numWant), source)
                .orElseThrow()) {
            case UdpResponse.Announced announced -> announced.peers().size();
            case UdpResponse other -> throw new AssertionError(other);
        };
    }

    private long connect(InetSocketAddress source) {
        return switch (handler.answer(new UdpRequest.Connect(7), source).orElseThrow()) {
            case UdpResponse.Connected connected -> connected.connectionId();
            case UdpResponse other -> throw new AssertionError(other);
        };
    }

    private static UdpRequest announce(long connectionId, int port, int numWant) {
        AnnounceRequest request =
                new AnnounceRequest(HASH, new PeerId("x".repeat(20)), 0, 1, 0, AnnounceEvent.STARTED, 1, numWant, port);
        return new UdpRequest.Announce(connectionId, 9, request, "");
    }

    private static int lengthOf(UdpPacket packet) {
        ByteBuf bytes = Unpooled.buffer();
        UdpCodec.encode(packet, bytes);
        return bytes.readableBytes();
    }
}
