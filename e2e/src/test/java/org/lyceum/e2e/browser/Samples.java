package org.lyceum.e2e.browser;

import java.nio.file.Path;

/** The lecture in the folder {@code samples} of the repository. */
final class Samples {

    static final Path FOLDER = Path.of("..", "samples");
    static final Path RECORDING = FOLDER.resolve("How a swarm works.mp3");
    static final Path PICTURE = FOLDER.resolve("How a swarm works.png");
    static final Path SCRIPT = FOLDER.resolve("How a swarm works.pdf");
    static final Path NOTES = FOLDER.resolve("How a swarm works.md");

    private Samples() {}

    static String nameOf(Path file) {
        return file.getFileName().toString();
    }
}
