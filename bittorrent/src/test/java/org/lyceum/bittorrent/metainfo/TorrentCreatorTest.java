package org.lyceum.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;

class TorrentCreatorTest {

    private static final long MIB = 1024 * 1024;

    @TempDir
    private Path folder;

    private static InfoDictionary create(Path root) {
        return TorrentCreator.create(root, List.of(), _ -> {}).info();
    }

    private Path write(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private Path write(String path, String content) throws IOException {
        return Files.writeString(write(path, new byte[0]), content);
    }

    private static byte[] random(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static byte[] sha1(byte[] content, int from, int to) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-1").digest(Arrays.copyOfRange(content, from, to));
    }

    @Test
    void givesASingleFileTheInfoHashThatOtherClientsCompute() throws Exception {
        InfoDictionary info = create(write("hello.txt", "hello"));

        assertThat(info.infoHash().toHex()).isEqualTo("0eb2d544ef0c9ae3c0fbba90a71cd742a44aa81d");
        assertThat(info.multiFile()).isFalse();
    }

    @Test
    void hashesPiecesAcrossFilesInTheOrderOfTheirPaths() throws Exception {
        byte[] content = random(100_000);
        write("course/b/last.bin", Arrays.copyOfRange(content, 50_001, 100_000));
        write("course/a.bin", Arrays.copyOfRange(content, 0, 20_000));
        write("course/b/empty", "");
        write("course/a/inner.bin", new byte[0]);
        write("course/b/C.bin", Arrays.copyOfRange(content, 20_000, 50_001));

        InfoDictionary info = create(folder.resolve("course"));

        assertThat(info.name()).isEqualTo("course");
        assertThat(info.multiFile()).isTrue();
        assertThat(info.files())
                .containsExactly(
                        new FileEntry(List.of("a", "inner.bin"), 0, 0),
                        new FileEntry(List.of("a.bin"), 0, 20_000),
                        new FileEntry(List.of("b", "C.bin"), 20_000, 30_001),
                        new FileEntry(List.of("b", "empty"), 50_001, 0),
                        new FileEntry(List.of("b", "last.bin"), 50_001, 49_999));
        assertThat(info.pieceCount()).isEqualTo(7);
        for (int piece = 0; piece < 7; piece++) {
            int from = piece * 16_384;
            assertThat(info.hashMatches(piece, sha1(content, from, from + info.lengthOf(piece))))
                    .as("piece %d", piece)
                    .isTrue();
        }
    }

    @Test
    void hashesALastPieceThatIsWhole() throws Exception {
        byte[] content = random(32_768);

        InfoDictionary info = create(write("x", content));

        assertThat(info.pieceCount()).isEqualTo(2);
        assertThat(info.hashMatches(1, sha1(content, 16_384, 32_768))).isTrue();
    }

    @Test
    void namesTheTrackersAndItself() throws Exception {
        List<List<String>> tiers = List.of(List.of("udp://one.example:1", "udp://two.example:1"));

        Metainfo metainfo = TorrentCreator.create(write("x", "x"), tiers, _ -> {});

        assertThat(metainfo.trackers()).isEqualTo(tiers);
        assertThat(metainfo.createdBy()).isEqualTo("Lyceum");
        assertThat(Metainfo.parse(metainfo.toBytes())).isEqualTo(metainfo);
    }

    @Test
    void tellsProgressUpToTheWhole() throws Exception {
        Path file = write("x", random(3_000_000));
        List<Long> told = new ArrayList<>();

        TorrentCreator.create(file, List.of(), told::add);

        assertThat(told).isSorted().hasSizeGreaterThan(2).endsWith(3_000_000L);
    }

    @Test
    void leavesOutLinksInAFolderButFollowsOneToTheRoot() throws Exception {
        write("course/real", "content");
        Path outside = write("outside/secret", "secret");
        Files.createSymbolicLink(folder.resolve("course/file"), outside);
        Files.createSymbolicLink(folder.resolve("course/folder"), outside.getParent());
        Path link = Files.createSymbolicLink(folder.resolve("shortcut"), folder.resolve("course"));

        assertThat(create(folder.resolve("course")).files()).containsExactly(new FileEntry(List.of("real"), 0, 7));
        assertThat(create(link).name()).isEqualTo("shortcut");
    }

    @Test
    void noticesAFileThatGrowsShrinksOrIsRewrittenWhileItHashes() throws Exception {
        write("course/a", random(100));
        Path last = write("course/b", random(3_000_000));

        assertThatThrownBy(() -> createWhile(() -> Files.write(last, random(10))))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("b: changed while it was hashed; try again when it is complete");
        Files.write(last, random(3_000_000));
        assertThatThrownBy(() -> createWhile(() -> Files.write(last, random(4_000_000))))
                .hasMessageStartingWith("b: changed");
        Path first = folder.resolve("course/a");
        assertThatThrownBy(() -> createWhile(
                        () -> Files.setLastModifiedTime(first, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")))))
                .hasMessageStartingWith("a: changed")
                .extracting(e -> ((BitTorrentException) e).reason())
                .isEqualTo(Reason.STORAGE);
    }

    private interface Disturbance {
        void happen() throws IOException;
    }

    private void createWhile(Disturbance disturbance) {
        boolean[] happened = {false};
        TorrentCreator.create(folder.resolve("course"), List.of(), hashed -> {
            if (!happened[0]) {
                happened[0] = true;
                try {
                    disturbance.happen();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        assertThat(happened).containsExactly(true);
    }

    @Test
    void refusesWhatHasNoContent() throws Exception {
        Path empty = folder.resolve("empty");
        Files.createDirectories(empty.resolve("inner"));

        assertThatThrownBy(() -> create(empty))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("empty: a folder without files, of which no torrent can be made");
        Path file = write("nothing.txt", "");
        assertThatThrownBy(() -> create(file))
                .hasMessage("nothing.txt: has no content, of which no torrent can be made");
    }

    @Test
    void refusesAPathWithoutAFile() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> create(missing))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage(missing + ": is not there")
                .extracting(e -> ((BitTorrentException) e).reason())
                .isEqualTo(Reason.STORAGE);
    }

    @Test
    void refusesANameThatWouldNotBeTheSameEverywhere() throws Exception {
        write("course/week 1/12:30.txt", "x");
        Path course = folder.resolve("course");

        assertThatThrownBy(() -> create(course))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("week 1/12:30.txt: a name that not every system can hold;"
                        + " rename it, for example to week 1/12_30.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 16",
        "1, 16",
        "32767999, 16",
        "32768000, 32",
        "4294967296, 4096",
        "1099511627776, 16384",
        "9223372036854775807, 16384"
    })
    void choosesThePieceLengthByTheTotal(long total, int kibibytes) {
        assertThat(TorrentCreator.pieceLengthFor(total)).isEqualTo(kibibytes * 1024);
    }

    @Test
    void keepsBetweenOneAndTwoThousandPiecesWhileItCan() {
        for (long total = 33 * MIB; total < 16_000 * MIB; total = total * 10 / 9) {
            assertThat(total / TorrentCreator.pieceLengthFor(total)).isBetween(1_000L, 2_000L);
        }
    }
}
