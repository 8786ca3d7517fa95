package org.lyceum.ml.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.lyceum.ml.engine.MlException;
import org.lyceum.ml.engine.MlException.Reason;
import org.springframework.core.io.buffer.DataBuffer;

/** An upload that grows. */
final class Draft implements AutoCloseable {

    private static final long DROPPED = 64L << 20;

    private final Path file;
    private final long limit;
    private final WritableByteChannel channel;
    private final MessageDigest digest;
    private String name = "";
    private long bytes;
    private boolean kept;

    Draft(Path folder, long limit) throws IOException {
        Files.createDirectories(folder);
        file = Files.createTempFile(folder, "upload-", "");
        this.limit = limit;
        OutputStream out = Files.newOutputStream(file);
        channel = Channels.newChannel(out);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void name(String given) {
        name = given;
    }

    /**
     * What is beyond the limit is dropped for a while: a client that is still sending would not see an earlier answer.
     *
     * @throws MlException when it goes on and on, or the disk is full
     */
    void append(DataBuffer buffer) {
        bytes += buffer.readableByteCount();
        if (bytes > limit) {
            if (bytes > limit + DROPPED) {
                throw tooLarge();
            }
            return;
        }
        try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
            while (parts.hasNext()) {
                ByteBuffer part = parts.next();
                digest.update(part.duplicate());
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
        } catch (IOException e) {
            throw new MlException(Reason.UNAVAILABLE, "the file cannot be kept (%s)".formatted(e.getMessage()), e);
        }
    }

    /** @throws MlException when nothing came, or too much */
    Upload finish() {
        if (bytes == 0) {
            throw new MlException(Reason.UNREADABLE, "the file is empty");
        }
        if (bytes > limit) {
            throw tooLarge();
        }
        kept = true;
        return new Upload(file, name, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private MlException tooLarge() {
        return new MlException(
                Reason.TOO_LARGE, "the file is larger than %d bytes, which are taken at most".formatted(limit));
    }

    /** Removes what did not become an upload. */
    @Override
    public void close() {
        try {
            channel.close();
            if (!kept) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new MlException(Reason.UNAVAILABLE, "%s: cannot be closed (%s)".formatted(file, e.getMessage()), e);
        }
    }
}
