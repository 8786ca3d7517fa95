package org.lyceum.e2e.bench.transfer;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.libtorrent4j.LibTorrent;
import org.lyceum.e2e.clients.Libtorrent;

/** A BitTorrent engine that takes part. */
enum Contender {
    LYCEUM("Lyceum"),
    LIBTORRENT("libtorrent"),
    LIBTORRENT_POSIX("libtorrent posix"),
    TRANSMISSION("Transmission"),
    ARIA2("aria2");

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
            case TRANSMISSION ->
                notOnPath("transmission-daemon", "transmission-daemon")
                        .or(() -> ownAddress().isPresent()
                                ? Optional.empty()
                                : Optional.of("it dials no loopback address, and this machine has no other"));
            case ARIA2 -> notOnPath("aria2c", "aria2");
        };
    }

    /**
     * Starts one that keeps everything in {@code folder}.
     *
     * @param jvmOptions for Lyceum's JVM
     */
    Participant start(Path folder, List<String> jvmOptions) {
        return switch (this) {
            case LYCEUM -> new AgentProcess("lyceum", folder, jvmOptions, Map.of());
            // its mapped files bring a handler of SIGSEGV, which is to come after the JVM's own
            case LIBTORRENT ->
                new AgentProcess("libtorrent", folder, List.of(), Map.of("LD_PRELOAD", SIGNAL_CHAINING.toString()));
            case LIBTORRENT_POSIX -> new AgentProcess("libtorrent-posix", folder, List.of(), Map.of());
            case TRANSMISSION -> new TransmissionDaemon(folder, ownAddress().orElseThrow());
            case ARIA2 -> new Aria2Daemon(folder);
        };
    }

    /** Its name and version. */
    String version() {
        return switch (this) {
            case LYCEUM -> "Lyceum " + System.getProperty("lyceum.revision", "of an unknown revision");
            case LIBTORRENT, LIBTORRENT_POSIX -> {
                Libtorrent.load();
                yield "libtorrent " + LibTorrent.version();
            }
            case TRANSMISSION -> firstLine("transmission-daemon", "--version");
            case ARIA2 -> firstLine("aria2c", "--version");
        };
    }

    private static String firstLine(String... command) {
        try (BufferedReader output =
                new ProcessBuilder(command).redirectErrorStream(true).start().inputReader()) {
            return Objects.requireNonNullElse(output.readLine(), command[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> notOnPath(String program, String debianPackage) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)))
                ? Optional.empty()
                : Optional.of("%s is not on the PATH: apt-get install %s".formatted(program, debianPackage));
    }

    /** An IPv4 address of this machine that is not loopback; what goes there never leaves the machine. */
    private static Optional<InetAddress> ownAddress() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address
                            && !address.isLoopbackAddress()
                            && !address.isLinkLocalAddress())
                    .findFirst();
        } catch (SocketException e) {
            return Optional.empty();
        }
    }
}
