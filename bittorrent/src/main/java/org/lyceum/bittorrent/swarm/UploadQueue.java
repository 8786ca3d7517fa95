package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.storage.Region;
import org.lyceum.bittorrent.storage.TorrentStorage;
import org.lyceum.bittorrent.wire.MessageEncoder;

/**
 * Blocks that a peer asked of us, sent from file to socket without passing through this process's memory. Only so
 * much is handed to the channel at a time that a cancel or a choke still has something to stop.
 */
final class UploadQueue {

    /** Requests kept for one peer; what we announce as {@code reqq}. */
    static final int LIMIT = 2000;

    private static final int SEND_WATERMARK = 512 * 1024;

    private final Queue<Block> waiting = new ArrayDeque<>();
    private int bytesInChannel;

    int size() {
        return waiting.size();
    }

    /** False when the queue is full. */
    boolean offer(Block block) {
        return waiting.size() < LIMIT && waiting.add(block);
    }

    /** True when the block had not been sent yet. */
    boolean cancel(Block block) {
        return waiting.remove(block);
    }

    @Nullable
    Block poll() {
        return waiting.poll();
    }

    /**
     * Writes, without flushing, as much as the watermark and the limits allow; true when something was written.
     *
     * @param allowance calls when there is more of it
     * @param sent told of each block that the socket took
     * @throws org.lyceum.bittorrent.BitTorrentException when the files cannot be read
     */
    boolean write(Channel channel, TorrentStorage storage, Allowance allowance, Sent sent) {
        boolean wrote = false;
        while (bytesInChannel < SEND_WATERMARK
                && !waiting.isEmpty()
                && allowance.permits(sendable())
                && waiting.poll() instanceof Block block) {
            allowance.spend(block.length());
            if (bytesInChannel == 0) {
                cork(channel, true);
            }
            var regions = storage.regions(block.piece(), block.offset(), block.length());
            ByteBuf header = channel.alloc().directBuffer(MessageEncoder.PIECE_HEADER, MessageEncoder.PIECE_HEADER);
            MessageEncoder.writePieceHeader(block.piece(), block.offset(), block.length(), header);
            var _ = channel.write(header);
            bytesInChannel += block.length();
            wrote = true;
            for (int i = 0; i < regions.size(); i++) {
                var written = switch (regions.get(i)) {
                    case Region.OfFile file -> channel.write(new LeasedRegion(file));
                    case Region.Zeros zeros ->
                        channel.write(channel.alloc().buffer(zeros.length()).writeZero(zeros.length()));
                };
                if (i == regions.size() - 1) {
                    written.addListener(done -> {
                        bytesInChannel -= block.length();
                        if (done.isSuccess()) {
                            sent.sent(block);
                        }
                        if (bytesInChannel == 0) {
                            cork(channel, false);
                        }
                    });
                }
            }
        }
        return wrote;
    }

    /** While blocks follow one another, the kernel is to fill its packets, and not to send each header in its own. */
    private static void cork(Channel channel, boolean corked) {
        if (channel instanceof EpollSocketChannel socket && socket.isOpen()) {
            socket.config().setTcpCork(corked);
        }
    }

    private long sendable() {
        return Math.min(SEND_WATERMARK - bytesInChannel, (long) waiting.size() * Block.SIZE);
    }

    /** What the socket has not taken yet. */
    int bytesInChannel() {
        return bytesInChannel;
    }

    /** Told when a block has gone to the socket. */
    @FunctionalInterface
    interface Sent {
        void sent(Block block);
    }

    /** A file region that gives the pooled file back instead of closing it. */
    private static final class LeasedRegion extends DefaultFileRegion {

        private final Region.OfFile region;

        LeasedRegion(Region.OfFile region) {
            super(region.lease().channel(), region.position(), region.length());
            this.region = region;
        }

        @Override
        protected void deallocate() {
            region.close();
        }
    }
}
