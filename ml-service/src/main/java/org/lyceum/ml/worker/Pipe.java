package org.lyceum.ml.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Messages over a pair of pipes: four bytes of length, then JSON. Any thread may send; one receives. */
final class Pipe {

    /** A page of 100,000 words has less. */
    private static final int MAX_BYTES = 64 << 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DataInputStream in;
    private final DataOutputStream out;

    Pipe(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    void send(Message message) throws IOException {
        byte[] json = JSON.writerFor(Message.class).writeValueAsBytes(message);
        synchronized (out) {
            out.writeInt(json.length);
            out.write(json);
            out.flush();
        }
    }

    /**
     * Waits for the next one; null at the end.
     *
     * @throws IOException when what comes is no message
     */
    @Nullable
    Message receive() throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException e) {
            return null;
        }
        if (length < 0 || length > MAX_BYTES) {
            throw new IOException("a message of %d bytes".formatted(length));
        }
        byte[] json = in.readNBytes(length);
        if (json.length < length) {
            return null;
        }
        try {
            return JSON.readValue(json, Message.class);
        } catch (JacksonException e) {
            throw new IOException("no message: " + e.getOriginalMessage(), e);
        }
    }
}
