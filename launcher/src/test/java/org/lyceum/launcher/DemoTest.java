package org.lyceum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lyceum demo --exit}, all of it in this process. */
class DemoTest {

    @Test
    void everyPeerGetsTheLectureOverBitTorrent(@TempDir Path data) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int status = Lyceum.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "demo",
                "--exit",
                "--ui-port",
                "0",
                "--data",
                data.toString());

        assertThat(status).as("%s%n%s", out, err).isZero();
        assertThat(out.toString()).contains("All 3 peers have it", "SHA-256 equal for each of the 4 files");
        for (String peer : List.of("ada", "emmy", "grace")) {
            assertThat(copies(data.resolve(peer).resolve("files"))).as(peer).isEqualTo(Sample.FILES.size());
        }
    }

    private static long copies(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Sample.FILES.contains(file.getFileName().toString()))
                    .filter(DemoTest::isAsInTheRepository)
                    .count();
        }
    }

    private static boolean isAsInTheRepository(Path file) {
        try {
            return Files.mismatch(file, Path.of("..", "samples").resolve(file.getFileName())) == -1;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
