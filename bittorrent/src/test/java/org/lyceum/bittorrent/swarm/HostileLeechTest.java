package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.wire.Message;
import org.lyceum.bittorrent.wire.MetadataMessage;

/** Peers that mean no good, or know no better, against an engine that seeds. */
class HostileLeechTest {

    /** 820 hashes: the info dictionary has a first piece of full length. */
    private static final int PIECE_LENGTH = 20_000;

    private static final byte[] CONTENT = EngineFixture.randomBytes(820 * PIECE_LENGTH - 1, 1);

    private final AtomicLong nanos = new AtomicLong();
    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
    private EngineFixture fixture;
    private Engine seed;
    private Torrent torrent;
    private InfoHash infoHash;
    private int metadataSize;

    @BeforeEach
    void startSeed(@TempDir Path folder) throws Exception {
        fixture = new EngineFixture(folder);
        seed = fixture.engine("seed", nanos::get, buffers);
        Metainfo metainfo = EngineFixture.metainfo("lecture.bin", CONTENT, PIECE_LENGTH);
        infoHash = metainfo.info().infoHash();
        metadataSize = metainfo.info().toBytes().length;
        Files.write(seed.files().resolve("lecture.bin"), CONTENT);
        torrent = EngineFixture.add(seed, metainfo, AddOptions.DEFAULT);
        EngineFixture.await(seed, torrent, TorrentState.SEEDING);
    }

    @AfterEach
    void servesOthersAndKeepsNothing() throws Exception {
        try (FakePeer honest = FakePeer.join(seed.port(), infoHash, true)) {
            unchoked(honest);
            honest.send(new Message.Request(new Block(819, 0, PIECE_LENGTH - 1)));
            byte[] last = new byte[PIECE_LENGTH - 1];
            honest.next(Message.Piece.class).data().readBytes(last);
            assertThat(last).isEqualTo(Arrays.copyOfRange(CONTENT, 819 * PIECE_LENGTH, CONTENT.length));
        }
        try (Stream<Path> files = Files.list(seed.files())) {
            assertThat(files).containsExactly(seed.files().resolve("lecture.bin"));
        }
        fixture.close();
        assertThat(buffers.metric().usedDirectMemory() + buffers.metric().usedHeapMemory())
                .isZero();
    }

    private static void unchoked(FakePeer peer) throws Exception {
        peer.send(new Message.Interested());
        peer.next(Message.Unchoke.class);
    }

    private void awaitNobody() {
        EngineFixture.await(seed, torrent, status -> status.peers() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "\u0013BitTorrent protocoL", "\u0000"})
    void garbageInsteadOfAHandshakeEndsTheConnection(String garbage) throws Exception {
        try (FakePeer peer = FakePeer.dial(seed.port())) {
            peer.send(garbage.getBytes(StandardCharsets.ISO_8859_1));

            peer.awaitClosed();
        }
    }

    @Test
    void aTorrentThatIsNotHereEndsTheConnection() throws Exception {
        try (FakePeer peer = FakePeer.dial(seed.port())) {
            peer.send(FakePeer.handshake(InfoHash.of(new byte[20]), PeerId.generate(new Random(1)), true));

            peer.awaitClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7fffffff 05", // longer than any frame may be
                "ffffffff", // and than any number can say
                "00000002 01 00", // unchoke with a body
                "00000006 04 0000000000", // have of five bytes
                "0000000d 06 00000000 00000000 7fffffff", // request of 2 GiB
                "0000000d 06 80000000 00000000 00004000", // request of a piece below zero
                "00000005 04 00000334", // have of piece 820 of 820
                "00000005 04 7fffffff",
                "00000002 05 00", // bitfield of one byte
                "00000002 14 00" // extension handshake without a dictionary
            })
    void aMessageThatCannotBeEndsTheConnection(String hex) throws Exception {
        try (FakePeer peer = FakePeer.join(seed.port(), infoHash, true)) {
            peer.send(HexFormat.of().parseHex(hex.replace(" ", "")));

            peer.awaitClosed();
        }
        awaitNobody();
    }

    /** Who has everything is not kept by a seed. */
    private static Message allButTheLast() {
        BitField pieces = BitField.full(820);
        pieces.clear(819);
        return new Message.Bitfield(pieces.toBytes());
    }

    static Stream<Message> goodClaims() {
        byte[] some = new byte[103];
        some[0] = 1;
        return Stream.of(allButTheLast(), new Message.Bitfield(some));
    }

    @ParameterizedTest
    @MethodSource("goodClaims")
    void aBadBitfieldAfterAGoodOneEndsTheConnectionAndLeavesNoTrace(Message good) throws Exception {
        try (FakePeer other = FakePeer.join(seed.port(), infoHash, true);
                FakePeer peer = FakePeer.join(seed.port(), infoHash, true)) {
            other.send(allButTheLast());
            byte[] spareBits = new byte[103];
            spareBits[102] = 1;
            peer.send(good, new Message.Bitfield(spareBits));

            peer.awaitClosed();

            EngineFixture.await(seed, torrent, status -> status.peers() == 1);
            int[] expected = new int[820];
            Arrays.fill(expected, 0, 819, 1);
            assertThat(torrent.pieces().join().availability()).isEqualTo(expected);
        }
        awaitNobody();
    }

