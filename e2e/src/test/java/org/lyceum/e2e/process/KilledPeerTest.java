package org.lyceum.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.metainfo.TorrentCreator;
import org.lyceum.e2e.Await;
import org.lyceum.launcher.Services;

@Timeout(120)
class KilledPeerTest {

    private static final int BYTES = 36 * 1024 * 1024 + 123;
    private static final int VERIFIED_BEFORE = 200;
    private static final int UNDER_WAY = 900;

    @TempDir
    private Path folder;

    @Test
    void goesOnWhereItWasAndFetchesNoVerifiedPieceAgain() throws Exception {
        byte[] content = new byte[BYTES];
        new Random(1).nextBytes(content);
        Metainfo torrent =
                TorrentCreator.create(Files.write(folder.resolve("lecture.bin"), content), List.of(), _ -> {});
        Path data = folder.resolve("peer");
        try (Services services = new Services(InetAddress.getLoopbackAddress(), Optional.empty());
                RecordingSeed seed = new RecordingSeed(torrent, content)) {
            URI tracker = services.startTracker(0, 0).announce();
            seed.announceTo(tracker);

            BitField verified = killedInTheMiddle(torrent, seed, data, tracker);
            seed.allow(torrent.info().pieceCount());
            try (PeerProcess peer = PeerProcess.start(data, tracker)) {
                peer.awaitComplete(torrent);
            }

            RecordingSeed.Visit second = seed.visit();
            assertThat(piecesOf(second.has())).containsAll(piecesOf(verified));
            assertThat(second.requests()).doesNotHaveDuplicates();
            assertThat(second.requests().stream().map(Block::piece).distinct().toList())
                    .containsExactlyInAnyOrderElementsOf(missingIn(second.has()));
            assertThat(second.requests().stream().mapToLong(Block::length).sum())
                    .isEqualTo(BYTES - bytesIn(torrent, second.has()));
            assertThat(data.resolve("files/lecture.bin")).hasBinaryContent(content);
        }
    }

    /** Lets a peer verify some pieces, and kills it while hundreds more come in; the answer is what it had told. */
    private static BitField killedInTheMiddle(Metainfo torrent, RecordingSeed seed, Path data, URI tracker) {
        seed.allow(VERIFIED_BEFORE);
        try (PeerProcess peer = PeerProcess.start(data, tracker)) {
            peer.fetch(torrent);
            BitField verified = peer.awaitVerified(torrent, VERIFIED_BEFORE);
            int asked = seed.visit().requests().size();
            seed.allow(UNDER_WAY);
            Await.until("the download goes on", () -> seed.visit().requests().size() > asked);
            peer.kill();
            return verified;
        }
    }

    private static List<Integer> piecesOf(BitField pieces) {
        return IntStream.range(0, pieces.size()).filter(pieces::get).boxed().toList();
    }

    private static List<Integer> missingIn(BitField pieces) {
        return IntStream.range(0, pieces.size())
                .filter(piece -> !pieces.get(piece))
                .boxed()
                .toList();
    }

    private static long bytesIn(Metainfo torrent, BitField pieces) {
        return piecesOf(pieces).stream().mapToLong(torrent.info()::lengthOf).sum();
    }
}
