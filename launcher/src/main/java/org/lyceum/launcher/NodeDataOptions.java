package org.lyceum.launcher;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which node's data a command is about, told as {@code lyceum up} is told it. */
final class NodeDataOptions {

    @Option(names = "--name", paramLabel = "NAME", description = "The node's name (${DEFAULT-VALUE}).")
    private String name = System.getProperty("user.name", "me");

    @Option(names = "--data", paramLabel = "FOLDER", description = "Where the node's data are (~/.lyceum/<name>).")
    private @Nullable Path data;

    Path folder() {
        return data != null ? data : Path.of(System.getProperty("user.home"), ".lyceum", name);
    }
}
