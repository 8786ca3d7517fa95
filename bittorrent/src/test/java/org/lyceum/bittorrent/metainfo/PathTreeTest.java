package org.lyceum.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lyceum.bittorrent.metainfo.TorrentFixture.cleaned;

import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.BitTorrentException;

class PathTreeTest {

    @Test
    void keepsEveryPathBelowTheRoot() {
        assertThat(cleaned(List.of(
                        List.of("..", "..", "etc", "passwd"),
                        List.of("/etc/shadow"),
                        List.of("", "root"),
                        List.of(".", ".."),
                        List.of("C:\\Windows", "system.ini"))))
                .containsExactly("_/_/etc/passwd", "_etc_shadow", "_/root", "_/_ (2)", "C__Windows/system.ini");
    }

    @Test
    void numbersNamesThatDifferOnlyByCaseOrAccentEncoding() {
        assertThat(cleaned(List.of(
                        List.of("Notes.txt"),
                        List.of("notes.txt"),
                        List.of("NOTES.TXT"),
                        List.of("\u00e9.txt"),
                        List.of("e\u0301.txt"),
                        List.of("Notes (2).txt"))))
                .containsExactly(
                        "Notes.txt",
                        "notes (2).txt",
                        "NOTES (3).TXT",
                        "\u00e9.txt",
                        "e\u0301 (2).txt",
                        "Notes (2) (2).txt");
    }

    @Test
    void putsFoldersThatDifferOnlyByCaseIntoOne() {
        assertThat(cleaned(List.of(List.of("Week", "a"), List.of("week", "b"), List.of("WEEK", "A"))))
                .containsExactly("Week/a", "Week/b", "Week/A (2)");
    }

    @Test
    void renamesAFolderWhoseNameAFileHasAndAFileWhoseNameAFolderHas() {
        assertThat(cleaned(List.of(
                        List.of("a"), List.of("a", "one"), List.of("A", "two"), List.of("b", "three"), List.of("b"))))
                .containsExactly("a", "a (2)/one", "a (2)/two", "b/three", "b (2)");
    }

    @Test
    void refusesAPathLongerThanSystemsTake() {
        List<String> path = Collections.nCopies(9, "d".repeat(250));

        assertThatThrownBy(() -> cleaned(List.of(path)))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageStartingWith("info.files[0].path: a path of 2259 bytes, at most 2048 are read (at byte ");
    }

    @Test
    void refusesMoreFoldersThanItsLimit() {
        PathTree tree = new PathTree();
        for (int i = 0; i < PathTree.MAX_FOLDERS; i++) {
            tree.add(List.of("folder" + i, "file"), BitTorrentException::malformed);
        }

        assertThatThrownBy(() -> tree.add(List.of("one more", "file"), BitTorrentException::malformed))
                .hasMessage("more than 100000 folders");
    }

    @Test
    void numbersManyFilesOfOneNameWithoutSearchingEachTime() {
        String name = "n".repeat(250);
        List<List<String>> paths = IntStream.range(0, 10_000)
                .mapToObj(i -> List.of(name + Integer.toString(i % 30, 36) + "x".repeat(20)))
                .toList();

        List<String> names = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> cleaned(paths));

        assertThat(new HashSet<>(names)).hasSize(10_000);
    }

    @Property
    void pathsOfAnyTorrentAreUniqueAndNeverEscapeTheRoot(@ForAll("paths") List<List<String>> paths) {
        Path root = Path.of("/downloads/torrent");
        Set<String> files = new HashSet<>();
        Set<String> folders = new HashSet<>();

        for (String cleaned : cleaned(paths)) {
            Path file = root.resolve(cleaned);
            assertThat(file.normalize()).isEqualTo(file).isNotEqualTo(root);
            assertThat(file.startsWith(root)).as("below the root: %s", cleaned).isTrue();
            assertThat(files.add(folded(cleaned))).as("unique: %s", cleaned).isTrue();
            for (int slash = cleaned.indexOf('/'); slash >= 0; slash = cleaned.indexOf('/', slash + 1)) {
                folders.add(folded(cleaned.substring(0, slash)));
            }
        }
        assertThat(files).doesNotContainAnyElementsOf(folders.isEmpty() ? Set.of("/") : folders);
    }

    private static String folded(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
    }

    @Provide
    Arbitrary<List<List<String>>> paths() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.of("", ".", "..", "/", "a", "A", "a ", "b", "B.txt", "b.txt", "a (2)", "CON", "\\", "\0"),
                Arbitraries.strings().ofMaxLength(5));
        return part.list().ofMinSize(1).ofMaxSize(4).list().ofMinSize(1).ofMaxSize(12);
    }
}
