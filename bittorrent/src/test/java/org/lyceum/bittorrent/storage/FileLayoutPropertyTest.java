package org.lyceum.bittorrent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.lyceum.bittorrent.BitField;

/** Of any layout, however small the files and the pieces. */
class FileLayoutPropertyTest {

    @Provide
    Arbitrary<int[]> lengths() {
        return Arbitraries.oneOf(
                        Arbitraries.just(0),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(9, 300))
                .array(int[].class)
                .ofMinSize(1)
                .ofMaxSize(12)
                .filter(lengths -> IntStream.of(lengths).sum() > 0);
    }

    @Property(tries = 200)
    void spansOfAllPiecesAreEveryByteOfEveryFileInOrder(
            @ForAll("lengths") int[] lengths, @ForAll @IntRange(min = 1, max = 100) int pieceLength) {
        FileLayout layout = layout(lengths, pieceLength);
        List<FileSpan> spans = IntStream.range(0, layout.pieceCount())
                .boxed()
                .flatMap(piece -> layout.spans(piece).stream())
                .toList();
        int file = 0;
        long position = 0;
        for (FileSpan span : spans) {
            while (position == lengths[file]) {
                file++;
                position = 0;
            }
            assertThat(span.file()).isEqualTo(file);
            assertThat(span.position()).isEqualTo(position);
            assertThat(span.length()).isPositive();
            position += span.length();
            assertThat(position).isLessThanOrEqualTo(lengths[file]);
        }
        assertThat(spans.stream().mapToLong(FileSpan::length).sum())
                .isEqualTo(IntStream.of(lengths).sum());
    }

    @Property(tries = 200)
    void aRangeIsThePartOfItsPieceThatItNames(
            @ForAll("lengths") int[] lengths,
            @ForAll @IntRange(min = 1, max = 100) int pieceLength,
            @ForAll Random random) {
        SampleTorrent torrent = SampleTorrent.random(pieceLength, random, lengths);
        FileLayout layout = new FileLayout(torrent.info());
        int piece = random.nextInt(layout.pieceCount());
        int offset = random.nextInt(torrent.info().lengthOf(piece));
        int length = random.nextInt(torrent.info().lengthOf(piece) - offset + 1);
        List<byte[]> files = List.copyOf(torrent.files().values());
        ByteBuffer bytes = ByteBuffer.allocate(length);
        layout.spans(piece, offset, length)
                .forEach(span -> bytes.put(files.get(span.file()), (int) span.position(), span.length()));
        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(bytes)
                .extracting(ByteBuffer::array)
                .isEqualTo(Arrays.copyOfRange(torrent.piece(piece), offset, offset + length));
    }

    @Property(tries = 200)
    void piecesAndCompletedBytesOfAFileAgreeWithTheSpans(
            @ForAll("lengths") int[] lengths,
            @ForAll @IntRange(min = 1, max = 100) int pieceLength,
            @ForAll Random random) {
        FileLayout layout = layout(lengths, pieceLength);
        BitField verified = new BitField(layout.pieceCount());
        IntStream.range(0, layout.pieceCount())
                .filter(_ -> random.nextBoolean())
                .forEach(verified::set);
        for (int file = 0; file < lengths.length; file++) {
            int of = file;
            int[] holding = IntStream.range(0, layout.pieceCount())
                    .filter(piece -> layout.spans(piece).stream().anyMatch(span -> span.file() == of))
                    .toArray();
            assertThat(layout.firstPiece(file)).isEqualTo(holding.length == 0 ? -1 : holding[0]);
            assertThat(layout.lastPiece(file)).isEqualTo(holding.length == 0 ? -1 : holding[holding.length - 1]);
            assertThat(layout.completedBytes(file, verified))
                    .isEqualTo(IntStream.of(holding)
                            .filter(verified::get)
                            .boxed()
                            .flatMap(piece -> layout.spans(piece).stream())
                            .filter(span -> span.file() == of)
                            .mapToLong(FileSpan::length)
                            .sum());
        }
    }

    @Property(tries = 40)
    void piecesWrittenInAnyOrderMakeTheFiles(
            @ForAll("lengths") int[] lengths,
            @ForAll @IntRange(min = 1, max = 100) int pieceLength,
            @ForAll Random random)
            throws IOException {
        SampleTorrent torrent = SampleTorrent.random(pieceLength, random, lengths);
        Path folder = Files.createTempDirectory("layout");
        try (FilePool pool = new FilePool(3)) {
            TorrentStorage storage = new TorrentStorage(torrent.info(), folder.resolve("sample"), pool);
            storage.prepare();
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, torrent.info().pieceCount()).boxed().toList());
            Collections.shuffle(order, random);
            ByteBuffer scratch = ByteBuffer.allocate(1 + random.nextInt(pieceLength));
            for (int piece : order) {
                storage.write(piece, torrent.blocks(piece));
                assertThat(storage.verify(piece, scratch)).isTrue();
            }
            torrent.files()
                    .forEach((path, content) ->
                            assertThat(folder.resolve("sample").resolve(path)).hasBinaryContent(content));
            storage.delete();
            assertThat(folder).isEmptyDirectory();
        } finally {
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static FileLayout layout(int[] lengths, int pieceLength) {
        return new FileLayout(
                SampleTorrent.random(pieceLength, new Random(0), lengths).info());
    }
}
