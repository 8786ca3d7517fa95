package org.lyceum.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What of the services' log is shown. */
final class LogOptions {

    @Option(
            names = {"-v", "--verbose"},
            description = "Show what the services log.")
    private boolean verbose;

    /** Sets logging up for the whole process, as {@link Logs#to} has it. */
    Logs to(Path data) {
        return Logs.to(data, verbose);
    }
}
