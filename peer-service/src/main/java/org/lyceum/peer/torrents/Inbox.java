package org.lyceum.peer.torrents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.network.NodeProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** The folder where uploads grow until they are whole. What an earlier run left there is removed at the start. */
@Component
final class Inbox {

    private final Path folder;

    Inbox(NodeProperties node) {
        folder = node.data().resolve("inbox");
        empty(folder);
    }

    /** A new upload, with a folder of its own. */
    Intake open() {
        try {
            Files.createDirectories(folder);
            return new Intake(Files.createTempDirectory(folder, "upload-"));
        } catch (IOException e) {
            throw failed("cannot make a folder", folder, e);
        }
    }

    /** A new empty file, for an upload that is to be one. */
    Path file() {
        try {
            Files.createDirectories(folder);
            return Files.createTempFile(folder, "upload-", "");
        } catch (IOException e) {
            throw failed("cannot make a file", folder, e);
        }
    }

    /** Removes a file or a folder with everything in it; nothing to do when it is gone. Links are not followed. */
    static void remove(Path path) {
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (NoSuchFileException e) {
            // as wanted
        } catch (IOException e) {
            throw failed("cannot remove", path, e);
        }
    }

    static BitTorrentException failed(String what, Path path, IOException cause) {
        return new BitTorrentException(
                BitTorrentException.Reason.STORAGE,
                "%s: %s (%s)".formatted(path.getFileName(), what, cause.getMessage()),
                cause);
    }

    private static void empty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var left = Files.newDirectoryStream(folder)) {
            left.forEach(Inbox::remove);
        } catch (IOException e) {
            throw failed("cannot be read", folder, e);
        }
    }
}
