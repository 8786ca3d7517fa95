package org.lyceum.bittorrent.storage;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;

/** Turns what the operating system said into a sentence that its user can act on. */
final class DiskFailure {

    private DiskFailure() {}

    static BitTorrentException of(String sentence) {
        return new BitTorrentException(Reason.STORAGE, sentence);
    }

    static BitTorrentException reading(Path path, IOException cause) {
        String sentence = switch (cause) {
            case NoSuchFileException _ ->
                "%s is missing: put it back, or verify the torrent to fetch it again".formatted(path);
            case AccessDeniedException _ -> "no permission to read %s: allow it and resume".formatted(path);
            default -> "%s cannot be read: %s".formatted(path, detail(cause));
        };
        return new BitTorrentException(Reason.STORAGE, sentence, cause);
    }

    static BitTorrentException cutShort(Path path, long size, long needed) {
        return of("%s was cut short: it has %d bytes, %d were needed; verify the torrent to fetch the rest again"
                .formatted(path, size, needed));
    }

    /** {@code needed}: bytes that were to be written; 0 where that does not matter. */
    static BitTorrentException writing(Path path, long needed, IOException cause) {
        String sentence = switch (cause) {
            case NoSuchFileException _ ->
                "the folder %s is missing: put it back and resume".formatted(path.getParent());
            case AccessDeniedException _ -> "no permission to write %s: allow it and resume".formatted(path);
            default ->
                isFull(path, needed, cause)
                        ? "no space left on the disk of %s: %s were needed; free some and resume"
                                .formatted(path, amount(needed))
                        : "%s cannot be written: %s".formatted(path, detail(cause));
        };
        return new BitTorrentException(Reason.STORAGE, sentence, cause);
    }

    static BitTorrentException deleting(Path path, IOException cause) {
        return new BitTorrentException(
                Reason.STORAGE, "%s cannot be deleted: %s".formatted(path, detail(cause)), cause);
    }

    /** Asks the disk as well as the message, since the message comes in the language of the system. */
    private static boolean isFull(Path path, long needed, IOException cause) {
        String detail = detail(cause).toLowerCase(Locale.ROOT);
        return detail.contains("no space left")
                || detail.contains("not enough space")
                || detail.contains("quota exceeded")
                || usableSpace(path) < Math.max(needed, 1);
    }

    private static long usableSpace(Path path) {
        try {
            return Files.getFileStore(Objects.requireNonNullElse(path.getParent(), path))
                    .getUsableSpace();
        } catch (IOException unknown) {
            // the failure being described stays the one that is reported
            return Long.MAX_VALUE;
        }
    }

    private static String detail(IOException cause) {
        if (cause instanceof ClosedChannelException) {
            return "it was closed meanwhile";
        }
        @Nullable String said = cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
        return Objects.requireNonNullElse(said, cause.getClass().getSimpleName());
    }

    private static String amount(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        boolean small = bytes < 1024 * 1024;
        return "%d %s".formatted(Math.ceilDiv(bytes, small ? 1024 : 1024 * 1024), small ? "KiB" : "MiB");
    }
}
