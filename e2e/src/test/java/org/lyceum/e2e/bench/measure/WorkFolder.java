package org.lyceum.e2e.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder of a bench's processes. At every end of the bench (done, failed, interrupted) neither stays. */
public final class WorkFolder {

    private WorkFolder() {}

    /** Makes one. */
    public static Path create(Path in) throws IOException {
        Path work = Files.createTempDirectory(in, "lyceum-bench-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(work)));
        return work;
    }

    private static void cleanUp(Path work) {
        ProcessHandle.current().descendants().forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        try {
            clear(work);
            Files.delete(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes all that is in a folder. */
    public static void clear(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
