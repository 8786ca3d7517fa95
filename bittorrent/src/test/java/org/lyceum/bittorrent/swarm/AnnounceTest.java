package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.EngineFixture.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.tracker.AnnounceEvent;
import org.lyceum.bittorrent.wire.Message;

class AnnounceTest {

    private static final byte[] CONTENT = EngineFixture.randomBytes(1000, 1);

    private EngineFixture fixture;
    private FakeTracker tracker;
    private Engine leech;
    private Torrent torrent;

    @BeforeEach
    void startLeech(@TempDir Path folder) throws Exception {
        fixture = new EngineFixture(folder);
        tracker = new FakeTracker();
        leech = fixture.engine("leech");
        Metainfo metainfo =
                EngineFixture.metainfo("lecture.bin", CONTENT, 1000).withTrackers(List.of(List.of(tracker.url())));
        torrent = EngineFixture.add(leech, metainfo, AddOptions.DEFAULT);
    }

    @AfterEach
    void stop() {
        tracker.close();
        fixture.close();
    }

    private void download() throws Exception {
        try (FakePeer seed = FakePeer.join(leech.port(), torrent.infoHash(), true)) {
            seed.send(new Message.HaveAll(), new Message.Unchoke());
            Block block = seed.next(Message.Request.class).block();
            seed.sendBlock(block, CONTENT);
            await(leech, torrent, TorrentState.SEEDING);
        }
    }

    private FakeTracker.Asked answerNext() throws Exception {
        FakeTracker.Asked asked = tracker.next();
        tracker.answer(asked);
        return asked;
    }

    private TrackerStatus trackerStatus() {
        return torrent.trackers().join().getFirst();
    }

    @Test
    void tellsOfTheStartTheCompletionAndTheStopOnceEach() throws Exception {
        FakeTracker.Asked started = answerNext();
        assertThat(started.announce().event()).isEqualTo(AnnounceEvent.STARTED);
        assertThat(started.announce().left()).isEqualTo(1000);

        download();

        FakeTracker.Asked completed = answerNext();
        assertThat(completed.announce().event()).isEqualTo(AnnounceEvent.COMPLETED);
        assertThat(completed.announce().left()).isZero();
        torrent.pause().join();
        assertThat(answerNext().announce().event()).isEqualTo(AnnounceEvent.STOPPED);
        torrent.resume().join();
        assertThat(answerNext().announce().event()).isEqualTo(AnnounceEvent.STARTED);
    }

    @Test
    void tellsOfACompletionThatCameBeforeTheTrackerKnewOfUs() throws Exception {
        FakeTracker.Asked started = tracker.next();
        download();

        tracker.answer(started);

        assertThat(answerNext().announce().event()).isEqualTo(AnnounceEvent.COMPLETED);
    }

    @Test
    void tellsWhatCameAndWentSinceItStarted() throws Exception {
        assertThat(answerNext().announce().downloaded()).isZero();
        download();
        assertThat(answerNext().announce().downloaded()).isEqualTo(1000);
        torrent.pause().join();
        assertThat(answerNext().announce().downloaded()).isEqualTo(1000);

        torrent.resume().join();

        assertThat(answerNext().announce().downloaded()).isZero();
        assertThat(torrent.status().join().downloaded()).isEqualTo(1000);
    }

    @Test
    void whatIsFetchedAgainAfterAVerificationIsNoSecondCompletion() throws Exception {
        completeAndFindEverythingDamaged();

        download();
        torrent.pause().join();

        assertThat(answerNext().announce().event()).isEqualTo(AnnounceEvent.STOPPED);
    }

    @Test
    void whatIsFetchedAgainAfterAVerificationAndARestartIsNoSecondCompletion() throws Exception {
        completeAndFindEverythingDamaged();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> fixture.close(leech));
        assertThat(answerNext().announce().event()).isEqualTo(AnnounceEvent.STOPPED);
        closed.get(30, TimeUnit.SECONDS);
        leech = fixture.engine("leech");
        torrent = leech.find(torrent.infoHash()).orElseThrow();
        FakeTracker.Asked again = answerNext();
        assertThat(again.announce().event()).isEqualTo(AnnounceEvent.STARTED);
        assertThat(again.announce().left()).isEqualTo(1000);

        download();
        torrent.pause().join();

        assertThat(answerNext().announce().event()).isEqualTo(AnnounceEvent.STOPPED);
    }

    private void completeAndFindEverythingDamaged() throws Exception {
        answerNext();
        download();
        TrackerStatus before = trackerStatus();
        assertThat(answerNext().announce().event()).isEqualTo(AnnounceEvent.COMPLETED);
        // until the answer is taken in: a tracker that may not have heard of the completion is told again
        await(leech, torrent, _ -> !trackerStatus().equals(before));
        Files.write(leech.files().resolve("lecture.bin"), new byte[1000]);
        torrent.verify().join();
        assertThat(answerNext().announce().event()).isEqualTo(AnnounceEvent.STOPPED);
        TrackerStatus unanswered = trackerStatus();
        FakeTracker.Asked again = answerNext();
        assertThat(again.announce().event()).isEqualTo(AnnounceEvent.STARTED);
        assertThat(again.announce().left()).isEqualTo(1000);
        await(leech, torrent, _ -> !trackerStatus().equals(unanswered));
    }

    @Test
    void announcesAtOnceToTheFirstTrackerThatItIsToldOf() throws Exception {
        Torrent trackerless = EngineFixture.add(
                leech, EngineFixture.metainfo("notes.bin", EngineFixture.randomBytes(10, 2), 10), AddOptions.DEFAULT);
        answerNext();

        leech.announceTo(List.of(tracker.url()));

        FakeTracker.Asked asked = answerNext();
        assertThat(asked.announce().infoHash()).isEqualTo(trackerless.infoHash());
        assertThat(asked.announce().event()).isEqualTo(AnnounceEvent.STARTED);
        assertThat(trackerless.trackers().join())
                .singleElement()
                .satisfies(status -> assertThat(status.url()).isEqualTo(tracker.url()));
        assertThat(trackerless.status().join().magnet()).contains("&tr=");
    }

    @Test
    void asksTheNextTrackerWhenItIsToldOfOthers() throws Exception {
        answerNext();
        Metainfo notes = EngineFixture.metainfo("notes.bin", EngineFixture.randomBytes(10, 2), 10);
        leech.announceTo(List.of(tracker.url()));
        EngineFixture.add(leech, notes, AddOptions.DEFAULT);
        answerNext();
        try (FakeTracker other = new FakeTracker()) {
            leech.announceTo(List.of(other.url()));

            FakeTracker.Asked asked = other.next();
            assertThat(asked.announce().infoHash()).isEqualTo(notes.info().infoHash());
            other.answer(asked);
        }
    }

    @Test
    void takesItselfOutAgainWhenItWasPausedMeanwhile() throws Exception {
        FakeTracker.Asked started = tracker.next();
        torrent.pause().join();

        tracker.answer(started);

        assertThat(answerNext().announce().event()).isEqualTo(AnnounceEvent.STOPPED);
    }
}
