package org.lyceum.e2e.bench.transfer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A BitTorrent engine that takes part. */
enum Contender {
    LYCEUM("Lyceum"),
    LIBTORRENT("libtorrent"),
    LIBTORRENT_POSIX("libtorrent posix");

    private static final Path SIGNAL_CHAINING = Path.of(System.getProperty("java.home"), "lib", "libjsig.so");

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether it is measured in every case, and not in pairs alone. */
    boolean isEverywhere() {
        return this == LYCEUM || this == LIBTORRENT;
    }

    /** Why it cannot take part on this machine, if so. */
    Optional<String> missing() {
        return switch (this) {
            case LYCEUM, LIBTORRENT_POSIX -> Optional.empty();
            case LIBTORRENT ->
                Files.exists(SIGNAL_CHAINING) ? Optional.empty() : Optional.of("there is no " + SIGNAL_CHAINING);
        };
    }

    /** Starts one that keeps everything in {@code folder}. */
    Participant start(Path folder) {
        return switch (this) {
            case LYCEUM -> new AgentProcess("lyceum", folder, Map.of());
            // its mapped files bring a handler of SIGSEGV, which is to come after the JVM's own
            case LIBTORRENT -> new AgentProcess("libtorrent", folder, Map.of("LD_PRELOAD", SIGNAL_CHAINING.toString()));
            case LIBTORRENT_POSIX -> new AgentProcess("libtorrent-posix", folder, Map.of());
        };
    }
}
