package org.lyceum.bittorrent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.bencode.BencodeDecoder;
import org.lyceum.bittorrent.bencode.BencodeDictionary;
import org.lyceum.bittorrent.bencode.BencodeField;
import org.lyceum.bittorrent.rate.RateLimits;
import org.slf4j.LoggerFactory;

class ResumeStoreTest {

    private static final Instant ADDED = Instant.parse("2026-11-01T10:00:00.123Z");

    @TempDir
    Path folder;

    private final SampleTorrent torrent = SampleTorrent.random(16, new Random(1), 100, 0, 60);
    private final InfoHash infoHash = torrent.info().infoHash();
    private final Logger log = (Logger) LoggerFactory.getLogger(ResumeStore.class);
    private final ListAppender<ILoggingEvent> complaints = new ListAppender<>();
    private ResumeStore store;

    @BeforeEach
    void open() {
        store = new ResumeStore(folder);
        log.setAdditive(false);
        complaints.start();
        log.addAppender(complaints);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(complaints);
        log.setAdditive(true);
    }

    private Path file(String suffix) {
        return folder.resolve(infoHash.toHex() + suffix);
    }

    private ResumeData data(@Nullable BitField verified) {
        return data(infoHash, ADDED, verified);
    }

    private static ResumeData data(InfoHash infoHash, Instant addedAt, @Nullable BitField verified) {
        return new ResumeData(
                infoHash,
                "magnet:?xt=urn:btih:" + infoHash,
                "sample/é",
                true,
                false,
                new RateLimits(1000, 10_000_000_000L),
                addedAt,
                Long.MAX_VALUE,
                42,
                true,
                List.of(1, 0, 3),
                verified,
                List.of(new FileStamp(100, 1_790_000_000_123L), FileStamp.MISSING, new FileStamp(60, 0)),
                true);
    }

    private BitField pieces(int... pieces) {
        BitField field = new BitField(torrent.info().pieceCount());
        IntStream.of(pieces).forEach(field::set);
        return field;
    }

    private StoredTorrent loaded() {
        List<StoredTorrent> torrents = new ResumeStore(folder).load();
        assertThat(torrents).hasSize(1);
        return torrents.getFirst();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(2 * InfoHash.LENGTH))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void readsWhatAVersionWithoutLimitsSaved() {
        ResumeData data = data(pieces(1));

        ResumeData read = ResumeCodec.decode(without(data, key -> key.endsWith(" limit")), infoHash);

        assertThat(read).isEqualTo(data.with(data.paused(), RateLimits.NONE, data.downloaded(), data.uploaded()));
    }

    @Test
    void whatAVersionThatDidNotNoteCompletionSavedIsCompletedWhenItIsComplete() {
        ResumeData whole = data(BitField.full(torrent.info().pieceCount()));
        ResumeData part = data(pieces(1));

        assertThat(ResumeCodec.decode(without(whole, "completed"::equals), infoHash))
                .isEqualTo(whole);
        assertThat(ResumeCodec.decode(without(part, "completed"::equals), infoHash))
                .isEqualTo(part.withCompleted(false));
    }

    /** What a version wrote that did not know these keys. */
    private static byte[] without(ResumeData data, Predicate<String> keys) {
        BencodeDecoder decoder = BencodeDecoder.strict();
        BencodeField state = BencodeField.root(
                "state",
                decoder.decode(BencodeField.root("", decoder.decode(ResumeCodec.encode(data)))
                        .get("state")
                        .bytes()));
        BencodeDictionary.Builder older = BencodeDictionary.builder();
        state.dictionary().forEach((key, value) -> {
            if (!keys.test(key.text())) {
                older.put(key, value);
            }
        });
        byte[] bytes = older.build().toBytes();
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return BencodeDictionary.builder()
                .put("crc32", crc.getValue())
                .put("state", bytes)
                .build()
                .toBytes();
    }

    @Test
    void givesBackWhatWasSaved() {
        store.saveMetainfo(torrent.metainfo());
        store.save(data(pieces(0, 3, 9)));
        store.appendVerified(infoHash, 5);
        store.appendVerified(infoHash, 1);

        assertThat(loaded()).isEqualTo(new StoredTorrent(data(pieces(0, 3, 9)), torrent.metainfo(), Set.of(1, 5)));
        assertThat(store.metainfo(infoHash)).contains(torrent.metainfo());
    }

