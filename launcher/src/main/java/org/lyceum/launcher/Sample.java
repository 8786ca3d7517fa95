package org.lyceum.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The lecture that the demonstration shares: notes, a picture and a recording, packed into the program. */
final class Sample {

    static final String NAME = "How a swarm works";

    /** The files in the folder {@code samples} of the repository. */
    static final List<String> FILES =
            List.of("How a swarm works.md", "How a swarm works.pdf", "How a swarm works.png", "How a swarm works.mp3");

    private Sample() {}

    /** Writes the files into a folder and names them. */
    static List<Path> unpack(Path folder) {
        List<Path> unpacked = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (String name : FILES) {
                Path file = folder.resolve(name);
                try (InputStream packed = Sample.class.getResourceAsStream("/samples/" + name)) {
                    Files.write(file, Objects.requireNonNull(packed, name).readAllBytes());
                }
                unpacked.add(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("unpacking the sample", e);
        }
        return List.copyOf(unpacked);
    }
}
