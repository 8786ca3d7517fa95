package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.storage.ResumeStore;

/** Two downloads of which one runs at a time. */
class DownloadTurnTest {

    private static final Duration STALL = Duration.ofMinutes(3);

    private long now;
    private DownloadTurn first;
    private DownloadTurn second;

    @BeforeEach
    void enqueueTwo(@TempDir Path folder) {
        Downloads downloads = new Downloads(1, new ResumeStore(folder));
        first = join(downloads, "1");
        second = join(downloads, "2");
        first.settle(true, false);
        second.settle(true, false);
    }

    private DownloadTurn join(Downloads downloads, String digit) {
        InfoHash infoHash = InfoHash.parse(digit.repeat(40));
        downloads.join(infoHash, () -> {});
        return new DownloadTurn(downloads, infoHash, () -> now);
    }

    @Test
    void theSecondWaitsBehindTheFirst() {
        assertThat(first.isNow()).isTrue();
        assertThat(first.place()).isNull();
        assertThat(second.isLater()).isTrue();
        assertThat(second.place()).isEqualTo(1);
    }

    @Test
    void theSecondBeginsOnceTheFirstIsThrough() {
        assertThat(second.lookAgain()).isFalse();

        first.settle(false, false);

        assertThat(second.lookAgain()).isTrue();
        assertThat(second.isNow()).isTrue();
        assertThat(second.lookAgain()).isFalse();
    }

    @Test
    void oneToWhichNothingComesForLongLetsTheOtherRunBesideIt() {
        now = STALL.toNanos();
        first.settle(true, false);
        assertThat(second.lookAgain()).isFalse();

        now++;
        first.settle(true, false);

        assertThat(second.lookAgain()).isTrue();
        assertThat(first.isNow()).isTrue();
    }

    @Test
    void eachByteThatComesGivesItTimeAgain() {
        now = STALL.toNanos();
        first.progressed(1);
        now += STALL.toNanos();
        first.progressed(1);
        first.settle(true, false);

        assertThat(second.lookAgain()).isFalse();
    }
}
