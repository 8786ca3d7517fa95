package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.wire.ExtensionHandshake;
import org.lyceum.bittorrent.wire.Handshake;
import org.lyceum.bittorrent.wire.Message;
import org.lyceum.bittorrent.wire.MessageDecoder;
import org.lyceum.bittorrent.wire.MessageEncoder;
import org.lyceum.bittorrent.wire.MetadataMessage;

/** A peer on a plain socket that says what a test wants it to say. Whatever it waits for comes in time, or fails. */
final class FakePeer implements Closeable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final EmbeddedChannel decoder = new EmbeddedChannel();
    private final byte[] buffer = new byte[64 * 1024];

    FakePeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        decoder.config().setAllocator(new UnpooledByteBufAllocator(false));
        decoder.pipeline().addLast(new MessageDecoder(MessageDecoder.MAX_FRAME));
    }

    static FakePeer dial(int port) throws IOException {
        return new FakePeer(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Dials and exchanges handshakes. */
    static FakePeer join(int port, InfoHash infoHash, boolean fast) throws IOException {
        FakePeer peer = dial(port);
        peer.greet(infoHash, fast);
        return peer;
    }

    /** Exchanges handshakes on a connection that stands. */
    static FakePeer join(Socket socket, InfoHash infoHash, boolean fast) throws IOException {
        FakePeer peer = new FakePeer(socket);
        peer.greet(infoHash, fast);
        return peer;
    }

    static ServerSocket listen() throws IOException {
        ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(PATIENCE_MILLIS);
        return listener;
    }

    /** Takes a connection and exchanges handshakes. */
    static FakePeer accept(ServerSocket listener, InfoHash infoHash, boolean fast) throws IOException {
        FakePeer peer = new FakePeer(listener.accept());
        peer.greet(infoHash, fast);
        return peer;
    }

    private void greet(InfoHash infoHash, boolean fast) throws IOException {
        send(handshake(infoHash, PeerId.generate(new Random()), fast));
        readHandshake();
    }

    static byte[] handshake(InfoHash infoHash, PeerId peerId, boolean fast) {
        return bytes(new Handshake(infoHash, peerId, fast, true, false).encode(UnpooledByteBufAllocator.DEFAULT));
    }

    Handshake readHandshake() throws IOException {
        return Handshake.decode(Unpooled.wrappedBuffer(socket.getInputStream().readNBytes(Handshake.LENGTH)));
    }

    void send(byte[] raw) throws IOException {
        socket.getOutputStream().write(raw);
    }

    void send(Message... messages) throws IOException {
        for (Message message : messages) {
            ByteBuf frame = Unpooled.buffer();
            MessageEncoder.write(message, frame);
            send(bytes(frame));
        }
    }

    void sendBlock(Block block, byte[] data) throws IOException {
        send(new Message.Piece(block.piece(), block.offset(), Unpooled.wrappedBuffer(data)));
    }

    /** Says that we take metadata messages under id 1, and that there are so many bytes of it. */
    void sendExtensions(int metadataSize) throws IOException {
        send(extended(
                0,
                new ExtensionHandshake(Map.of(MetadataMessage.EXTENSION, 1), "fake", 250, 0, metadataSize, false)
                        .encode()));
    }

    void sendMetadata(MetadataMessage message) throws IOException {
        send(extended(PeerConnection.UT_METADATA, message.encode()));
    }

    private static Message extended(int id, ByteBuf payload) {
        return new Message.Extended(id, payload);
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = ByteBufUtil.getBytes(buffer);
        buffer.release();
        return bytes;
    }

    /** The next message; fails at the end of the connection. */
    Message next() throws IOException {
        while (true) {
            Message message = decoder.readInbound();
            if (message != null) {
                return onHeap(message);
            }
            int read = socket.getInputStream().read(buffer);
            if (read < 0) {
                throw new EOFException("the connection was closed");
            }
            decoder.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOf(buffer, read)));
        }
    }

    /** So that no test has to give anything back. */
    private static Message onHeap(Message message) {
        return switch (message) {
            case Message.Piece(int piece, int offset, ByteBuf data) ->
                new Message.Piece(piece, offset, Unpooled.wrappedBuffer(bytes(data)));
            case Message.Extended(int id, ByteBuf payload) ->
                new Message.Extended(id, Unpooled.wrappedBuffer(bytes(payload)));
            default -> message;
        };
    }

    /** The next message of a kind; those before it are passed over. */
    <T extends Message> T next(Class<T> kind) throws IOException {
        while (true) {
            Message message = next();
            if (kind.isInstance(message)) {
                return kind.cast(message);
            }
        }
    }

    MetadataMessage nextMetadata() throws IOException {
        while (true) {
            Message.Extended message = next(Message.Extended.class);
            if (message.id() != 0) {
                return MetadataMessage.decode(message.payload()).orElseThrow();
            }
        }
    }

    /** Returns once the other side has closed the connection. */
    void awaitClosed() throws IOException {
        try {
            while (true) {
                next();
            }
        } catch (EOFException | SocketException e) {
            // as awaited
        }
    }

    /** Serves whatever is asked for, until the connection ends. */
    void serve(Function<Block, byte @Nullable []> blocks) throws IOException {
        try {
            while (true) {
                switch (next()) {
                    case Message.Interested _ -> send(new Message.Unchoke());
                    case Message.Request(Block block) -> {
                        byte[] data = blocks.apply(block);
                        if (data != null) {
                            sendBlock(block, data);
                        }
                    }
                    default -> {}
                }
            }
        } catch (EOFException | SocketException | ClosedChannelException e) {
            // the other side has enough, or the test has, which closes the decoder from its own thread
        }
    }

    Thread serveInBackground(Function<Block, byte @Nullable []> blocks) {
        return Thread.startVirtualThread(() -> {
            try {
                serve(blocks);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() throws IOException {
        socket.close();
        decoder.finishAndReleaseAll();
    }
}
