package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.EngineFixture.await;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.wire.Message;

/** Peers that serve what they should not, or not as they should, against an engine that fetches. */
class HostileSeedTest {

    /** One piece of eight blocks: two peers are asked for four each, which is how a pipeline begins. */
    private static final int PIECE_LENGTH = 8 * Block.SIZE;

    /** That piece, and one of a single byte after it. */
    private static final byte[] TWO_PIECES = EngineFixture.randomBytes(PIECE_LENGTH + 1, 1);

    private static final byte[] CONTENT = Arrays.copyOf(TWO_PIECES, PIECE_LENGTH);

    private final AtomicLong nanos = new AtomicLong();
    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
    private EngineFixture fixture;
    private Engine leech;
    private Torrent torrent;
    private InfoHash infoHash;
    private byte[] content;

    @BeforeEach
    void startLeech(@TempDir Path folder) throws Exception {
        fixture = new EngineFixture(folder);
        leech = fixture.engine("leech", nanos::get, buffers);
        fetch("lecture.bin", CONTENT);
    }

    private void fetch(String name, byte[] whole) throws Exception {
        content = whole;
        Metainfo metainfo = EngineFixture.metainfo(name, whole, PIECE_LENGTH);
        infoHash = metainfo.info().infoHash();
        torrent = EngineFixture.add(leech, metainfo, AddOptions.DEFAULT);
        await(leech, torrent, TorrentState.DOWNLOADING);
    }

    @AfterEach
    void completesWithTheRightBytesAndKeepsNothing() throws Exception {
        if (torrent.status().join().state() != TorrentState.SEEDING) {
            try (FakePeer honest = seed(true)) {
                honest.serveInBackground(HostileSeedTest::good);
                await(leech, torrent, TorrentState.SEEDING);
            }
        }
        String name = torrent.status().join().name();
        assertThat(leech.files().resolve(name)).hasBinaryContent(content);
        fixture.close();
        assertThat(buffers.metric().usedDirectMemory() + buffers.metric().usedHeapMemory())
                .isZero();
    }

    private FakePeer seed(boolean fast) throws Exception {
        FakePeer peer = FakePeer.join(leech.port(), infoHash, fast);
        peer.send(fast ? new Message.HaveAll() : new Message.Bitfield(new byte[] {(byte) 0x80}), new Message.Unchoke());
        return peer;
    }

    private static byte[] good(Block block) {
        int start = block.piece() * PIECE_LENGTH;
        return Arrays.copyOfRange(TWO_PIECES, start + block.offset(), start + block.end());
    }

    private static byte[] bad(Block block) {
        return new byte[block.length()];
    }

    private static List<Block> requests(FakePeer peer, int count) throws Exception {
        List<Block> blocks = new ArrayList<>();
        while (blocks.size() < count) {
            blocks.add(peer.next(Message.Request.class).block());
        }
        return blocks;
    }

    @Test
    void whoSendsAWholeBadPieceAloneIsDroppedAtOnce() throws Exception {
        try (FakePeer poisoner = seed(true)) {
            poisoner.serve(HostileSeedTest::bad);
        }
        await(leech, torrent, status -> status.peers() == 0);
        assertThat(torrent.status().join().completedBytes()).isZero();
    }

    @Test
    void whoSentTheBadBlocksOfAPieceIsFoundOnceThePieceIsGood() throws Exception {
        // peers that have the first piece alone are kept when it is here
        fetch("two.bin", TWO_PIECES);
        try (FakePeer poisoner = seed(false);
                FakePeer honest = seedAfter(poisoner)) {
            for (Block block : requests(poisoner, 4)) {
                poisoner.sendBlock(block, bad(block));
            }
            for (Block block : requests(honest, 4)) {
                honest.sendBlock(block, good(block));
            }
            Thread repenting = poisoner.serveInBackground(HostileSeedTest::good);
            honest.serveInBackground(HostileSeedTest::good);

            repenting.join();
            assertThat(await(leech, torrent, status -> status.completedBytes() == PIECE_LENGTH)
                            .peers())
                    .isEqualTo(1);
        }
    }

