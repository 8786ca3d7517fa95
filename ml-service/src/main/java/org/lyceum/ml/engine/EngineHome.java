package org.lyceum.ml.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The folders of the engines.
 *
 * @param folder where natives and models are unpacked
 * @param tessdata a further folder of {@code *.traineddata} files
 */
public record EngineHome(Path folder, Optional<Path> tessdata) {

    /** Where native libraries are unpacked. */
    public Path natives() {
        return folder.resolve("natives");
    }

    /** Where models are, each a folder. */
    public Path models() {
        return folder.resolve("models");
    }

    /** What is there is of no use to another run. */
    public Path temporary() {
        return folder.resolve("tmp");
    }

    /** Whether there are native libraries for this machine. */
    public static boolean hasNatives() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }
}
