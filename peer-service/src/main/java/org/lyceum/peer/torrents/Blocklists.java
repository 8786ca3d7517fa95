package org.lyceum.peer.torrents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.blocklist.Blocklist;
import org.lyceum.network.NodeProperties;
import org.lyceum.web.StartupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The blocklist in use, and the file that keeps one which was put here: {@code blocklist} in the node's folder, beside
 * {@code blocklist.name}. A file that the configuration names goes before it at the next start. Safe for use by many threads; its methods block.
 */
@Component
final class Blocklists {

    private static final Logger log = LoggerFactory.getLogger(Blocklists.class);

    private static final String PUT = "put";

    private static final InUse NONE = new InUse(Blocklist.EMPTY, null, null, null);

    private final Path kept;
    private final Path keptName;
    private final Clock clock = Clock.systemUTC();
    private volatile InUse inUse = NONE;

    /** @param source as {@link BlocklistView} tells it */
    record InUse(
            Blocklist list,
            @Nullable String name,
            @Nullable String source,
            @Nullable Instant loadedAt) {}

    /** Reads the list of an earlier run, or the one that is configured. */
    Blocklists(NodeProperties node, BlocklistProperties properties) {
        kept = node.data().resolve("blocklist");
        keptName = node.data().resolve("blocklist.name");
        Path configured = properties.blocklist();
        if (configured != null) {
            startWith(configured, "mend it, or start without it (lyceum.peer.blocklist)", list -> {
                String name = String.valueOf(configured.getFileName());
                return new InUse(list, name, configured.toString(), clock.instant());
            });
        } else if (Files.exists(kept)) {
            startWith(kept, "mend it, or remove it to start without it", list -> {
                Instant putAt = Files.getLastModifiedTime(kept).toInstant();
                return new InUse(list, Files.exists(keptName) ? Files.readString(keptName) : null, PUT, putAt);
            });
        }
    }

    private interface Described {
        InUse by(Blocklist list) throws IOException;
    }

    private void startWith(Path file, String help, Described described) {
        try {
            use(described.by(read(file)));
        } catch (BitTorrentException e) {
            throw cannotStart(file, String.valueOf(e.getMessage()), help, e);
        } catch (NoSuchFileException e) {
            throw cannotStart(file, "blocklist: there is no such file", help, e);
        } catch (IOException e) {
            throw cannotStart(file, "blocklist: it cannot be read (%s)".formatted(e), help, e);
        }
    }

    private static StartupException cannotStart(Path file, String why, String help, Exception cause) {
        return new StartupException("%s: %s; %s.".formatted(file, why, help), cause);
    }

    private static Blocklist read(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return Blocklist.read(bytes);
        }
    }

    InUse inUse() {
        return inUse;
    }

    /**
     * Moves a received file here as the list, in place of the one before, which stays when this one is broken.
     *
     * @param name what to call it, cleaned before it is kept
     * @param block makes the list work
     * @throws BitTorrentException when it is no list
     */
    synchronized InUse replace(Path received, @Nullable String name, Consumer<Blocklist> block) {
        try {
            Blocklist list = read(received);
            Files.deleteIfExists(keptName);
            Files.move(received, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            String clean = name == null ? null : CleanName.of(name).text();
            if (clean != null) {
                Files.writeString(keptName, clean);
            }
            use(new InUse(list, clean, PUT, clock.instant()));
            block.accept(list);
            return inUse;
        } catch (IOException e) {
            throw Inbox.failed("cannot be kept", kept, e);
        }
    }

    /** Blocks nobody any more, and forgets the list that was put here. */
    synchronized void clear(Consumer<Blocklist> block) {
        Inbox.remove(keptName);
        Inbox.remove(kept);
        inUse = NONE;
        block.accept(Blocklist.EMPTY);
    }

    private void use(InUse now) {
        inUse = now;
        Blocklist list = now.list();
        String source = now.source();
        log.info("blocking {} ranges of addresses ({})", list.ranges(), source);
        list.firstBadLines().forEach(bad -> log.warn("blocklist ({}), line {}: {}", source, bad.number(), bad.why()));
        if (list.badLines() > list.firstBadLines().size()) {
            log.warn("blocklist ({}): {} lines could not be used", source, list.badLines());
        }
    }
}