    @Test
    void givesBackATorrentOfWhichOnlyTheMagnetIsKnown() {
        ResumeData data = new ResumeData(
                infoHash,
                "magnet:?xt=urn:btih:" + infoHash,
                null,
                false,
                true,
                RateLimits.NONE,
                ADDED,
                0,
                0,
                false,
                List.of(),
                null,
                List.of(),
                false);
        store.save(data);
        assertThat(loaded()).isEqualTo(new StoredTorrent(data, null, Set.of()));
        assertThat(store.metainfo(infoHash)).isEmpty();
    }

    @Test
    void loadsTheOldestFirst() {
        List<InfoHash> hashes =
                IntStream.range(0, 5).mapToObj(i -> new InfoHash(i, 0, 0)).toList();
        int[] ages = {3, 1, 4, 0, 2};
        for (int i = 0; i < ages.length; i++) {
            store.save(data(hashes.get(i), ADDED.plusSeconds(ages[i]), null));
        }
        assertThat(store.load())
                .extracting(torrent -> torrent.data().infoHash().high())
                .containsExactly(3L, 1L, 4L, 0L, 2L);
    }

    @Test
    void aSaveKeepsThePiecesInTheJournalThatItDoesNotCover() throws IOException {
        store.save(data(pieces()));
        List.of(1, 2, 3, 2).forEach(piece -> store.appendVerified(infoHash, piece));
        store.save(data(pieces(1, 3)));
        assertThat(loaded().journal()).containsExactly(2);
        store.save(data(pieces(1, 2, 3)));
        assertThat(names()).containsExactly(".resume");
    }

