package org.lyceum.overlay.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.NetworkFolder;
import org.lyceum.overlay.identity.SignedRevocations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network folder of a running node. The files are the truth: what a command or a call writes there counts within a
 * second, and what is heard of the network is kept there.
 */
public final class NetworkFiles {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final List<String> WATCHED = List.of("id", "credentials", "revocations");

    private static final Logger log = LoggerFactory.getLogger(NetworkFiles.class);

    /** Files are replaced as a whole, so a changed one is another file. */
    private record Stamp(@Nullable Object key, FileTime changed, long size) {}

    private final Path data;
    private final Identity self;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("overlay-files").daemon().factory());
    private List<Optional<Stamp>> seen;

    /**
     * Nothing is watched yet.
     *
     * @param data the node's data folder
     */
    NetworkFiles(Path data, Identity self, InstantSource clock) {
        this.data = data;
        this.self = self;
        this.clock = clock;
        this.seen = stamps();
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    /**
     * Reads what is there; empty when the node is part of no network.
     *
     * @throws OverlayException {@code IDENTITY}, naming the file that is unusable
     */
    public Optional<NetworkFolder> read() {
        try {
            return NetworkFolder.open(data, self, clock);
        } catch (OverlayException e) {
            throw new OverlayException(Reason.IDENTITY, String.valueOf(e.getMessage()), e);
        }
    }

    /** As {@link NetworkFolder#create}. */
    public NetworkFolder create() {
        return NetworkFolder.create(data, self, clock);
    }

    /** As {@link NetworkFolder#enter}. */
    public NetworkFolder enter(PeerId network) {
        return NetworkFolder.enter(data, self, clock, network);
    }

    /** As {@link NetworkFolder#accept(Path, Identity, InstantSource, String)}. */
    public NetworkFolder accept(String text) {
        return NetworkFolder.accept(data, self, clock, text);
    }

    /** Hands over what is there whenever it has changed. */
    void watch(Consumer<Optional<NetworkFolder>> changed) {
        var _ = thread.scheduleWithFixedDelay(
                () -> look(changed), LOOK.toNanos(), LOOK.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look(Consumer<Optional<NetworkFolder>> changed) {
        List<Optional<Stamp>> now = stamps();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            changed.accept(read());
        } catch (RuntimeException e) {
            // an exception would end the watch
            log.warn("What has changed is not taken in: {}", e.getMessage());
        }
    }

    private List<Optional<Stamp>> stamps() {
        return WATCHED.stream()
                .map(name -> stamp(data.resolve("network").resolve(name)))
                .toList();
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            log.debug("{}: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** Keeps a list that was heard of for the next run. */
    void keep(SignedRevocations list) {
        var _ = CompletableFuture.runAsync(
                        () -> read().ifPresent(folder -> {
                            if (folder.network().equals(list.list().network())) {
                                folder.accept(list);
                            }
                        }),
                        thread)
                .exceptionally(fault -> {
                    log.warn(
                            "A revocation list of {} is not kept for the next run: {}",
                            list.signer(),
                            Objects.requireNonNullElse(fault.getCause(), fault).getMessage());
                    return null;
                });
    }

    /** What was to be kept still is. */
    void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("What is in {} may not be what was heard last", data);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
