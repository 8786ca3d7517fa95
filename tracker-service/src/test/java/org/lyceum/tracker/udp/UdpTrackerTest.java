package org.lyceum.tracker.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.tracker.AnnounceEvent;
import org.lyceum.bittorrent.tracker.AnnounceRequest;
import org.lyceum.bittorrent.tracker.AnnounceResponse;
import org.lyceum.bittorrent.tracker.TrackerUrl;
import org.lyceum.bittorrent.tracker.UdpTrackerClient;
import org.lyceum.tracker.hash.SipHash;
import org.lyceum.tracker.stats.Traffic;
import org.lyceum.tracker.swarms.SwarmLimits;
import org.lyceum.tracker.swarms.Swarms;
import org.lyceum.web.StartupException;

class UdpTrackerTest {

    private static final InfoHash HASH = InfoHash.parse("01".repeat(20));

    private final InstantSource clock = InstantSource.system();
    private final Traffic traffic = new Traffic();
    private final Swarms swarms =
            new Swarms(new SwarmLimits(Duration.ofMinutes(5), 10, 10, 10, 10), clock, new SipHash(1, 2), new Random(1));
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final UdpTrackerClient client = new UdpTrackerClient(group.next(), clock, new Random(1));

    @AfterEach
    void close() {
        client.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void oneSocketServesBothFamiliesEachWithItsOwnPeers() throws Exception {
        try (UdpTracker tracker = bind("::")) {
            announce(tracker, "127.0.0.1", 7001);
            announce(tracker, "::1", 7002);
            AnnounceResponse fourth = announce(tracker, "127.0.0.1", 7003);
            assertThat(fourth.peers()).containsExactly(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7001));
            assertThat(fourth.leechers()).isEqualTo(3);
            assertThat(announce(tracker, "::1", 7004).peers())
                    .containsExactly(new InetSocketAddress(InetAddress.ofLiteral("::1"), 7002));
        }
    }

    @Test
    void closedTrackerFreesItsPort() {
        UdpTracker first = bind("127.0.0.1");
        int port = first.port();
        assertThat(first.isOpen()).isTrue();
        first.close();
        assertThat(first.isOpen()).isFalse();
        try (UdpTracker second = bind("127.0.0.1", port)) {
            assertThat(second.port()).isEqualTo(port);
        }
    }

    @Test
    void addressOfAnotherMachineCannotBeHad() {
        assertThatThrownBy(() -> bind("192.0.2.1"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("UDP port 0 on 192.0.2.1 cannot be opened")
                .hasMessageContaining("lyceum.tracker.bind");
    }

    private UdpTracker bind(String host) {
        return bind(host, 0);
    }

    private UdpTracker bind(String host, int port) {
        RequestHandler handler = new RequestHandler(swarms, traffic, Duration.ofMinutes(2), clock, new SipHash(3, 4));
        return UdpTracker.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port), handler, swarms, traffic);
    }

    private AnnounceResponse announce(UdpTracker tracker, String host, int port) throws Exception {
        AnnounceRequest request =
                new AnnounceRequest(HASH, new PeerId("x".repeat(20)), 0, 1, 0, AnnounceEvent.STARTED, 1, -1, port);
        TrackerUrl url = new TrackerUrl("udp", host, tracker.port(), "");
        return client.announce(url, request, true).get(10, TimeUnit.SECONDS);
    }
}
