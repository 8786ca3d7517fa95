package org.lyceum.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of {@code src/test/js}, with the packages of their {@code package-lock.json} beside them. */
public final class NpmProject {

    private static final String LOCK = "package-lock.json";
    private static final long INSTALL_MINUTES = 5;

    private NpmProject() {}

    /** The folder where it can be run; installed by npm once, and again when the lock file has changed. */
    public static Path install(String name) throws IOException {
        Path source = Path.of("src", "test", "js", name);
        Path folder = Files.createDirectories(Path.of("target", name));
        Path done = folder.resolve("installed.json");
        boolean installed = Files.exists(done) && Files.mismatch(done, source.resolve(LOCK)) < 0;
        List<Path> files;
        try (Stream<Path> all = Files.list(source)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!installed) {
            npmInstall(folder);
            Files.copy(source.resolve(LOCK), done, StandardCopyOption.REPLACE_EXISTING);
        }
        return folder;
    }

    private static void npmInstall(Path folder) throws IOException {
        Path log = folder.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                npm.destroyForcibly();
                throw new AssertionError("npm ci is not done after %d minutes: see %s".formatted(INSTALL_MINUTES, log));
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (npm.exitValue() != 0) {
            throw new AssertionError("npm ci failed:\n" + Files.readString(log));
        }
    }
}
