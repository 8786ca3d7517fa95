package org.lyceum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {

    private static final Path REPOSITORY_SAMPLES = Path.of("..", "samples");

    @Test
    void isEveryFileOfTheFolderInTheRepository() throws IOException {
        try (Stream<Path> entries = Files.list(REPOSITORY_SAMPLES)) {
            List<String> files = entries.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .toList();

            assertThat(Sample.FILES).containsExactlyInAnyOrderElementsOf(files);
        }
    }

    @Test
    void unpacksByteForByte(@TempDir Path folder) {
        for (Path file : Sample.unpack(folder.resolve("lecture"))) {
            assertThat(file).hasSameBinaryContentAs(REPOSITORY_SAMPLES.resolve(file.getFileName()));
        }
    }
}