    @Test
    void appendsOverATornEntry() throws IOException {
        store.save(data(pieces()));
        store.appendVerified(infoHash, 7);
        Files.write(file(".journal"), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        store.appendVerified(infoHash, 8);
        assertThat(loaded().journal()).containsExactlyInAnyOrder(7, 8);
    }

    @Test
    void forgetsADeletedTorrentAndNoOther() throws IOException {
        store.saveMetainfo(torrent.metainfo());
        store.save(data(pieces(0)));
        store.appendVerified(infoHash, 1);
        Files.write(file(".resume.damaged"), new byte[1]);
        InfoHash other = new InfoHash(1, 2, 3);
        store.save(data(other, ADDED, null));

        store.delete(infoHash);
        store.delete(infoHash);

        assertThat(store.load())
                .extracting(torrent -> torrent.data().infoHash())
                .containsExactly(other);
        assertThat(names()).containsExactly(".resume");
    }

    @Test
    void clearsWhatAnUnfinishedChangeLeftAndNothingElse() throws IOException {
        store.saveMetainfo(torrent.metainfo());
        store.appendVerified(infoHash, 1);
        Files.write(file(".resume.tmp"), new byte[10]);
        Path foreign = Files.writeString(folder.resolve("notes.torrent"), "mine");

        assertThat(store.load()).isEmpty();
        assertThat(folder).isDirectoryContaining(foreign::equals);
        Files.delete(foreign);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void setsDamagedMetainfoAsideAndKeepsTheTorrent() throws IOException {
        store.saveMetainfo(torrent.metainfo());
        store.save(data(pieces(0)));
        Files.write(
                file(".torrent"),
                SampleTorrent.single("other", 16, new byte[5]).metainfo().toBytes());

        assertThatThrownBy(() -> store.metainfo(infoHash))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining("not that of the file's name");
        assertThat(loaded()).isEqualTo(new StoredTorrent(data(pieces(0)), null, Set.of()));
        assertThat(names()).containsExactly(".resume", ".torrent.damaged");
        assertComplaint("%s is damaged and set aside, it will be fetched again".formatted(file(".torrent")));
    }

    @Test
    void setsDamagedResumeDataAsideAndKeepsTheTorrent() throws IOException {
        store.saveMetainfo(torrent.metainfo());
        store.save(data(pieces(0)));
        store.appendVerified(infoHash, 1);
        Files.writeString(file(".resume"), "rubbish");

        for (int start = 0; start < 2; start++) {
            StoredTorrent found = loaded();
            assertThat(found.metainfo()).isEqualTo(torrent.metainfo());
            assertThat(found.data().verified()).isNull();
            assertThat(found.data().root()).isNull();
            assertThat(found.journal()).containsExactly(1);
        }
        assertThat(file(".resume.damaged")).hasContent("rubbish");
        assertComplaint("%s is damaged and set aside, the content will be hashed".formatted(file(".resume")));
    }

    private void assertComplaint(String text) {
        assertThat(complaints.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .startsWith(text);
    }

    /** Whatever a crash or a bad disk leaves of the file, no piece is trusted that was not saved. */
    @Test
    void neverTrustsAPieceOfResumeDataThatWasCutOrChanged() throws IOException {
        store.saveMetainfo(torrent.metainfo());
        store.save(data(pieces(0, 3, 9)));
        byte[] whole = Files.readAllBytes(file(".resume"));
        for (int at = 0; at < whole.length; at++) {
            byte[] cut = Arrays.copyOf(whole, at);
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            for (byte[] damaged : List.of(cut, flipped)) {
                assertThatThrownBy(() -> ResumeCodec.decode(damaged, infoHash)).isInstanceOf(BitTorrentException.class);
            }
            if (at % 8 == 0) {
                Files.write(file(".resume"), cut);
                assertThat(loaded().data().verified()).isNull();
            }
        }
    }

    @Test
    void aJournalThatWasCutAnywhereGivesThePiecesBeforeTheCut() throws IOException {
        store.save(data(pieces()));
        IntStream.range(0, 10).forEach(piece -> store.appendVerified(infoHash, piece));
        byte[] whole = Files.readAllBytes(file(".journal"));
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file(".journal"), Arrays.copyOf(whole, length));
            assertThat(loaded().journal())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, length / 4).boxed().toList());
        }
    }

    @Test
    void aTemporaryFileThatWasCutAnywhereLeavesTheOldState() throws IOException {
        store.save(data(pieces(0)));
        store.appendVerified(infoHash, 1);
        StoredTorrent before = loaded();
        byte[] next = ResumeCodec.encode(data(pieces(0, 1)));
        for (int length = 0; length <= next.length; length++) {
            Files.write(file(".resume.tmp"), Arrays.copyOf(next, length));
            assertThat(loaded()).isEqualTo(before);
            assertThat(names()).containsExactly(".journal", ".resume");
        }
    }

    /** The instant between the two steps of a save. */
    @Test
    void aCrashBeforeTheJournalIsEmptiedCostsHashesOnly() throws IOException {
        store.save(data(pieces(0)));
        store.appendVerified(infoHash, 1);
        Files.write(file(".resume"), ResumeCodec.encode(data(pieces(0, 1))));
        StoredTorrent found = loaded();
        ResumeCheck check =
                ResumeCheck.of(found.data(), found.journal(), found.data().stamps(), new FileLayout(torrent.info()));
        assertThat(check).isEqualTo(new ResumeCheck(pieces(0), pieces(1)));
    }

    @Test
    void rubbishOfAnyKindDoesNotStopTheOthers() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] rubbish = new byte[random.nextInt(200)];
            random.nextBytes(rubbish);
            String name = new InfoHash(random.nextLong(), 0, 0).toHex();
            Files.write(folder.resolve(name + ".resume"), rubbish);
            Files.write(folder.resolve(name + ".torrent"), rubbish);
            Files.write(folder.resolve(name + ".journal"), rubbish);
        }
        store.saveMetainfo(torrent.metainfo());
        store.save(data(pieces(2)));
        assertThat(store.load()).hasSize(51).contains(new StoredTorrent(data(pieces(2)), torrent.metainfo(), Set.of()));
    }

    /**
     * A download that is killed at any moment, many times over: trusted is what was forced before a save, hashed what
     * was verified since, and nothing else.
     */
    @Test
    void aDownloadThatIsKilledAgainAndAgainLosesAndInventsNothing() {
        int count = torrent.info().pieceCount();
        FileLayout layout = new FileLayout(torrent.info());
        List<FileStamp> stamps = List.of(new FileStamp(100, 1), new FileStamp(0, 1), new FileStamp(60, 1));
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            BitField verified = new BitField(count);
            BitField forced = new BitField(count);
            store.delete(infoHash);
            store.save(unclean(forced, stamps));
            for (int step = 0; step < 60; step++) {
                int piece = random.nextInt(count);
                switch (random.nextInt(5)) {
                    case 0 -> {
                        forced = verified.copy();
                        store.save(unclean(forced, stamps));
                    }
                    case 1 -> {
                        StoredTorrent found = loaded();
                        assertThat(ResumeCheck.of(found.data(), found.journal(), stamps, layout))
                                .isEqualTo(new ResumeCheck(forced, without(verified, forced)));
                    }
                    default -> {
                        if (verified.set(piece)) {
                            store.appendVerified(infoHash, piece);
                        }
                    }
                }
            }
        }
    }

    private static BitField without(BitField field, BitField other) {
        BitField rest = field.copy();
        IntStream.range(0, rest.size()).filter(other::get).forEach(rest::clear);
        return rest;
    }

    private ResumeData unclean(BitField verified, List<FileStamp> stamps) {
        return new ResumeData(
                infoHash,
                null,
                "sample",
                false,
                false,
                RateLimits.NONE,
                ADDED,
                0,
                0,
                false,
                List.of(),
                verified.copy(),
                stamps,
                false);
    }
}
