package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.EngineFixture.addFrom;
import static org.lyceum.bittorrent.swarm.EngineFixture.await;
import static org.lyceum.bittorrent.swarm.EngineFixture.metainfo;
import static org.lyceum.bittorrent.swarm.EngineFixture.randomBytes;
import static org.lyceum.bittorrent.swarm.EngineFixture.share;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.wire.Message;

/** Limits of real engines, in a time that passes only as a test says. */
class RateLimitsTest {

    private static final int BLOCK = Block.SIZE;

    /** At four blocks a second a bucket holds two, and each quarter of a second lets one more pass. */
    private static final RateLimits FOUR_BLOCKS = new RateLimits(4 * BLOCK, 4 * BLOCK);

    private static final long RATE = 1_000_000;

    private static final Duration QUARTER = Duration.ofMillis(250);

    private final AtomicLong nanos = new AtomicLong();
    private EngineFixture fixture;
    private Engine engine;

    @BeforeEach
    void startEngine(@TempDir Path folder) {
        fixture = new EngineFixture(folder);
        engine = fixture.engine("limited", nanos::get, PooledByteBufAllocator.DEFAULT);
    }

    @AfterEach
    void closeEngines() {
        fixture.close();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** How many of the kind come before the answer to something that is refused: what was to be sent has been. */
    private static int countUntilAnswer(FakePeer peer, Class<? extends Message> kind) throws IOException {
        Block refused = new Block(0, BLOCK, 1);
        peer.send(new Message.Request(refused));
        int count = 0;
        while (true) {
            Message next = peer.next();
            if (kind.isInstance(next)) {
                count++;
            } else if (next.equals(new Message.RejectRequest(refused))) {
                return count;
            }
        }
    }

    private FakePeer unchokedLeech(Metainfo metainfo) throws IOException {
        FakePeer leech = FakePeer.join(engine.port(), metainfo.info().infoHash(), true);
        leech.send(new Message.HaveNone(), new Message.Interested());
        leech.next(Message.Unchoke.class);
        return leech;
    }

    private static void requestAll(FakePeer leech, int blocks) throws IOException {
        for (int block = 0; block < blocks; block++) {
            leech.send(new Message.Request(new Block(block, 0, BLOCK)));
        }
    }

    private Metainfo shareBlocks(int blocks) throws Exception {
        byte[] bytes = randomBytes(blocks * BLOCK, blocks);
        Metainfo metainfo = metainfo("blocks.bin", bytes, BLOCK);
        Files.write(engine.files().resolve("blocks.bin"), bytes);
        engine.share(metainfo, engine.files().resolve("blocks.bin")).join();
        return metainfo;
    }

    @Test
    void anUploadPassesInABurstAndThenAsTimePasses() throws Exception {
        Metainfo metainfo = shareBlocks(100);
        engine.limit(FOUR_BLOCKS);
        try (FakePeer leech = unchokedLeech(metainfo)) {
            requestAll(leech, 100);
            for (int block = 0; block < 2; block++) {
                leech.next(Message.Piece.class);
            }
            assertThat(countUntilAnswer(leech, Message.Piece.class)).isZero();
            for (int quarter = 0; quarter < 40; quarter++) {
                pass(QUARTER);
                leech.next(Message.Piece.class);
            }
            assertThat(countUntilAnswer(leech, Message.Piece.class)).isZero();

            engine.limit(RateLimits.NONE);
            for (int block = 42; block < 100; block++) {
                leech.next(Message.Piece.class);
            }
        }
    }

    @Test
    void anUploadOfOneTorrentIsLimitedByItself() throws Exception {
        Metainfo metainfo = shareBlocks(20);
        Torrent torrent = engine.find(metainfo.info().infoHash()).orElseThrow();
        torrent.limit(FOUR_BLOCKS).join();
        assertThat(torrent.status().join().limits()).isEqualTo(FOUR_BLOCKS);
        assertThat(engine.limits()).isEqualTo(RateLimits.NONE);
        try (FakePeer leech = unchokedLeech(metainfo)) {
            requestAll(leech, 20);
            for (int block = 0; block < 2; block++) {
                leech.next(Message.Piece.class);
            }
            assertThat(countUntilAnswer(leech, Message.Piece.class)).isZero();
            pass(QUARTER);
            leech.next(Message.Piece.class);
            assertThat(countUntilAnswer(leech, Message.Piece.class)).isZero();
        }
    }

    @Test
    void aDownloadAsksForNoMoreThanMayCome() throws Exception {
        byte[] bytes = randomBytes(100 * BLOCK, 3);
        Metainfo metainfo = metainfo("wanted.bin", bytes, BLOCK);
        engine.limit(FOUR_BLOCKS);
        try (ServerSocket listener = FakePeer.listen()) {
            Torrent torrent = EngineFixture.add(engine, metainfo, AddOptions.DEFAULT);
            addFrom(engine, metainfo, listener.getLocalPort());
            try (FakePeer seed = FakePeer.accept(listener, metainfo.info().infoHash(), true)) {
                seed.send(new Message.HaveAll(), new Message.Unchoke());
                for (int block = 0; block < 2; block++) {
                    answer(seed, bytes);
                }
                assertThat(countUntilAnswer(seed, Message.Request.class)).isZero();
                for (int quarter = 0; quarter < 40; quarter++) {
                    pass(QUARTER);
                    answer(seed, bytes);
                }
                assertThat(countUntilAnswer(seed, Message.Request.class)).isZero();

                engine.limit(RateLimits.NONE);
                for (int block = 42; block < 100; block++) {
                    answer(seed, bytes);
                }
                await(engine, torrent, TorrentState.SEEDING);
            }
        }
    }

    private static void answer(FakePeer seed, byte[] bytes) throws IOException {
        Block asked = seed.next(Message.Request.class).block();
        seed.sendBlock(asked, Arrays.copyOfRange(bytes, asked.piece() * BLOCK, (asked.piece() + 1) * BLOCK));
    }

    @Test
    void atOneByteASecondNoPeerIsTakenForSilentOrSnubbing() throws Exception {
        byte[] bytes = randomBytes(10 * BLOCK, 4);
        Metainfo metainfo = metainfo("slow.bin", bytes, BLOCK);
        engine.limit(new RateLimits(1, 1));
        try (ServerSocket listener = FakePeer.listen()) {
            Torrent torrent = EngineFixture.add(engine, metainfo, AddOptions.DEFAULT);
            addFrom(engine, metainfo, listener.getLocalPort());
            try (FakePeer seed = FakePeer.accept(listener, metainfo.info().infoHash(), true)) {
                seed.send(new Message.HaveAll(), new Message.Unchoke());
                answer(seed, bytes);
                for (int minutes = 0; minutes < 10; minutes += 2) {
                    seed.send(new Message.KeepAlive());
                    assertThat(countUntilAnswer(seed, Message.Request.class)).isZero();
                    pass(Duration.ofMinutes(2));
                    // heard the time: a keep-alive is sent by the housekeeping that looks for time-outs as well
                    seed.next(Message.KeepAlive.class);
                }
                assertThat(torrent.peers().join())
                        .singleElement()
                        .satisfies(peer -> assertThat(peer.snubbing()).isFalse());

                engine.limit(RateLimits.NONE);
                for (int block = 1; block < 10; block++) {
                    answer(seed, bytes);
                }
                await(engine, torrent, TorrentState.SEEDING);
            }
        }
    }

    @Test
    void whatIsAskedAlreadyIsTakenBackWhenALimitIsSet() throws Exception {
        byte[] bytes = randomBytes(300 * BLOCK, 5);
        Metainfo metainfo = metainfo("fast.bin", bytes, BLOCK);
        try (ServerSocket listener = FakePeer.listen()) {
            Torrent torrent = EngineFixture.add(engine, metainfo, AddOptions.DEFAULT);
            addFrom(engine, metainfo, listener.getLocalPort());
            try (FakePeer seed = FakePeer.accept(listener, metainfo.info().infoHash(), true)) {
                seed.send(new Message.HaveAll(), new Message.Unchoke());
                for (int block = 0; block < 50; block++) {
                    answer(seed, bytes);
                }
                // the last of them has been read, and what was to be asked then is asked
                countUntilAnswer(seed, Message.Request.class);
                int asked = torrent.peers().join().getFirst().requestsOut();
                assertThat(asked).isGreaterThan(20);

                engine.limit(FOUR_BLOCKS);
                for (int cancel = 0; cancel < asked - 12; cancel++) {
                    seed.next(Message.Cancel.class);
                }
                assertThat(torrent.peers().join().getFirst().requestsOut()).isEqualTo(12);
            }
        }
    }

    @Test
    void twoTorrentsShareTheLimitOfTheEngineEvenly() throws Exception {
        Metainfo first = share(engine, "first.bin", randomBytes(8_000_000, 6));
        Metainfo second = share(engine, "second.bin", randomBytes(8_000_000, 7));
        engine.limit(new RateLimits(0, 1));
        Engine leech = fixture.engine("leech");
        addFrom(leech, first, engine.port());
        addFrom(leech, second, engine.port());
        Torrent a = engine.find(first.info().infoHash()).orElseThrow();
        Torrent b = engine.find(second.info().infoHash()).orElseThrow();
        awaitWaiting(a);
        awaitWaiting(b);
        long beforeA = a.status().join().uploaded();
        long beforeB = b.status().join().uploaded();

        engine.limit(new RateLimits(0, RATE));
        for (int tenth = 1; tenth <= 60; tenth++) {
            pass(Duration.ofMillis(100));
            long least = beforeA + beforeB + tenth * RATE / 10 - 4 * BLOCK;
            await(engine, a, status -> status.uploaded() + b.status().join().uploaded() >= least);
        }

        long ofA = a.status().join().uploaded() - beforeA;
        long ofB = b.status().join().uploaded() - beforeB;
        assertThat(ofA + ofB).isLessThanOrEqualTo(6 * RATE + 3 * BLOCK);
        assertThat((double) ofA).isCloseTo((double) ofB, Percentage.withPercentage(15));
    }

    private void awaitWaiting(Torrent torrent) {
        await(engine, torrent, _ -> torrent.peers().join().stream().anyMatch(peer -> peer.requestsIn() > 0));
    }

    @Test
    void theLimitsOfATorrentSurviveARestartAndThoseOfTheEngineAreConfigured() throws Exception {
        Metainfo metainfo = shareBlocks(2);
        RateLimits limits = new RateLimits(123_456, 7);
        engine.find(metainfo.info().infoHash()).orElseThrow().limit(limits).join();
        engine.limit(FOUR_BLOCKS);
        fixture.close(engine);

        Engine again = fixture.engine("limited");

        assertThat(again.find(metainfo.info().infoHash())
                        .orElseThrow()
                        .status()
                        .join()
                        .limits())
                .isEqualTo(limits);
        assertThat(again.limits()).isEqualTo(RateLimits.NONE);
    }
}
