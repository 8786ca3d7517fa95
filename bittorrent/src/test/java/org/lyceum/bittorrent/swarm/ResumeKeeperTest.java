package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.storage.FileStamp;
import org.lyceum.bittorrent.storage.ResumeData;
import org.lyceum.bittorrent.storage.ResumeStore;
import org.lyceum.bittorrent.storage.StoredTorrent;

class ResumeKeeperTest {

    private static final InfoHash INFO_HASH = InfoHash.of(new byte[20]);

    private ResumeStore store;
    private ResumeKeeper keeper;

    @BeforeEach
    void saveACleanTorrent(@TempDir Path folder) {
        store = new ResumeStore(folder);
        ResumeData clean = new ResumeData(
                INFO_HASH,
                null,
                "place",
                false,
                true,
                new RateLimits(7, 8),
                Instant.EPOCH,
                1,
                2,
                List.of(1),
                BitField.full(3),
                List.of(new FileStamp(30, 40)),
                true);
        store.save(clean);
        keeper = new ResumeKeeper(store, clean);
        keeper.begin(BitField.full(3));
    }

    private StoredTorrent stored() {
        return store.load().getFirst();
    }

    @Test
    void noLongerTrustsTheStampsOnceSomethingWasWritten() {
        keeper.written(2);

        assertThat(stored().data().clean()).isFalse();
        assertThat(stored().data().root()).isEqualTo("place");
        assertThat(stored().journal()).containsExactly(2);
    }

    @Test
    void savesAPauseInTheMiddleOfACheckAndLeavesThePiecesAsTheyWere() {
        keeper.forgetAll();
        keeper.checked(1);

        keeper.save(true, new RateLimits(3, 4), 5, 6);

        ResumeData data = stored().data();
        assertThat(data.paused()).isTrue();
        assertThat(data.limits()).isEqualTo(new RateLimits(3, 4));
        assertThat(data.downloaded()).isEqualTo(5);
        assertThat(data.uploaded()).isEqualTo(6);
        assertThat(data.verified()).isEqualTo(BitField.full(3));
        assertThat(data.stamps()).containsExactly(new FileStamp(30, 40));
        assertThat(data.clean()).isTrue();
        assertThat(data.priorities()).containsExactly(1);
        assertThat(stored().journal()).isEqualTo(Set.of());
    }

    @Test
    void knowsAfterAFaultWhatWasWrittenAndTrustsNoTimes() {
        keeper.forgetAll();
        keeper.checked(0);
        keeper.written(2);

        ResumeData current = keeper.current();

        BitField expected = new BitField(3);
        expected.set(0);
        expected.set(2);
        assertThat(current.verified()).isEqualTo(expected);
        assertThat(current.clean()).isFalse();
        assertThat(current.root()).isEqualTo("place");
    }
}
