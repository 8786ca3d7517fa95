package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lyceum.bittorrent.swarm.EngineFixture.add;
import static org.lyceum.bittorrent.swarm.EngineFixture.await;
import static org.lyceum.bittorrent.swarm.EngineFixture.metainfo;
import static org.lyceum.bittorrent.swarm.EngineFixture.randomBytes;
import static org.lyceum.bittorrent.swarm.EngineFixture.share;

import io.netty.buffer.Unpooled;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.wire.ExtensionHandshake;
import org.lyceum.bittorrent.wire.Message;
import org.lyceum.bittorrent.wire.MetadataMessage;

/** Torrents that are stopped, removed and broken at awkward moments, and metadata from peers that lie. */
class EngineLifecycleTest {

    private EngineFixture fixture;

    @BeforeEach
    void createFixture(@TempDir Path folder) {
        fixture = new EngineFixture(folder);
    }

    @AfterEach
    void closeEngines() {
        fixture.close();
    }

    @Test
    void aTorrentThatIsRemovedWhileTheEngineClosesStaysRemoved() throws Exception {
        Engine engine = fixture.engine("one");
        Metainfo metainfo = share(engine, "gone.bin", randomBytes(1000, 1));

        CompletableFuture<Void> removed = engine.remove(metainfo.info().infoHash(), false);
        fixture.close(engine);

        removed.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(fixture.engine("one").torrents()).isEmpty();
    }

    @Test
    void aTorrentMayBeAddedAgainWhileItIsBeingRemoved() throws Exception {
        Engine engine = fixture.engine("one");
        Metainfo metainfo = share(engine, "again.bin", randomBytes(1000, 2));

        var _ = engine.remove(metainfo.info().infoHash(), false);
        Addition again = engine.add(metainfo, AddOptions.DEFAULT)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();

        assertThat(again.created()).isTrue();
        await(engine, again.torrent(), TorrentState.SEEDING);
        assertThat(engine.torrents()).hasSize(1);
    }

    @Test
    void removingTwiceTellsOnce() throws Exception {
        Engine engine = fixture.engine("one");
        Metainfo metainfo = share(engine, "once.bin", randomBytes(1000, 3));
        var told = new AtomicInteger();
        try (var _ = engine.subscribe(event -> {
            if (event instanceof TorrentEvent.Removed) {
                told.incrementAndGet();
            }
        })) {
            var first = engine.remove(metainfo.info().infoHash(), false);
            var second = engine.remove(metainfo.info().infoHash(), true);
            first.join();
            second.exceptionally(_ -> null).join();
        }
        assertThat(told).hasValue(1);
    }

    @Test
    void aSubscriberThatFailsStopsNeitherTheTorrentNorTheOthers() throws Exception {
        Engine seed = fixture.engine("seed");
        Metainfo metainfo = share(seed, "told.bin", randomBytes(300_000, 4));
        Engine leech = fixture.engine("leech");
        try (var _ = leech.subscribe(event -> {
            if (event instanceof TorrentEvent.Added) {
                throw new IllegalStateException("a subscriber fails");
            }
        })) {
            await(leech, EngineFixture.addFrom(leech, metainfo, seed.port()), TorrentState.SEEDING);
        }
    }

