package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.wire.ExtensionHandshake;
import org.lyceum.bittorrent.wire.Handshake;
import org.lyceum.bittorrent.wire.Message;
import org.lyceum.bittorrent.wire.MetadataMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer of one torrent after the handshake (BEP 3): what it says goes to {@link PeerDownload} where it is about what
 * we want of it, and to {@link PeerUpload} where it is about what it wants of us. Lives on the torrent's event loop.
 */
final class PeerConnection extends ChannelInboundHandlerAdapter implements MetadataFetch.Source {

    private static final Logger log = LoggerFactory.getLogger(PeerConnection.class);

    /** What we call ut_metadata (BEP 9) in our extension handshake. */
    static final int UT_METADATA = 1;

    private final int number;
    private final PeerIdentity identity;
    private final PeerLink link;
    private final Swarm swarm;

    private final PeerPieces pieces = new PeerPieces();
    private final PeerTraffic traffic;
    private final PeerDownload download;
    private final PeerUpload upload;
    private boolean closed;

    PeerConnection(
            int number,
            Handshake handshake,
            boolean incoming,
            InetSocketAddress address,
            Swarm swarm,
            Channel channel) {
        this.number = number;
        this.swarm = swarm;
        identity = new PeerIdentity(handshake, incoming, address);
        link = new PeerLink(channel, swarm.nanos());
        traffic = swarm.traffic(this::downloadGranted, this::uploadGranted);
        download = new PeerDownload(this, link, traffic, swarm);
        upload = new PeerUpload(this, link, traffic, swarm);
    }

    int number() {
        return number;
    }

    PeerIdentity identity() {
        return identity;
    }

    PeerPieces pieces() {
        return pieces;
    }

    PeerTraffic traffic() {
        return traffic;
    }

    PeerDownload download() {
        return download;
    }

    PeerUpload upload() {
        return upload;
    }

    boolean isClosed() {
        return closed;
    }

    Usefulness usefulness(long now) {
        return new Usefulness(download.isInterested() || upload.isEager(), now - traffic.lastMoved());
    }

    @Override
    public int metadataSize() {
        return identity.metadataSize();
    }

    /** Opens the conversation. */
    void greet() {
        Greeting.open(this, swarm);
        link.flush();
    }

    /** What we could not tell when we greeted: that we can give the metadata (BEP 9), and the pieces found on disk. */
    void contentKnown(BitField verified) {
        if (!closed) {
            Greeting.complete(this, swarm, verified);
            link.flush();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        if (closed || !(read instanceof Message message)) {
            ReferenceCountUtil.release(read instanceof Message message ? payload(message) : read);
            return;
        }
        link.heard(swarm.nanos());
        try {
            receive(message);
        } catch (BitTorrentException e) {
            close(e.getMessage());
        }
    }

    private static @Nullable ByteBuf payload(Message message) {
        return switch (message) {
            case Message.Piece piece -> piece.data();
            case Message.Extended extended -> extended.payload();
            default -> null;
        };
    }

    private void receive(Message message) {
        switch (message) {
            case Message.KeepAlive _, Message.Port _, Message.SuggestPiece _, Message.AllowedFast _ -> {}
            case Message.Choke _ -> download.choked();
            case Message.Unchoke _ -> download.unchoked();
            case Message.Interested _ -> upload.interested(true);
            case Message.NotInterested _ -> upload.interested(false);
            case Message.Have(int piece) -> {
                if (pieces.have(piece)) {
                    swarm.peerHas(this, piece);
                }
            }
            case Message.Bitfield(byte[] bits) -> swarm.peerClaims(this, () -> pieces.bitfield(bits));
            case Message.HaveAll _ -> swarm.peerClaims(this, pieces::all);
            case Message.HaveNone _ -> swarm.peerClaims(this, pieces::none);
            case Message.Request(Block block) -> upload.requested(block);
            case Message.Cancel(Block block) -> upload.cancelled(block);
            case Message.RejectRequest(Block block) -> download.rejected(block);
            case Message.Piece(int piece, int offset, ByteBuf data) -> {
                swarm.received(this, new Block(piece, offset, data.readableBytes()), data);
            }
            case Message.Extended(int id, ByteBuf payload) -> {
                try {
                    extended(id, payload);
                } finally {
                    payload.release();
                }
            }
        }
    }

    private void extended(int id, ByteBuf payload) {
        if (id == 0) {
            ExtensionHandshake told = ExtensionHandshake.decode(payload);
            identity.extensions(told);
            download.requests().limit(told.requestQueue());
            swarm.extensionsKnown(this);
        } else if (id == UT_METADATA) {
            MetadataMessage.decode(payload).ifPresent(message -> swarm.metadataMessage(this, message));
        }
    }

    /** Sends a message of BEP 9 under the id that the peer chose for it. */
    @Override
    public void sendMetadata(MetadataMessage message) {
        if (identity.metadataId() > 0) {
            send(new Message.Extended(identity.metadataId(), message.encode()));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        download.requestMore();
        upload.upload();
        link.flush();
    }

    void requestMoreNow() {
        download.requestMore();
        link.flush();
    }

    void flush() {
        link.flush();
    }

    private void downloadGranted() {
        link.setInDebt(false);
        requestMoreNow();
    }

    private void uploadGranted() {
        upload.upload();
        link.flush();
    }

    /** What is asked already beyond {@code most} blocks is left to be asked again, when the new limits let it. */
    void limitsChanged(int most) {
        download.limitsChanged(most);
        upload.limitsChanged();
        uploadGranted();
        requestMoreNow();
    }

    void send(Message message) {
        link.write(message, swarm.nanos());
    }

    void sendNow(Message message) {
        send(message);
        link.flush();
    }

    /** Housekeeping, about twice a second. */
    void tick(long now) {
        download.adapt(now);
        String fault = link.fault(now);
        if (fault != null) {
            close(fault);
            return;
        }
        link.keepAlive(now);
        if (download.becameSnubbed(now)) {
            link.flush();
            // the others first: this one gets something to do at the next tick
            swarm.askOthers(this);
            return;
        }
        download.requestMore();
        link.flush();
        traffic.surrender();
    }

    void setReading(boolean reading) {
        link.setReading(reading);
    }

    /** False while the peer does not take what waits for it already. */
    boolean takesMore() {
        return link.takesMore();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        link.writabilityChanged(swarm.nanos());
    }

    PeerStatus status(long now) {
        return new PeerStatus(
                identity.address(),
                identity.client(),
                pieces.progress(),
                identity.incoming(),
                traffic.down().bytesPerSecond(now),
                traffic.up().bytesPerSecond(now),
                traffic.down().total(),
                traffic.up().total(),
                upload.isChoking(),
                download.isInterested(),
                download.isChoked(),
                upload.isInterested(),
                swarm.choking().isOptimistic(number),
                download.requests().isSnubbed(),
                download.requests().size(),
                upload.queue().size());
    }

    @Override
    public void ban(String reason) {
        swarm.ban(this, reason);
    }

    void close(String reason) {
        if (!closed) {
            closed = true;
            log.debug("{} {}: closing, {}", swarm.infoHash(), identity.address(), reason);
            link.close();
            traffic.close((long) download.requests().size() * Block.SIZE);
            swarm.disconnected(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        close("the peer closed the connection");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // a failed write says so in the midst of whatever wrote, as while every peer is told of a piece
        ctx.executor().execute(() -> close(String.valueOf(cause.getMessage())));
    }
}
