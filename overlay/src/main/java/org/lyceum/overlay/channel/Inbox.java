package org.lyceum.overlay.channel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Received bytes that wait for their reader. Takes little more memory than there are bytes, however small the pieces
 * they come in: a piece is kept as it is only when it makes up most of the buffer that it lies in.
 */
final class Inbox {

    private static final int CHUNK = 4 * 1024;
    private static final int MAX_CHUNK = 64 * 1024;

    private final Deque<ByteBuf> chunks = new ArrayDeque<>();
    private @Nullable ByteBuf tail;
    private int size;

    void add(ByteBuf bytes) {
        int length = bytes.readableBytes();
        size += length;
        if (length > wholeOf(bytes).capacity() / 2) {
            chunks.addLast(bytes.retain());
            tail = null;
            return;
        }
        while (bytes.isReadable()) {
            if (tail == null || !tail.isWritable()) {
                int capacity = Math.clamp(bytes.readableBytes(), CHUNK, MAX_CHUNK);
                tail = PooledByteBufAllocator.DEFAULT.heapBuffer(capacity, capacity);
                chunks.addLast(tail);
            }
            tail.writeBytes(bytes, Math.min(tail.writableBytes(), bytes.readableBytes()));
        }
    }

    private static ByteBuf wholeOf(ByteBuf slice) {
        ByteBuf whole = slice.unwrap();
        return whole != null ? whole : slice;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Takes out at most so many bytes; the caller releases them. */
    List<ByteBuf> take(int length) {
        List<ByteBuf> taken = new ArrayList<>();
        int left = Math.min(length, size);
        size -= left;
        while (left > 0) {
            ByteBuf first = chunks.getFirst();
            if (first.readableBytes() > left) {
                taken.add(first.readRetainedSlice(left));
                break;
            }
            left -= first.readableBytes();
            taken.add(chunks.removeFirst());
        }
        if (chunks.isEmpty()) {
            tail = null;
        }
        return taken;
    }

    /** Drops all, and says how many bytes that was. */
    int clear() {
        int dropped = size;
        chunks.forEach(ByteBuf::release);
        chunks.clear();
        tail = null;
        size = 0;
        return dropped;
    }
}