    @Test
    void aReaderFailsOnceItsTorrentIsRemoved() throws Exception {
        Engine engine = fixture.engine("one");
        Metainfo metainfo = metainfo("never.bin", randomBytes(1000, 5), 500);
        Torrent torrent = add(engine, metainfo, AddOptions.DEFAULT);
        ContentReader reader = torrent.read(0, 0, 1000).join();

        engine.remove(metainfo.info().infoHash(), false).join();

        assertThatThrownBy(
                        () -> reader.next(100).orTimeout(20, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(BitTorrentException.class)
                .hasMessageContaining("was removed");
    }

    @Test
    void afterSomethingInTheWayWasMovedTheTorrentResumesUnderItsOwnName() throws Exception {
        byte[] bytes = randomBytes(1000, 6);
        Engine engine = fixture.engine("one");
        Path elsewhere = Files.write(engine.files().resolveSibling("elsewhere"), new byte[10]);
        Path link = Files.createSymbolicLink(engine.files().resolve("linked.bin"), elsewhere);
        Torrent torrent = add(engine, metainfo("linked.bin", bytes, 500), AddOptions.DEFAULT);
        assertThat(await(engine, torrent, TorrentState.ERROR).error()).contains("symbolic link");
        Files.delete(link);
        Files.write(link, bytes);

        torrent.resume().join();

        await(engine, torrent, TorrentState.SEEDING);
        assertThat(torrent.files().join().getFirst().location()).isEqualTo(link);
        assertThat(elsewhere).hasBinaryContent(new byte[10]);
    }

    @Test
    void aTorrentWithoutBytesIsCompleteAtOnce() throws Exception {
        Engine engine = fixture.engine("one");

        Torrent torrent = add(engine, metainfo("empty.bin", new byte[0], 16_384), AddOptions.DEFAULT);

        assertThat(await(engine, torrent, TorrentState.SEEDING).pieceCount()).isZero();
        assertThat(engine.files().resolve("empty.bin")).isEmptyFile();
        try (FakePeer peer = FakePeer.join(engine.port(), torrent.infoHash(), true)) {
            peer.send(new Message.Request(new Block(0, 0, 1)));
            assertThat(peer.next(Message.RejectRequest.class).block().piece()).isZero();
        }
    }

    @Test
    void wrongMetadataEndsThatConnectionAndTheRightOneIsTakenFromAnother() throws Exception {
        Metainfo metainfo = metainfo("lecture.bin", randomBytes(1000, 7), 500);
        byte[] info = metainfo.info().toBytes();
        Engine leech = fixture.engine("leech");
        try (ServerSocket liars = FakePeer.listen();
                ServerSocket honest = FakePeer.listen()) {
            Torrent torrent = EngineFixture.addFrom(leech, metainfo, liars.getLocalPort(), honest.getLocalPort());
            try (FakePeer liar = FakePeer.accept(liars, torrent.infoHash(), true)) {
                liar.sendExtensions(20_000);
                for (int piece = 0; piece < 2; piece++) {
                    assertThat(liar.nextMetadata()).isEqualTo(new MetadataMessage.Request(piece));
                    byte[] zeros = new byte[piece == 0 ? 16_384 : 20_000 - 16_384];
                    liar.sendMetadata(new MetadataMessage.Data(piece, 20_000, Unpooled.wrappedBuffer(zeros)));
                }
                liar.awaitClosed();
            }
            try (FakePeer peer = FakePeer.accept(honest, torrent.infoHash(), true)) {
                peer.sendExtensions(info.length);
                assertThat(peer.nextMetadata()).isEqualTo(new MetadataMessage.Request(0));
                peer.sendMetadata(new MetadataMessage.Data(0, info.length, Unpooled.wrappedBuffer(info)));

                await(leech, torrent, TorrentState.DOWNLOADING);
                assertThat(torrent.metainfo().join().orElseThrow().info()).isEqualTo(metainfo.info());
            }
        }
    }

    @Test
    void aHugeClaimOfMetadataIsNotAskedFor() throws Exception {
        Metainfo metainfo = metainfo("lecture.bin", randomBytes(1000, 8), 500);
        Engine leech = fixture.engine("leech");
        Torrent torrent = EngineFixture.addFrom(leech, metainfo);
        try (FakePeer peer = FakePeer.join(leech.port(), torrent.infoHash(), true)) {
            peer.sendExtensions(Integer.MAX_VALUE);
            peer.sendMetadata(new MetadataMessage.Request(0));

            // an answer and no question before it
            assertThat(peer.nextMetadata()).isEqualTo(new MetadataMessage.Reject(0));
        }
    }

    @Test
    void whoIsConnectedBeforeTheMetadataIsKnownIsToldOfItAndOfThePiecesFoundOnDisk() throws Exception {
        byte[] bytes = randomBytes(1500, 9);
        Metainfo metainfo = metainfo("lecture.bin", bytes, 500);
        byte[] info = metainfo.info().toBytes();
        Engine engine = fixture.engine("one");
        Files.write(engine.files().resolve("lecture.bin"), bytes);
        Torrent torrent = EngineFixture.addFrom(engine, metainfo);
        try (FakePeer leech = FakePeer.join(engine.port(), torrent.infoHash(), true);
                FakePeer knowing = FakePeer.join(engine.port(), torrent.infoHash(), true)) {
            leech.next(Message.HaveNone.class);
            knowing.sendExtensions(info.length);
            knowing.nextMetadata();
            knowing.sendMetadata(new MetadataMessage.Data(0, info.length, Unpooled.wrappedBuffer(info)));

            ExtensionHandshake again =
                    ExtensionHandshake.decode(leech.next(Message.Extended.class).payload());
            assertThat(again.metadataSize()).isEqualTo(info.length);
            for (int piece = 0; piece < 3; piece++) {
                assertThat(leech.next(Message.Have.class).piece()).isEqualTo(piece);
            }
            leech.send(new Message.Interested());
            leech.next(Message.Unchoke.class);
            leech.send(new Message.Request(new Block(2, 0, 500)));
            byte[] last = new byte[500];
            leech.next(Message.Piece.class).data().readBytes(last);
            assertThat(last).isEqualTo(Arrays.copyOfRange(bytes, 1000, 1500));
        }
    }

    @Test
    void twoEnginesThatDialEachOtherKeepOneConnection() throws Exception {
        Engine one = fixture.engine("one");
        Metainfo metainfo = share(one, "both.bin", randomBytes(300_000, 10));
        Engine other = fixture.engine("other");
        Torrent fetched = add(other, metainfo, new AddOptions(true, false));
        fetched.setPriority(0, FilePriority.SKIP).join();
        fetched.resume().join();
        EngineFixture.addFrom(other, metainfo, one.port());
        Torrent shared = EngineFixture.addFrom(one, metainfo, other.port());

        await(other, fetched, status -> status.peers() == 1);
        await(one, shared, status -> status.peers() == 1);

        // one that wanted nothing yet has kept the seed
        fetched.setPriority(0, FilePriority.NORMAL).join();
        assertThat(await(other, fetched, status -> status.completedBytes() == 300_000)
                        .downloaded())
                .isEqualTo(300_000);
        await(other, fetched, status -> status.peers() == 0);
    }

    @Test
    void anEngineThatFindsItselfHasNoPeer() throws Exception {
        Engine engine = fixture.engine("one");
        Metainfo metainfo = share(engine, "self.bin", randomBytes(1000, 11));
        Torrent torrent = EngineFixture.addFrom(engine, metainfo, engine.port());
        try (FakePeer other = FakePeer.join(engine.port(), metainfo.info().infoHash(), true)) {
            other.next(Message.HaveAll.class);

            assertThat(torrent.peers().join())
                    .singleElement()
                    .satisfies(peer -> assertThat(peer.incoming()).isTrue());
        }
    }

    @Test
    void aClosedEngineFailsQuestionsInTheirFutures() throws Exception {
        Engine engine = fixture.engine("one");
        Metainfo metainfo = share(engine, "late.bin", randomBytes(1000, 12));
        Torrent torrent = engine.find(metainfo.info().infoHash()).orElseThrow();
        fixture.close(engine);

        assertThat(torrent.status()).failsWithin(20, TimeUnit.SECONDS);
    }
}
