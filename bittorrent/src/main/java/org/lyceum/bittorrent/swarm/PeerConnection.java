package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.choker.ChokeCandidate;
import org.lyceum.bittorrent.wire.ExtensionHandshake;
import org.lyceum.bittorrent.wire.Handshake;
import org.lyceum.bittorrent.wire.Message;
import org.lyceum.bittorrent.wire.MetadataMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer of one torrent after the handshake: the state of both sides (BEP 3), what is asked and what is to be sent.
 * Lives on the torrent's event loop.
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
    private final RequestPipeline requests;
    private final UploadQueue uploads = new UploadQueue();
    private final RateMeter down;
    private final RateMeter up;
    private final long connectedAt;
    private boolean amChoking = true;
    private boolean amInterested;
    private boolean peerChoking = true;
    private boolean peerInterested;
    private Instant chokeChangedAt = Instant.MIN;
    private long downBeforeRound;
    private long upBeforeRound;
    private long lastBlockAt;
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
        long now = swarm.nanos();
        link = new PeerLink(channel, now);
        requests = new RequestPipeline(now);
        down = new RateMeter(now);
        up = new RateMeter(now);
        connectedAt = lastBlockAt = now;
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

    RequestPipeline requests() {
        return requests;
    }

    /** As the choke policy sees it; the epoch of its instants is that of the engine's ticker. */
    ChokeCandidate chokeCandidate() {
        return new ChokeCandidate(
                number,
                peerInterested,
                !amChoking,
                down.total() - downBeforeRound,
                up.total() - upBeforeRound,
                instant(connectedAt),
                instant(lastBlockAt),
                chokeChangedAt);
    }

    void beginChokeRound() {
        downBeforeRound = down.total();
        upBeforeRound = up.total();
    }

    static Instant instant(long nanos) {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public int metadataSize() {
        return identity.metadataSize();
    }

    /** Opens the conversation: extensions, then what we have. */
    void greet() {
        if (identity.extended()) {
            ExtensionHandshake ours = swarm.extensionHandshake();
            send(new Message.Extended(0, ours.encode()));
        }
        BitField verified = swarm.verified();
        if (verified != null && verified.isFull() && identity.fast()) {
            send(new Message.HaveAll());
        } else if (verified != null && !verified.isEmpty()) {
            send(new Message.Bitfield(verified.toBytes()));
        } else if (identity.fast()) {
            send(new Message.HaveNone());
        }
        link.flush();
    }

    /** What we could not tell when we greeted: that we can give the metadata (BEP 9), and the pieces found on disk. */
    void contentKnown(BitField verified) {
        if (closed) {
            return;
        }
        if (identity.extended()) {
            send(new Message.Extended(0, swarm.extensionHandshake().encode()));
        }
        for (int piece = verified.nextSet(0); piece >= 0; piece = verified.nextSet(piece + 1)) {
            send(new Message.Have(piece));
        }
        link.flush();
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
            case Message.Choke _ -> choked();
            case Message.Unchoke _ -> peerChoking = false;
            case Message.Interested _ -> {
                peerInterested = true;
                swarm.choking().demandChanged();
            }
            case Message.NotInterested _ -> {
                peerInterested = false;
                swarm.choking().demandChanged();
            }
            case Message.Have(int piece) -> {
                if (pieces.have(piece)) {
                    swarm.peerHas(this, piece);
                }
            }
            case Message.Bitfield(byte[] bits) -> swarm.peerClaims(this, () -> pieces.bitfield(bits));
            case Message.HaveAll _ -> swarm.peerClaims(this, pieces::all);
            case Message.HaveNone _ -> swarm.peerClaims(this, pieces::none);
            case Message.Request(Block block) -> requested(block);
            case Message.Cancel(Block block) -> {
                if (uploads.cancel(block)) {
                    reject(block);
                }
            }
            case Message.RejectRequest(Block block) -> {
                if (requests.rejected(block)) {
                    swarm.released(this, block);
                }
            }
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
            requests.limit(told.requestQueue());
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

    private void choked() {
        peerChoking = true;
        if (!identity.fast()) {
            List.copyOf(requests.pending()).forEach(block -> {
                requests.withdraw(block);
                swarm.released(this, block);
            });
        }
    }

    private void requested(Block block) {
        if (amChoking || !swarm.canServe(block) || !uploads.offer(block)) {
            reject(block);
        }
    }

    private void reject(Block block) {
        if (identity.fast()) {
            send(new Message.RejectRequest(block));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        requestMore();
        upload();
        link.flush();
    }

    /** Asks for blocks up to the depth of the pipeline; the caller flushes. */
    private void requestMore() {
        BitField has = pieces.field();
        if (!closed && !peerChoking && amInterested && has != null && requests.wantsMore()) {
            swarm.pick(this, has, requests.room(), requests.isFast());
        }
    }

    void requestMoreNow() {
        requestMore();
        link.flush();
    }

    void flush() {
        link.flush();
    }

    /** True when the block was asked for: only then does it count, and earn the peer a slot. */
    boolean expected(Block block) {
        if (!requests.arrived(block, link.lastRead())) {
            return false;
        }
        lastBlockAt = link.lastRead();
        down.add(block.length(), lastBlockAt);
        return true;
    }

    void request(Block block) {
        requests.sent(block, link.lastRead());
        send(new Message.Request(block));
    }

    void cancel(Block block) {
        if (requests.withdraw(block)) {
            send(new Message.Cancel(block));
        }
    }

    private void upload() {
        if (!closed && !amChoking && uploads.size() > 0) {
            link.closeBatch();
            boolean wrote = swarm.upload(uploads, link.channel(), block -> {
                up.add(block.length(), swarm.nanos());
                swarm.sent(block.length());
                upload();
                link.flush();
            });
            if (wrote) {
                link.wrote(swarm.nanos());
            }
        }
    }

    void setInterested(boolean interested) {
        if (interested != amInterested) {
            amInterested = interested;
            sendNow(interested ? new Message.Interested() : new Message.NotInterested());
        }
    }

    void setChoking(boolean choking) {
        if (choking == amChoking) {
            return;
        }
        amChoking = choking;
        chokeChangedAt = instant(swarm.nanos());
        if (choking) {
            send(new Message.Choke());
            while (uploads.poll() instanceof Block block) {
                reject(block);
            }
        } else {
            send(new Message.Unchoke());
        }
        link.flush();
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
        requests.adapt(down.bytesPerSecond(now));
        String fault = link.fault(now);
        if (fault != null) {
            close(fault);
            return;
        }
        link.keepAlive(now);
        if (requests.becameSnubbed(now)) {
            for (Block block : new ArrayList<>(requests.pending())) {
                cancel(block);
                swarm.released(this, block);
            }
            link.flush();
            // the others first: this one gets something to do at the next tick
            swarm.askOthers(this);
            return;
        }
        requestMore();
        link.flush();
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
                down.bytesPerSecond(now),
                up.bytesPerSecond(now),
                down.total(),
                up.total(),
                amChoking,
                amInterested,
                peerChoking,
                peerInterested,
                requests.size(),
                uploads.size());
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
