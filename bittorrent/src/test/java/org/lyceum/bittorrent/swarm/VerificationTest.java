package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lyceum.bittorrent.swarm.EngineFixture.await;
import static org.lyceum.bittorrent.swarm.EngineFixture.randomBytes;
import static org.lyceum.bittorrent.swarm.EngineFixture.share;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;

/** Two complete torrents of which everything is hashed again. */
class VerificationTest {

    private static final int SIZE = 100_000;
    private static final int PATIENCE_SECONDS = 30;

    private Path folder;
    private EngineFixture fixture;
    private Engine engine;
    private Torrent first;
    private Torrent second;

    @BeforeEach
    void shareTwo(@TempDir Path folder) throws Exception {
        this.folder = folder;
        fixture = new EngineFixture(folder);
        engine = fixture.engine("one");
        first = shareOne("first");
        second = shareOne("second");
    }

    @AfterEach
    void closeEngines() {
        fixture.close();
    }

    private Torrent shareOne(String name) throws Exception {
        InfoHash infoHash =
                share(engine, name, randomBytes(SIZE, name.length())).info().infoHash();
        return engine.find(infoHash).orElseThrow();
    }

    private static void verify(Torrent torrent) {
        torrent.verify().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private interface Meanwhile {
        void run() throws Exception;
    }

    /** The first is held in the midst of its check; its event loop is not that of the second. */
    private void whileTheFirstIsBeingHashed(Meanwhile meanwhile) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var _ = engine.subscribe(event -> {
            if (event instanceof TorrentEvent.StateChanged changed
                    && changed.status().infoHash().equals(first.infoHash())
                    && changed.status().state() == TorrentState.CHECKING) {
                begun.countDown();
                awaitIt(goOn);
            }
        })) {
            CompletableFuture<Void> verifying = first.verify();
            awaitIt(begun);
            try {
                meanwhile.run();
            } finally {
                goOn.countDown();
            }
            verifying.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    private static void awaitIt(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(new TimeoutException());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theSecondWaitsUntilTheFirstIsThrough() throws Exception {
        whileTheFirstIsBeingHashed(() -> {
            verify(second);

            assertThat(second.status().join().state()).isEqualTo(TorrentState.CHECK_QUEUED);
            assertThat(second.status().join().completedBytes()).isZero();
        });

        await(engine, first, TorrentState.SEEDING);
        assertThat(await(engine, second, TorrentState.SEEDING).completedBytes()).isEqualTo(SIZE);
    }

    @Test
    void whoIsRemovedWhileItWaitsHoldsNobodyUp() throws Exception {
        whileTheFirstIsBeingHashed(() -> {
            verify(second);
            engine.remove(second.infoHash(), false)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        });

        await(engine, first, TorrentState.SEEDING);
        verify(first);
        await(engine, first, TorrentState.SEEDING);
    }

    @Test
    void oneThatIsInterruptedWhileItWaitsTrustsNothingAfterARestart() throws Exception {
        whileTheFirstIsBeingHashed(() -> {
            verify(second);
            // as if the machine had stopped now
            copy(folder.resolve("one"), folder.resolve("two"));
        });
        damageUnseen(folder.resolve("two/files/second"));

        Engine restarted = fixture.engine("two");

        Torrent again = restarted.find(second.infoHash()).orElseThrow();
        assertThat(await(restarted, again, TorrentState.DOWNLOADING).completedBytes())
                .isZero();
        await(restarted, restarted.find(first.infoHash()).orElseThrow(), TorrentState.SEEDING);
    }

    @Test
    void oneThatCannotBeRememberedFailsAndTrustsNothingOnceItCan() throws Exception {
        Path inTheWay = folder.resolve("one/torrents/%s.resume.tmp".formatted(first.infoHash()));
        Files.createDirectories(inTheWay.resolve("not empty"));

        assertThatThrownBy(() -> verify(first)).hasCauseInstanceOf(BitTorrentException.class);

        await(engine, first, TorrentState.ERROR);
        Files.delete(inTheWay.resolve("not empty"));
        Files.delete(inTheWay);
        first.pause().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        fixture.close(engine);
        damageUnseen(folder.resolve("one/files/first"));
        Engine restarted = fixture.engine("one");
        Torrent again = restarted.find(first.infoHash()).orElseThrow();
        again.resume().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        assertThat(await(restarted, again, TorrentState.DOWNLOADING).completedBytes())
                .isZero();
    }

    /** Bytes that only a hash tells from the right ones. */
    private static void damageUnseen(Path file) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        Files.write(file, new byte[SIZE]);
        Files.setLastModifiedTime(file, modified);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
