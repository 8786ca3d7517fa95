package org.lyceum.overlay.identity;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/**
 * A folder of {@link PrivateFile}s, each replaced as a whole. Whatever goes wrong, the {@link OverlayException} names the
 * file; {@code IDENTITY} when it can be neither read nor written.
 */
final class ArmouredFolder {

    private static final int MAX_FILE = 16 * 1024 * 1024;

    /** A file lock keeps other processes out, and fails where a thread of this one holds it. */
    private static final Lock ONE_THREAD = new ReentrantLock();

    private final Path folder;

    ArmouredFolder(Path folder) {
        this.folder = folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** A small file of plain text; empty when there is none. */
    Optional<String> readText(String name) {
        Path file = file(name);
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    void writeText(String name, String text) {
        Path file = file(name);
        try {
            PrivateFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** What each block of a file says; empty when there is none. */
    <T> List<T> read(String name, Function<byte[], T> parse) {
        Path file = file(name);
        try {
            if (Files.size(file) > MAX_FILE) {
                throw new OverlayException(Reason.IDENTITY, "it has more than %d bytes".formatted(MAX_FILE));
            }
            return Armour.read(Files.readString(file, StandardCharsets.US_ASCII)).stream()
                    .map(block -> parse.apply(block.bytes()))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unusable(file, e);
        } catch (OverlayException e) {
            throw new OverlayException(
                    e.reason(),
                    "%s: %s; put back a copy of the file, or move it away to go on without what it holds"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    void write(String name, List<Armour.Block> blocks) {
        String text = Armour.write(blocks);
        if (text.length() > MAX_FILE) {
            throw new OverlayException(
                    Reason.TOO_LARGE,
                    "%s: with this it would have %d bytes, at most %d may be"
                            .formatted(file(name), text.length(), MAX_FILE));
        }
        writeText(name, text);
    }

    /** One change at a time, of all processes. */
    <T> T locked(Supplier<T> change) {
        Path file = file("lock");
        ONE_THREAD.lock();
        try {
            PrivateFile.createFolder(folder);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                return change.get();
            }
        } catch (IOException e) {
            throw unusable(file, e);
        } finally {
            ONE_THREAD.unlock();
        }
    }

    private static OverlayException unusable(Path file, IOException e) {
        return new OverlayException(
                Reason.IDENTITY, "%s can be neither read nor written: %s".formatted(file, Objects.toString(e)), e);
    }
}
