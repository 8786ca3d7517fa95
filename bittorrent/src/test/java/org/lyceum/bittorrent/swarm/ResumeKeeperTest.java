package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.metainfo.InfoDictionary;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.storage.FilePool;
import org.lyceum.bittorrent.storage.FileStamp;
import org.lyceum.bittorrent.storage.ResumeCheck;
import org.lyceum.bittorrent.storage.ResumeData;
import org.lyceum.bittorrent.storage.ResumeStore;
import org.lyceum.bittorrent.storage.StoredTorrent;
import org.lyceum.bittorrent.storage.TorrentStorage;

class ResumeKeeperTest {

    private static final byte[] CONTENT = EngineFixture.randomBytes(30, 1);

    private final FilePool pool = new FilePool(4);
    private InfoDictionary info;
    private Path file;
    private ResumeStore store;
    private TorrentStorage storage;
    private ResumeKeeper keeper;

    @BeforeEach
    void saveACleanTorrent(@TempDir Path folder) throws Exception {
        info = EngineFixture.metainfo("lecture.bin", CONTENT, 10).info();
        file = Files.write(folder.resolve("lecture.bin"), CONTENT);
        store = new ResumeStore(folder.resolve("torrents"));
        storage = new TorrentStorage(info, file, pool);
        ResumeData clean = new ResumeData(
                info.infoHash(),
                null,
                "place",
                false,
                true,
                new RateLimits(7, 8),
                Instant.EPOCH,
                1,
                2,
                false,
                List.of(1),
                BitField.full(3),
                storage.stamps(),
                true);
        store.save(clean);
        restart();
    }

    @AfterEach
    void closeFiles() {
        pool.close();
    }

    private StoredTorrent stored() {
        return store.load().getFirst();
    }

    /** The answer is what is found then. */
    private ResumeCheck restart() {
        keeper = new ResumeKeeper(store, stored());
        return open();
    }

    private ResumeCheck open() {
        ResumeCheck found = ResumeCheck.of(keeper.current(), keeper.doubtful(), storage.stamps(), storage.layout());
        keeper.begin(found);
        return found;
    }

    private void write(int piece) {
        byte[] bytes = Arrays.copyOfRange(CONTENT, piece * 10, piece * 10 + 10);
        keeper.write(storage, piece, new ByteBuffer[] {ByteBuffer.wrap(bytes)});
    }

    private void save(boolean clean) {
        keeper.save(stored().data(), storage, clean);
    }

    private static BitField pieces(int... indices) {
        BitField pieces = new BitField(3);
        Arrays.stream(indices).forEach(pieces::set);
        return pieces;
    }

    @Test
    void noLongerTrustsTheStampsOnceSomethingWasWritten() {
        write(2);

        assertThat(stored().data().clean()).isFalse();
        assertThat(stored().data().root()).isEqualTo("place");
        assertThat(stored().journal()).containsExactly(2);
    }

    @Test
    void savesAPauseInTheMiddleOfACheckAndLeavesThePiecesAsTheyWere() throws Exception {
        Files.setLastModifiedTime(file, FileTime.fromMillis(7));
        assertThat(restart().toHash()).isEqualTo(BitField.full(3));
        keeper.checked(1, true);

        keeper.save(true, new RateLimits(3, 4), 5, 6);
        save(true);

        ResumeData data = stored().data();
        assertThat(data.verified()).isEqualTo(BitField.full(3));
        assertThat(data.stamps()).isNotEqualTo(storage.stamps());
        assertThat(data.clean()).isTrue();
        assertThat(data.paused()).isTrue();
        assertThat(data.limits()).isEqualTo(new RateLimits(3, 4));
        assertThat(data.downloaded()).isEqualTo(5);
        assertThat(data.uploaded()).isEqualTo(6);
        assertThat(data.priorities()).containsExactly(1);
        assertThat(stored().journal()).isEmpty();
    }

    @Test
    void aCheckOfEverythingThatIsInterruptedBeginsAnew() {
        keeper.forgetAll();
        keeper.checked(0, true);

        assertThat(restart()).isEqualTo(new ResumeCheck(new BitField(3), BitField.full(3)));
    }

    @Test
    void afterAFaultInTheMiddleOfACheckTheRestIsHashed() throws Exception {
        Files.setLastModifiedTime(file, FileTime.fromMillis(7));
        restart();
        keeper.checked(0, true);
        keeper.checked(1, false);

        ResumeCheck found = open();

        assertThat(found.toHash().get(2)).isTrue();
        assertThat(found.trusted().get(1) || found.toHash().get(1)).isFalse();
    }

    @Test
    void afterAFaultHashesWhatWasNotForced() {
        write(2);
        assertThat(open()).isEqualTo(new ResumeCheck(pieces(0, 1), pieces(2)));

        keeper.checked(2, true);
        save(false);
        assertThat(open()).isEqualTo(new ResumeCheck(BitField.full(3), new BitField(3)));
    }

    @Test
    void neverVouchesForWhatSomebodyElseWrote() throws Exception {
        Files.write(file, new byte[30]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(7));

        save(true);

        assertThat(restart().trusted()).isEqualTo(new BitField(3));
    }

    @Test
    void aFileThatWasCutShortIsNotedAtTheNextSave() throws Exception {
        write(0);
        Files.write(file, Arrays.copyOf(CONTENT, 15));

        assertThatThrownBy(() -> save(false))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining("%s was cut short: it has 15 bytes, 30 were needed".formatted(file));

        assertThat(open()).isEqualTo(new ResumeCheck(new BitField(3), BitField.full(3)));
    }

    @Test
    void aFileThatWasDeletedIsNotedAtTheNextSave() throws Exception {
        write(0);
        Files.delete(file);

        assertThatThrownBy(() -> save(false)).hasMessageContaining("%s is missing".formatted(file));
    }

    @Test
    void whatWasReadBeforeTheFilesWereFoundIsKept() {
        store.appendVerified(info.infoHash(), 1);
        keeper = new ResumeKeeper(store, stored());

        assertThat(keeper.current()).isEqualTo(stored().data());
        assertThat(keeper.doubtful()).isEqualTo(Set.of(1));
        assertThat(stored().data().stamps()).containsExactly(storage.stamps().toArray(FileStamp[]::new));
    }
}
