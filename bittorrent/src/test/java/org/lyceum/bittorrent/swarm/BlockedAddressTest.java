package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;

/** Peers at a blocked address, with real sockets. A list cannot name loopback, so the test blocks one by itself. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs 127.0.0.2")
class BlockedAddressTest {

    private static final InetAddress BLOCKED = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress OTHER = InetAddress.ofLiteral("127.0.0.3");
    private static final Predicate<InetAddress> LIST = BLOCKED::equals;
    private static final int PATIENCE_MILLIS = 20_000;

    private final byte[] content = EngineFixture.randomBytes(Block.SIZE, 1);
    private EngineFixture fixture;
    private Engine engine;

    @BeforeEach
    void startEngine(@TempDir Path folder) {
        fixture = new EngineFixture(folder);
        engine = fixture.engine("one");
    }

    @AfterEach
    void closeEngines() {
        fixture.close();
    }

    private Socket dialFrom(InetAddress address) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), engine.port()));
        return socket;
    }

    @Test
    void isNotLetInAndLosesTheConnectionThatItHas() throws Exception {
        Metainfo metainfo = EngineFixture.share(engine, "lecture.bin", content);
        try (FakePeer before = FakePeer.join(dialFrom(BLOCKED), metainfo.info().infoHash(), true)) {
            engine.block(LIST);
            before.awaitClosed();
        }

        try (FakePeer refused = new FakePeer(dialFrom(BLOCKED))) {
            refused.awaitClosed();
        }
        FakePeer.join(dialFrom(OTHER), metainfo.info().infoHash(), true).close();
        assertThat(engine.turnedAway()).isOne();

        engine.block(_ -> false);
        FakePeer.join(dialFrom(BLOCKED), metainfo.info().infoHash(), true).close();
    }

    @Test
    void isNotDialled() throws Exception {
        Metainfo metainfo = EngineFixture.metainfo("lecture.bin", content, Block.SIZE);
        engine.block(LIST);
        try (ServerSocket blocked = new ServerSocket(0, 10, BLOCKED);
                ServerSocket other = new ServerSocket(0, 10, OTHER)) {
            blocked.setSoTimeout(500);
            other.setSoTimeout(PATIENCE_MILLIS);

            addWith(metainfo, blocked, other);
            other.accept().close();
            assertThatThrownBy(blocked::accept).isInstanceOf(SocketTimeoutException.class);

            engine.block(_ -> false);
            blocked.setSoTimeout(PATIENCE_MILLIS);
            addWith(metainfo, blocked);
            blocked.accept().close();
        }
    }

    private void addWith(Metainfo metainfo, ServerSocket... peers) {
        List<InetSocketAddress> addresses = List.of(peers).stream()
                .map(peer -> (InetSocketAddress) peer.getLocalSocketAddress())
                .toList();
        MagnetLink link = new MagnetLink(metainfo.info().infoHash(), null, List.of(), addresses);
        engine.add(link, AddOptions.DEFAULT).join();
    }
}