    /** The first has its four requests before, and the second by now. */
    private FakePeer seedAfter(FakePeer first) throws Exception {
        first.next(Message.Interested.class);
        awaitFourRequestsToEachOf(1);
        FakePeer second = seed(false);
        awaitFourRequestsToEachOf(2);
        return second;
    }

    private void awaitFourRequestsToEachOf(int peers) {
        await(leech, torrent, _ -> {
            List<PeerStatus> asked = torrent.peers().join();
            return asked.size() == peers && asked.stream().allMatch(peer -> peer.requestsOut() == 4);
        });
    }

    @Test
    void whoGoesOnSendingBadBlocksCannotSpoilThePieceForEver() throws Exception {
        // peers that have the first piece alone are kept when it is here
        fetch("two.bin", TWO_PIECES);
        try (FakePeer poisoner = seed(false);
                FakePeer honest = seedAfter(poisoner)) {
            Thread poisoning = poisoner.serveInBackground(block -> block.offset() == 0 ? bad(block) : good(block));
            honest.serveInBackground(HostileSeedTest::good);

            poisoning.join();
            assertThat(await(leech, torrent, status -> status.completedBytes() == PIECE_LENGTH)
                            .peers())
                    .isEqualTo(1);
        }
    }

    @Test
    void blocksThatNobodyAskedForAreThrownAwayAndDoNotCount() throws Exception {
        try (FakePeer peer = FakePeer.join(leech.port(), infoHash, true)) {
            peer.send(new Message.HaveNone());
            for (int offset = 0; offset < PIECE_LENGTH; offset += Block.SIZE) {
                peer.sendBlock(new Block(0, offset, Block.SIZE), bad(new Block(0, offset, Block.SIZE)));
            }
            peer.sendBlock(new Block(7, 3, 5), new byte[5]);
            peer.send(new Message.Request(new Block(0, 0, 1)));
            peer.next(Message.RejectRequest.class);

            TorrentStatus status = torrent.status().join();
            assertThat(status.downloaded()).isZero();
            assertThat(torrent.peers().join().getFirst().downloaded()).isZero();
        }
    }

    @Test
    void whatAPeerSitsOnIsAskedOfOthersEveryMinute() throws Exception {
        try (FakePeer silent = seed(true)) {
            List<Block> asked = requests(silent, 4);

            nanos.addAndGet(Duration.ofSeconds(61).toNanos());
            List<Block> cancelled = new ArrayList<>();
            while (cancelled.size() < asked.size()) {
                cancelled.add(silent.next(Message.Cancel.class).block());
            }
            assertThat(cancelled).hasSameElementsAs(asked);

            Block last = silent.next(Message.Request.class).block();
            nanos.addAndGet(Duration.ofSeconds(61).toNanos());
            assertThat(silent.next(Message.Cancel.class).block()).isEqualTo(last);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnAfterAChokeInTheMiddle(boolean fast) throws Exception {
        try (FakePeer peer = seed(fast)) {
            List<Block> asked = requests(peer, 4);
            peer.sendBlock(asked.getFirst(), good(asked.getFirst()));
            peer.send(new Message.Choke());
            if (fast) {
                for (Block block : asked.subList(1, 4)) {
                    peer.send(new Message.RejectRequest(block));
                }
            }
            peer.send(new Message.Unchoke());
            peer.serveInBackground(HostileSeedTest::good);

            TorrentStatus done = await(leech, torrent, TorrentState.SEEDING);
            assertThat(done.downloaded()).isEqualTo(CONTENT.length);
        }
    }

    @Test
    void aConnectionThatEndsInTheMiddleOfABlockCostsThatBlockOnly() throws Exception {
        try (FakePeer peer = seed(true)) {
            List<Block> asked = requests(peer, 4);
            peer.sendBlock(asked.getFirst(), good(asked.getFirst()));
            // length 9 + 16 KiB, id 7, piece 0, offset 16 KiB, and the first byte of the data
            peer.send(new byte[] {0, 0, 0x40, 9, 7, 0, 0, 0, 0, 0, 0, 0x40, 0, 1});
        }
        await(leech, torrent, status -> status.peers() == 0);
        assertThat(torrent.status().join().downloaded()).isEqualTo(Block.SIZE);
    }
}