    @Test
    void rejectsRequestsWhileChokedWhereThePeerUnderstandsIt() throws Exception {
        Block block = new Block(0, 0, Block.SIZE);
        try (FakePeer peer = FakePeer.join(seed.port(), infoHash, true)) {
            peer.send(new Message.Request(block));

            assertThat(peer.next(Message.RejectRequest.class).block()).isEqualTo(block);
        }
    }

    @Test
    void dropsRequestsWhileChokedWhereThePeerDoesNot() throws Exception {
        try (FakePeer peer = FakePeer.join(seed.port(), infoHash, false)) {
            peer.send(new Message.Request(new Block(0, 0, Block.SIZE)));
            unchoked(peer);
            peer.send(new Message.Request(new Block(1, 0, 100)));

            assertThat(peer.next(Message.Piece.class).block()).isEqualTo(new Block(1, 0, 100));
        }
    }

    @Test
    void rejectsWhatIsNotInTheTorrent() throws Exception {
        try (FakePeer peer = FakePeer.join(seed.port(), infoHash, true)) {
            unchoked(peer);
            for (Block block : new Block[] {
                new Block(820, 0, Block.SIZE),
                new Block(Integer.MAX_VALUE, 0, Block.SIZE),
                new Block(0, PIECE_LENGTH, 1),
                new Block(0, Integer.MAX_VALUE - Block.SIZE, Block.SIZE),
                new Block(819, PIECE_LENGTH - 1, 1)
            }) {
                peer.send(new Message.Request(block));

                assertThat(peer.next(Message.RejectRequest.class).block()).isEqualTo(block);
            }
        }
    }

    @Test
    void keepsOnlySoManyRequests() throws Exception {
        int flood = UploadQueue.LIMIT * 2;
        try (FakePeer peer = FakePeer.join(seed.port(), infoHash, true)) {
            unchoked(peer);
            Message[] requests = new Message[flood];
            Arrays.fill(requests, new Message.Request(new Block(0, 0, Block.SIZE)));
            peer.send(requests);

            int served = 0;
            int rejected = 0;
            while (served + rejected < flood) {
                switch (peer.next()) {
                    case Message.Piece _ -> served++;
                    case Message.RejectRequest _ -> rejected++;
                    default -> {}
                }
            }
            assertThat(served).isGreaterThanOrEqualTo(UploadQueue.LIMIT);
            assertThat(rejected).isPositive();
        }
    }

    @Test
    void givesMetadataAndRejectsWhatItDoesNotHave() throws Exception {
        try (FakePeer peer = FakePeer.join(seed.port(), infoHash, true)) {
            peer.sendExtensions(0);
            int pieces = (metadataSize + MetadataMessage.PIECE_LENGTH - 1) / MetadataMessage.PIECE_LENGTH;
            peer.sendMetadata(new MetadataMessage.Request(0));
            assertThat(peer.nextMetadata())
                    .isInstanceOfSatisfying(
                            MetadataMessage.Data.class,
                            data -> assertThat(data.totalSize()).isEqualTo(metadataSize));
            for (int piece : new int[] {pieces, Integer.MAX_VALUE}) {
                peer.sendMetadata(new MetadataMessage.Request(piece));

                assertThat(peer.nextMetadata()).isEqualTo(new MetadataMessage.Reject(piece));
            }
        }
    }

    @Test
    void whoAsksWithoutReadingTakesLittleMemoryAndIsDropped() throws Exception {
        try (FakePeer peer = FakePeer.join(seed.port(), infoHash, true)) {
            peer.sendExtensions(0);
            Thread asking = Thread.startVirtualThread(() -> {
                try {
                    while (true) {
                        peer.sendMetadata(new MetadataMessage.Request(0));
                    }
                } catch (Exception e) {
                    // closed, at last
                }
            });

            long most = 0;
            for (int round = 0; round < 300; round++) {
                try (FakePeer other = FakePeer.join(seed.port(), infoHash, true)) {
                    other.send(new Message.Request(new Block(0, 0, 1)));
                    other.next(Message.RejectRequest.class);
                }
                most = Math.max(most, buffers.metric().usedDirectMemory());
            }
            nanos.addAndGet(Duration.ofSeconds(61).toNanos());
            awaitNobody();

            assertThat(most).isLessThan(16 * 1024 * 1024);
            asking.join();
        }
    }

    @Test
    void dropsAPeerThatSaysNothingForThreeMinutes() throws Exception {
        try (FakePeer peer = FakePeer.join(seed.port(), infoHash, true)) {
            peer.next(Message.HaveAll.class);
            nanos.addAndGet(Duration.ofSeconds(181).toNanos());

            peer.awaitClosed();
        }
    }

    @Test
    void oneThatLeavesInTheMiddleOfAnUploadLeavesNothingBehind() throws Exception {
        try (FakePeer peer = FakePeer.join(seed.port(), infoHash, true)) {
            unchoked(peer);
            Message[] requests = new Message[1000];
            Arrays.fill(requests, new Message.Request(new Block(0, 0, Block.SIZE)));
            peer.send(requests);
            peer.next(Message.Piece.class);
        }
        awaitNobody();
    }
}
