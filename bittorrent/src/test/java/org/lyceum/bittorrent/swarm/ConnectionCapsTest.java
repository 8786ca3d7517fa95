package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.EngineFixture.await;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.blocklist.Blocklist;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.wire.Message;

/** More connections than there may be, with real sockets. */
class ConnectionCapsTest {

    private static final int PIECES = 4;
    private static final byte[] CONTENT = EngineFixture.randomBytes(PIECES * 16_384, 1);

    private final AtomicLong nanos = new AtomicLong();
    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
    private EngineFixture fixture;

    @BeforeEach
    void createFixture(@TempDir Path folder) {
        fixture = new EngineFixture(folder);
    }

    @AfterEach
    void closeEngines() {
        fixture.close();
        assertThat(buffers.metric().usedDirectMemory() + buffers.metric().usedHeapMemory())
                .isZero();
    }

    /** An engine that has all of one torrent. */
    private record Seed(Engine engine, Torrent torrent, InfoHash infoHash) {

        FakePeer joinFrom(String address) throws IOException {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), engine.port()));
            return FakePeer.join(socket, infoHash, true);
        }
    }

    private Seed seed(ConnectionLimits limits) throws Exception {
        Engine engine = fixture.engine("seed", limits, nanos::get, buffers);
        Metainfo metainfo = EngineFixture.share(engine, "lecture.bin", CONTENT);
        Torrent torrent = engine.find(metainfo.info().infoHash()).orElseThrow();
        await(engine, torrent, TorrentState.SEEDING);
        return new Seed(engine, torrent, metainfo.info().infoHash());
    }

    private static void fetches(FakePeer peer) throws IOException {
        peer.send(new Message.Interested());
        peer.next(Message.Unchoke.class);
        Block block = new Block(0, 0, Block.SIZE);
        peer.send(new Message.Request(block));
        assertThat(peer.next(Message.Piece.class).block()).isEqualTo(block);
    }

    @Test
    void aFloodOfSilentConnectionsKeepsNobodyOut() throws Exception {
        Seed seed = seed(ConnectionLimits.DEFAULT);
        List<SocketChannel> flood = new ArrayList<>();
        int most = 0;
        try {
            for (int i = 0; i < 5000; i++) {
                flood.add(SocketChannel.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), seed.engine.port())));
                most = Math.max(most, seed.engine.connections().open());
            }

            try (FakePeer honest = seed.joinFrom("127.0.0.2")) {
                fetches(honest);
                most = Math.max(most, seed.engine.connections().open());
            }
        } finally {
            for (SocketChannel socket : flood) {
                socket.close();
            }
        }
        assertThat(most).isLessThanOrEqualTo(ConnectionLimits.DEFAULT.inAll());
        await(seed.engine, seed.torrent, _ -> seed.engine.connections().open() == 0);
    }

    @Test
    void idlePeersMakeWayForOneThatFetches() throws Exception {
        Seed seed = seed(ConnectionLimits.DEFAULT.perTorrent(5));
        List<FakePeer> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                idle.add(seed.joinFrom("127.0.0.1"));
            }
            await(seed.engine, seed.torrent, status -> status.peers() == 5);
            try (FakePeer tooEarly = FakePeer.dial(seed.engine.port())) {
                tooEarly.send(FakePeer.handshake(seed.infoHash, PeerId.generate(new Random(1)), true));
                tooEarly.awaitClosed();
            }
            nanos.addAndGet(Duration.ofSeconds(31).toNanos());

            try (FakePeer newcomer = seed.joinFrom("127.0.0.1")) {
                fetches(newcomer);
                assertThat(seed.torrent.status().join().peers()).isEqualTo(5);
            }
        } finally {
            for (FakePeer peer : idle) {
                peer.close();
            }
        }
    }

    @Test
    void aSeedDoesNotKeepASeed() throws Exception {
        Seed seed = seed(ConnectionLimits.DEFAULT);
        try (FakePeer other = seed.joinFrom("127.0.0.1");
                FakePeer last = seed.joinFrom("127.0.0.1")) {
            other.send(new Message.HaveAll());
            other.awaitClosed();

            BitField most = BitField.full(PIECES);
            most.clear(2);
            last.send(new Message.Bitfield(most.toBytes()));
            fetches(last);
            last.send(new Message.Have(2));
            last.awaitClosed();
        }
        await(seed.engine, seed.torrent, status -> status.peers() == 0);
    }

    @Test
    void aListOfEverybodyLeavesThisMachineItsOwnNodes() throws Exception {
        Seed seed = seed(ConnectionLimits.DEFAULT);
        try (FakePeer local = seed.joinFrom("127.0.0.2")) {
            seed.engine.block(
                    Blocklist.read(new ByteArrayInputStream("0.0.0.0/0".getBytes(StandardCharsets.US_ASCII))));

            fetches(local);
        }
    }

    @Test
    void dialsOnlySoManyAtATimeOverAllTorrents() throws Exception {
        ConnectionLimits limits = ConnectionLimits.DEFAULT.dials(3);
        Engine engine = fixture.engine("leech", limits, nanos::get, buffers);
        try (ServerSocket silent = FakePeer.listen()) {
            List<Socket> dialled = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Metainfo metainfo = EngineFixture.metainfo("lecture-" + i, CONTENT, 16_384);
                EngineFixture.addFrom(engine, metainfo, silent.getLocalPort());
            }
            for (int i = 0; i < 3; i++) {
                dialled.add(silent.accept());
            }
            assertThat(engine.connections().open()).isEqualTo(3);

            dialled.getFirst().close();
            dialled.add(silent.accept());

            assertThat(engine.connections().open()).isLessThanOrEqualTo(3);
            for (Socket socket : dialled) {
                socket.close();
            }
        } catch (SocketException e) {
            throw new AssertionError("not dialled", e);
        }
    }
}
