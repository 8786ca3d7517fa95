package org.lyceum.bittorrent.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Walks through the buffers of a piece, of which it hands out views, and leaves the buffers themselves as they are. */
final class PieceCursor {

    private final ByteBuffer[] data;
    private int buffer;
    private int offset;

    PieceCursor(ByteBuffer[] data) {
        this.data = data;
    }

    /** Bytes that were not taken yet. */
    long remaining() {
        long bytes = -offset;
        for (int i = buffer; i < data.length; i++) {
            bytes += data[i].remaining();
        }
        return bytes;
    }

    /** Views of the next {@code length} bytes. */
    ByteBuffer[] take(int length) {
        List<ByteBuffer> views = new ArrayList<>(data.length - buffer);
        for (int left = length; left > 0; ) {
            ByteBuffer next = data[buffer];
            int part = Math.min(left, next.remaining() - offset);
            views.add(next.slice(next.position() + offset, part));
            offset += part;
            left -= part;
            if (offset == next.remaining()) {
                buffer++;
                offset = 0;
            }
        }
        return views.toArray(ByteBuffer[]::new);
    }
}
