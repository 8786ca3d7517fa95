package org.lyceum.bittorrent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.rate.RateLimits;

class ResumeCheckTest {

    /** Pieces 0 and 1 in the first file, 2 in both, 3 in the last; one file has no bytes. */
    private static final SampleTorrent TORRENT = SampleTorrent.random(10, new Random(1), 25, 0, 13);

    private static final FileLayout LAYOUT = new FileLayout(TORRENT.info());
    private static final FileStamp FIRST = new FileStamp(25, 1000);
    private static final FileStamp EMPTY = new FileStamp(0, 1000);
    private static final FileStamp LAST = new FileStamp(13, 1000);
    private static final List<FileStamp> COMPLETE = List.of(FIRST, EMPTY, LAST);

    static ResumeData data(@Nullable BitField verified, List<FileStamp> stamps, boolean clean) {
        return new ResumeData(
                TORRENT.info().infoHash(),
                null,
                "sample",
                false,
                false,
                RateLimits.NONE,
                Instant.EPOCH,
                0,
                0,
                false,
                List.of(),
                verified,
                stamps,
                clean);
    }

    private static BitField pieces(int... pieces) {
        BitField field = new BitField(LAYOUT.pieceCount());
        IntStream.of(pieces).forEach(field::set);
        return field;
    }

    private static void assertCheck(ResumeCheck check, BitField trusted, BitField toHash) {
        assertThat(check).isEqualTo(new ResumeCheck(trusted, toHash));
    }

    @Test
    void trustsVerifiedPiecesOfUnchangedFiles() {
        assertCheck(
                ResumeCheck.of(data(pieces(0, 2, 3), COMPLETE, true), Set.of(), COMPLETE, LAYOUT),
                pieces(0, 2, 3),
                pieces());
    }

    @Test
    void afterACleanStopHashesThePiecesOfAFileWithAnotherTime() {
        List<FileStamp> touched = List.of(FIRST, EMPTY, new FileStamp(13, 1001));
        assertCheck(
                ResumeCheck.of(data(pieces(0, 2, 3), COMPLETE, true), Set.of(), touched, LAYOUT),
                pieces(0),
                pieces(2, 3));
    }

    @Test
    void afterAnUncleanStopTheTimeSaysNothing() {
        List<FileStamp> touched = List.of(new FileStamp(25, 2000), EMPTY, new FileStamp(13, 2000));
        assertCheck(
                ResumeCheck.of(data(pieces(0, 2, 3), COMPLETE, false), Set.of(), touched, LAYOUT),
                pieces(0, 2, 3),
                pieces());
    }

    @Test
    void afterAnUncleanStopAFileMayHaveGrownToItsLength() {
        List<FileStamp> half = List.of(new FileStamp(10, 1000), EMPTY, FileStamp.MISSING);
        assertCheck(ResumeCheck.of(data(pieces(0), half, false), Set.of(1), COMPLETE, LAYOUT), pieces(0), pieces(1));
        List<FileStamp> beyond = List.of(new FileStamp(26, 1000), EMPTY, LAST);
        assertCheck(ResumeCheck.of(data(pieces(0), half, false), Set.of(), beyond, LAYOUT), pieces(), pieces(0));
        assertCheck(ResumeCheck.of(data(pieces(0), half, true), Set.of(), COMPLETE, LAYOUT), pieces(), pieces(0));
    }

    @Test
    void aFileThatWasCutShortOrIsMissingIsNeverTrusted() {
        List<FileStamp> gone = List.of(new FileStamp(24, 1000), EMPTY, FileStamp.MISSING);
        for (boolean clean : new boolean[] {true, false}) {
            assertCheck(
                    ResumeCheck.of(data(pieces(0, 1, 2, 3), COMPLETE, clean), Set.of(), gone, LAYOUT),
                    pieces(),
                    pieces(0, 1, 2, 3));
            assertCheck(
                    ResumeCheck.of(data(pieces(0, 1, 2, 3), gone, clean), Set.of(), gone, LAYOUT),
                    pieces(0, 1),
                    pieces(2, 3));
        }
    }

    @Test
    void hashesThePiecesOfTheJournalEvenIfTheyWereVerifiedBefore() {
        assertCheck(
                ResumeCheck.of(data(pieces(0, 1), COMPLETE, true), Set.of(1, 3, 4, -1, 1000), COMPLETE, LAYOUT),
                pieces(0),
                pieces(1, 3));
    }

    @Test
    void hashesWhateverIsThereWhenNothingIsKnown() {
        List<FileStamp> lastOnly = List.of(FileStamp.MISSING, EMPTY, LAST);
        assertCheck(
                ResumeCheck.of(data(null, List.of(), false), Set.of(0), lastOnly, LAYOUT), pieces(), pieces(0, 2, 3));
        assertCheck(
                ResumeCheck.of(data(null, List.of(), false), Set.of(), COMPLETE, LAYOUT), pieces(), pieces(0, 1, 2, 3));
        assertCheck(
                ResumeCheck.of(data(BitField.full(3), COMPLETE, true), Set.of(), lastOnly, LAYOUT),
                pieces(),
                pieces(2, 3));
        assertCheck(
                ResumeCheck.of(data(BitField.full(4), List.of(LAST), true), Set.of(), lastOnly, LAYOUT),
                pieces(),
                pieces(2, 3));
    }
}
