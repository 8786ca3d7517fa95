package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.Sha1;

/**
 * A piece whose blocks are coming in. They wait in memory until the piece is whole, and are hashed as soon as those
 * before them are there: nothing is read back from disk, and nothing unproven is written to it.
 *
 * <p>Blocks are added on the torrent's event loop; hashing, and the release of the buffers, happen on its disk lane.
 */
final class PieceAssembly {

    /** Few enough to be hashed while they are in the cache, and enough that waking a disk thread costs little. */
    private static final int BLOCKS_AT_ONCE = 8;

    private final int piece;
    private final int length;
    private final long attempt;
    private final @Nullable ByteBuf[] blocks;
    private final @Nullable PeerConnection[] senders;
    private final MessageDigest digest = Sha1.digest();
    /** Blocks at the start of the piece that are here, and how many of them were handed to the lane. */
    private int inOrder;

    private int handedOver;
    private int missing;

    /** @param attempt as the picker numbers it */
    PieceAssembly(int piece, int length, long attempt) {
        this.attempt = attempt;
        this.piece = piece;
        this.length = length;
        missing = (length + Block.SIZE - 1) / Block.SIZE;
        blocks = new @Nullable ByteBuf[missing];
        senders = new @Nullable PeerConnection[missing];
    }

    int piece() {
        return piece;
    }

    int length() {
        return length;
    }

    long attempt() {
        return attempt;
    }

    boolean isWhole() {
        return missing == 0;
    }

    /** Takes over the reference to {@code data}, and has what is in order hashed, some blocks at a time. */
    void add(Block block, ByteBuf data, PeerConnection sender, Executor lane) {
        int index = block.offset() / Block.SIZE;
        blocks[index] = data;
        senders[index] = sender;
        missing--;
        while (inOrder < blocks.length && blocks[inOrder] != null) {
            inOrder++;
        }
        if (isWhole() || inOrder - handedOver >= BLOCKS_AT_ONCE) {
            int from = handedOver;
            int to = inOrder;
            handedOver = to;
            lane.execute(() -> hash(from, to));
        }
    }

    private void hash(int from, int to) {
        for (int i = from; i < to; i++) {
            if (blocks[i] instanceof ByteBuf block) {
                update(digest, block);
            }
        }
    }

    private static void update(MessageDigest digest, ByteBuf block) {
        if (block.nioBufferCount() == 1) {
            digest.update(block.nioBuffer());
        } else {
            for (ByteBuffer part : block.nioBuffers()) {
                digest.update(part);
            }
        }
    }

    /** The hash of the whole piece; on the lane, after the last block was added. */
    byte[] hash() {
        return digest.digest();
    }

    /** The whole piece in order, sharing the blocks' memory; on the lane. */
    ByteBuffer[] buffers() {
        List<ByteBuffer> buffers = new ArrayList<>(blocks.length);
        for (@Nullable ByteBuf block : blocks) {
            if (block != null) {
                buffers.addAll(List.of(block.nioBuffers()));
            }
        }
        return buffers.toArray(ByteBuffer[]::new);
    }

    /** Gives the memory back; on the lane, after everything that was handed to it. */
    void release() {
        for (int i = 0; i < blocks.length; i++) {
            if (blocks[i] instanceof ByteBuf block) {
                blocks[i] = null;
                block.release();
            }
        }
    }

    /** Who sent which block and what its own hash is; on the lane, before the release. */
    List<SentBlock> sentBlocks() {
        MessageDigest each = Sha1.digest();
        List<SentBlock> sent = new ArrayList<>(blocks.length);
        for (int i = 0; i < blocks.length; i++) {
            if (blocks[i] instanceof ByteBuf block && senders[i] instanceof PeerConnection sender) {
                update(each, block);
                sent.add(new SentBlock(i, sender, ByteBuffer.wrap(each.digest())));
            }
        }
        return sent;
    }

    /** One block of a whole piece. */
    record SentBlock(int index, PeerConnection sender, ByteBuffer sha1) {}
}
