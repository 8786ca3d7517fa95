package org.lyceum.e2e.process;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.tracker.AnnounceEvent;
import org.lyceum.bittorrent.tracker.AnnounceRequest;
import org.lyceum.bittorrent.tracker.TrackerUrl;
import org.lyceum.bittorrent.tracker.UdpTrackerClient;
import org.lyceum.bittorrent.wire.Handshake;
import org.lyceum.bittorrent.wire.HandshakeDecoder;
import org.lyceum.bittorrent.wire.Message;
import org.lyceum.bittorrent.wire.MessageDecoder;
import org.lyceum.bittorrent.wire.MessageEncoder;
import org.lyceum.e2e.Await;

/**
 * A seed for one peer, which writes down what it is asked for and serves as many pieces as it is told to: blocks of
 * further pieces wait. Everything happens on its event loop.
 */
final class RecordingSeed implements AutoCloseable {

    private final Metainfo torrent;
    private final byte[] content;
    private final PeerId peerId = PeerId.generate(new Random(1));
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listener;

    private final Set<Integer> servedPieces = new HashSet<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int allowedPieces;
    private Visit visit;

    /**
     * What one connection of the peer was about.
     *
     * @param has pieces that the peer said to have when it connected
     * @param requests blocks that it asked for, in their order
     */
    record Visit(BitField has, List<Block> requests) {

        private Visit copy() {
            return new Visit(has.copy(), List.copyOf(requests));
        }
    }

    RecordingSeed(Metainfo torrent, byte[] content) {
        this.torrent = torrent;
        this.content = content;
        visit = new Visit(new BitField(torrent.info().pieceCount()), List.of());
        listener = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HandshakeDecoder(),
                                        new MessageDecoder(MessageDecoder.MAX_FRAME),
                                        new Conversation());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    /** Tells a tracker that it is here. */
    void announceTo(URI tracker) {
        try (UdpTrackerClient client = new UdpTrackerClient(loop.next(), InstantSource.system(), new Random(1))) {
            AnnounceRequest request = new AnnounceRequest(
                    torrent.info().infoHash(),
                    peerId,
                    0,
                    0,
                    0,
                    AnnounceEvent.STARTED,
                    1,
                    0,
                    ((InetSocketAddress) listener.localAddress()).getPort());
            client.announce(TrackerUrl.parse(tracker.toString()), request, true)
                    .orTimeout(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
    }

    /** From now on serves {@code pieces} different pieces, counted from the first ever, in the order asked for. */
    void allow(int pieces) {
        loop.execute(() -> {
            allowedPieces = pieces;
            List<Runnable> again = new ArrayList<>(waiting);
            waiting.clear();
            again.forEach(Runnable::run);
        });
    }

    /** The latest visit so far. */
    Visit visit() {
        return CompletableFuture.supplyAsync(() -> visit.copy(), loop).join();
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Conversation extends SimpleChannelInboundHandler<Object> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Object read) {
            switch (read) {
                case Handshake _ -> greet(ctx);
                case Message.Bitfield(byte[] bits) ->
                    visit = new Visit(BitField.fromBytes(bits, torrent.info().pieceCount()), visit.requests());
                case Message.Interested _ -> send(ctx, new Message.Unchoke());
                case Message.Request(Block block) -> {
                    visit.requests().add(block);
                    serve(ctx, block);
                }
                default -> {} // nothing that a seed must act on
            }
        }

        private static void send(ChannelHandlerContext ctx, Message message) {
            ByteBuf frame = ctx.alloc().buffer();
            MessageEncoder.write(message, frame);
            var _ = ctx.writeAndFlush(frame, ctx.voidPromise());
        }

        private void greet(ChannelHandlerContext ctx) {
            waiting.clear();
            visit = new Visit(new BitField(torrent.info().pieceCount()), new ArrayList<>());
            Handshake ours = new Handshake(torrent.info().infoHash(), peerId, true, false, false);
            var _ = ctx.writeAndFlush(ours.encode(ctx.alloc()), ctx.voidPromise());
            send(ctx, new Message.HaveAll());
        }

        private void serve(ChannelHandlerContext ctx, Block block) {
            if (!servedPieces.contains(block.piece()) && servedPieces.size() >= allowedPieces) {
                waiting.add(() -> serve(ctx, block));
                return;
            }
            servedPieces.add(block.piece());
            int start = block.piece() * torrent.info().pieceLength() + block.offset();
            ByteBuf data = Unpooled.wrappedBuffer(content, start, block.length());
            send(ctx, new Message.Piece(block.piece(), block.offset(), data));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // a peer that is killed resets its connections
            var _ = ctx.close();
        }
    }
}
