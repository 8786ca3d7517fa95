package org.lyceum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @Test
    void aTemporaryOneIsGoneWithAllThatIsInIt() throws IOException {
        Path path;
        try (DataFolder folder = DataFolder.temporary()) {
            path = folder.path();
            Files.createDirectories(path.resolve("peer/files"));
            Files.writeString(path.resolve("peer/files/a"), "a");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void removesALinkAndNotWhatItPointsTo(@TempDir Path elsewhere) throws IOException {
        Path kept = Files.writeString(elsewhere.resolve("kept"), "kept");
        try (DataFolder folder = DataFolder.temporary()) {
            Files.createSymbolicLink(folder.path().resolve("link"), elsewhere);
        }
        assertThat(kept).hasContent("kept");
    }

    @Test
    void aNamedOneStaysAndCanBeOpenedAgain(@TempDir Path parent) {
        Path path = parent.resolve("deep/er");
        DataFolder.open(path).close();

        try (DataFolder again = DataFolder.open(path)) {
            assertThat(again.path()).isDirectory();
        }
    }
}
