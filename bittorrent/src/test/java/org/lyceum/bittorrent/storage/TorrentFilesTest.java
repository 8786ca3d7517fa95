package org.lyceum.bittorrent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitTorrentException;

/** What stands in a torrent's way, above all links that lead out of its folder. */
class TorrentFilesTest {

    @TempDir
    Path temporary;

    private Path downloads;
    private Path outside;
    private final SampleTorrent torrent = SampleTorrent.folder(
            16, new TreeMap<>(Map.of("a/b/deep", new byte[20], "a/empty", new byte[0], "top", new byte[3])));
    private TorrentFiles files;

    @BeforeEach
    void makeFolders() throws IOException {
        downloads = Files.createDirectory(temporary.resolve("downloads"));
        outside = Files.createDirectory(temporary.resolve("outside"));
        files = new TorrentFiles(torrent.info(), downloads.resolve("sample"));
    }

    private void assertRefuses(Path path, String kind) {
        assertThatThrownBy(files::create)
                .isInstanceOf(BitTorrentException.class)
                .hasMessageStartingWith(path + " is " + kind)
                .hasMessageEndingWith("move it away and resume");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void refusesARootThatIsALink() throws IOException {
        assertRefuses(Files.createSymbolicLink(downloads.resolve("sample"), outside), "a symbolic link");
    }

    @Test
    void refusesAFolderThatIsALink() throws IOException {
        Files.createDirectories(downloads.resolve("sample/a"));
        assertRefuses(Files.createSymbolicLink(downloads.resolve("sample/a/b"), outside), "a symbolic link");
    }

    @Test
    void refusesAFileThatIsALinkEvenToNowhere() throws IOException {
        Files.createDirectories(downloads.resolve("sample"));
        Path link = downloads.resolve("sample/top");
        assertRefuses(Files.createSymbolicLink(link, outside.resolve("nowhere")), "a symbolic link");
        Files.delete(link);
        assertRefuses(Files.createSymbolicLink(link, Path.of("a/empty")), "a symbolic link");
    }

    @Test
    void refusesTheRootOfASingleFileTorrentThatIsALink() throws IOException {
        Path link = Files.createSymbolicLink(downloads.resolve("one"), outside.resolve("nowhere"));
        files = new TorrentFiles(SampleTorrent.single("one", 16, new byte[3]).info(), link);
        assertRefuses(link, "a symbolic link");
    }

    @Test
    void refusesAFolderWhereAFileMustBeAndTheReverse() throws IOException {
        Path folder = Files.createDirectories(downloads.resolve("sample/top"));
        assertRefuses(folder, "a folder");
        Files.delete(folder);
        Files.delete(downloads.resolve("sample/a/empty"));
        Files.delete(downloads.resolve("sample/a/b"));
        assertRefuses(Files.writeString(downloads.resolve("sample/a/b"), ""), "a file");
    }

    @Test
    void aLinkAboveTheRootIsTheUsersOwnChoice() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("disk"), downloads);
        new TorrentFiles(torrent.info(), link.resolve("sample")).create();
        assertThat(downloads.resolve("sample/a/empty")).isEmptyFile();
    }

    @Test
    void deletingLeavesLinksAndWhatLiesBehindThem() throws IOException {
        files.create();
        Files.write(downloads.resolve("sample/top"), new byte[3]);
        Files.delete(downloads.resolve("sample/a/b"));
        Files.createSymbolicLink(downloads.resolve("sample/a/b"), outside);
        Path behind = Files.write(outside.resolve("deep"), new byte[20]);

        files.delete();

        assertThat(behind).hasSize(20);
        assertThat(downloads.resolve("sample/a/b")).isSymbolicLink();
        assertThat(downloads.resolve("sample/top")).doesNotExist();
        assertThat(downloads.resolve("sample/a/empty")).doesNotExist();
    }

    @Test
    void deletingLeavesAFileThatIsALinkAndARootThatIsOne() throws IOException {
        files.create();
        Path target = Files.write(outside.resolve("target"), new byte[3]);
        Path link = Files.createSymbolicLink(downloads.resolve("sample/top"), target);
        files.delete();
        assertThat(target).exists();
        assertThat(link).isSymbolicLink();

        Path root = Files.createSymbolicLink(downloads.resolve("linked"), outside);
        Path top = Files.write(outside.resolve("top"), new byte[3]);
        new TorrentFiles(torrent.info(), root).delete();
        assertThat(top).exists();
    }
}
