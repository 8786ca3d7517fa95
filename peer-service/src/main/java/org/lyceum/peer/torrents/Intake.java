package org.lyceum.peer.torrents;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;

/**
 * One upload on its way to disk: takes its parts one buffer after the other and blocks while it writes. Closing, which
 * may happen at any moment, removes what has not been moved elsewhere.
 */
final class Intake implements AutoCloseable {

    private final Path folder;
    private final Path received;
    private final UploadTree tree = new UploadTree();
    private @Nullable String name;
    private @Nullable FileChannel current;
    private @Nullable BitTorrentException fault;
    private boolean closed;

    Intake(Path folder) {
        this.folder = folder;
        this.received = folder.resolve("received");
    }

    /**
     * Takes the event and releases its buffer. After a fault it takes the rest and drops it: a client that is still
     * sending would not see an earlier answer, but a connection that breaks.
     */
    synchronized void accept(PartEvent event) {
        try {
            if (closed || fault != null) {
                return;
            }
            switch (event) {
                case FilePartEvent file when file.name().equals("file") -> write(file);
                case FormPartEvent form when form.name().equals("name") -> name = form.value();
                default ->
                    throw BitTorrentException.malformed(
                            "part '%s': expected parts 'file' with a file name, and at most a text 'name'"
                                    .formatted(event.name()));
            }
        } catch (BitTorrentException e) {
            fault = e;
        } finally {
            DataBufferUtils.release(event.content());
        }
    }

    /**
     * Ends the upload, or fails with its first fault. The answer is the file or folder to share, under the name that its torrent is to have: for one
     * file the name asked for, with the file's own extension, or the file's; for several the name asked for, or that
     * of the folder which they came in.
     */
    synchronized Path finish() {
        if (fault != null) {
            throw fault;
        }
        if (tree.size() == 0) {
            throw BitTorrentException.malformed("part 'file': missing, expected at least one file");
        }
        Path root = folder.resolve("root");
        try {
            Files.createDirectory(root);
            if (tree.size() == 1) {
                CleanName own = tree.firstPath().getLast();
                CleanName wanted = asked() == null ? own : CleanName.of(asked()).withExtensionOf(own);
                return Files.move(resolve(tree.firstPath()), root.resolve(wanted.text()));
            }
            CleanName top = tree.commonTop();
            Path source = top == null ? received : received.resolve(top.text());
            return Files.move(source, root.resolve(folderName(top).text()));
        } catch (IOException e) {
            throw Inbox.failed("cannot be moved", root, e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            closeCurrent();
        } catch (IOException e) {
            throw Inbox.failed("cannot be closed", folder, e);
        } finally {
            Inbox.remove(folder);
        }
    }

    private void write(FilePartEvent event) {
        try {
            FileChannel channel = current;
            if (channel == null) {
                channel = create(tree.add(event.filename()));
                current = channel;
            }
            writeFully(channel, event.content());
            if (event.isLast()) {
                closeCurrent();
            }
        } catch (IOException e) {
            throw Inbox.failed(
                    "cannot be written", Path.of(CleanName.of(event.filename()).text()), e);
        }
    }

    private FileChannel create(List<CleanName> path) throws IOException {
        Path file = resolve(path);
        Files.createDirectories(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void writeFully(FileChannel channel, DataBuffer content) throws IOException {
        try (DataBuffer.ByteBufferIterator buffers = content.readableByteBuffers()) {
            while (buffers.hasNext()) {
                ByteBuffer buffer = buffers.next();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        }
    }

    private void closeCurrent() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    private Path resolve(List<CleanName> path) {
        Path file = received;
        for (CleanName part : path) {
            file = file.resolve(part.text());
        }
        return file;
    }

    private CleanName folderName(@Nullable CleanName top) {
        if (asked() != null) {
            return CleanName.of(asked());
        }
        return top != null
                ? top
                : CleanName.of(
                        "%s and %d more".formatted(tree.firstPath().getLast().stem(), tree.size() - 1));
    }

    private @Nullable String asked() {
        return name == null || name.isBlank() ? null : name;
    }
}
