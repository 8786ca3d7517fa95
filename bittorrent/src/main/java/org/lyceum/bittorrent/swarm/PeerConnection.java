package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.time.Instant;
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
    private final PeerTraffic traffic;
    private boolean amChoking = true;
    private boolean amInterested;
    private boolean peerChoking = true;
    private boolean peerInterested;
    private Instant chokeChangedAt = Instant.MIN;
    private boolean leftSlotUnused;
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
        traffic = swarm.traffic(this::downloadGranted, this::uploadGranted);
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

    PeerTraffic traffic() {
        return traffic;
    }

    ChokeCandidate chokeCandidate() {
        boolean taking = uploads.size() > 0 || uploads.bytesInChannel() > 0;
        Instant lastTakenAt =
                PeerTraffic.instant(taking ? swarm.nanos() : traffic.up().lastAdded());
        return traffic.chokeCandidate(number, peerInterested, !amChoking, lastTakenAt, chokeChangedAt);
    }

    Usefulness usefulness(long now) {
        boolean eager = peerInterested && !(amChoking ? leftSlotUnused : leavesSlotUnused());
        return new Usefulness(amInterested || eager, now - traffic.lastMoved());
    }

    private boolean leavesSlotUnused() {
        return !amChoking && !chokeCandidate().isEager(PeerTraffic.instant(swarm.nanos()));
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
                    traffic.download().refund(block.length());
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
                withdraw(block);
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
            int most = traffic.download().blocks(requests.room());
            if (most > 0) {
                swarm.pick(this, has, most, requests.mostDuplicates(), requests.isFast());
            }
        }
    }

    void requestMoreNow() {
        requestMore();
        link.flush();
    }

    void flush() {
        link.flush();
    }

    /** Nothing that we asked it for is under way. */
    boolean isUnasked() {
        return requests.size() == 0;
    }

    /** True when the block was asked for: only then does it count, and earn the peer a slot. */
    boolean expected(Block block) {
        if (!requests.arrived(block, link.lastRead())) {
            traffic.download().spend(block.length());
            link.setInDebt(traffic.download().isInDebt());
            return false;
        }
        traffic.received(block.length(), link.lastRead());
        return true;
    }

    void request(Block block) {
        traffic.download().spend(block.length());
        requests.sent(block, link.lastRead());
        send(new Message.Request(block));
    }

    void cancel(Block block) {
        if (withdraw(block)) {
            send(new Message.Cancel(block));
        }
    }

    private boolean withdraw(Block block) {
        boolean asked = requests.withdraw(block);
        if (asked) {
            traffic.download().refund(block.length());
        }
        return asked;
    }

    private void downloadGranted() {
        link.setInDebt(false);
        requestMoreNow();
    }

    private void uploadGranted() {
        upload();
        link.flush();
    }

    /** What is asked already beyond {@code most} blocks is left to be asked again, when the new limits let it. */
    void limitsChanged(int most) {
        if (traffic.download().rate() > 0 && requests.size() > most) {
            requests.pending().stream().skip(most).toList().forEach(this::abandon);
        }
        traffic.download().limitsChanged((long) requests.size() * Block.SIZE);
        traffic.upload().limitsChanged(uploads.bytesInChannel());
        link.setInDebt(traffic.download().isInDebt());
        uploadGranted();
        requestMoreNow();
    }

    private void abandon(Block block) {
        cancel(block);
        swarm.released(this, block);
    }

    private void upload() {
        if (!closed && !amChoking && uploads.size() > 0) {
            link.closeBatch();
            boolean wrote = swarm.upload(uploads, link.channel(), traffic.upload(), block -> {
                traffic.sent(block.length(), swarm.nanos());
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
        leftSlotUnused = choking && leavesSlotUnused();
        amChoking = choking;
        chokeChangedAt = PeerTraffic.instant(swarm.nanos());
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
        requests.adapt(traffic.down().bytesPerSecond(now));
        if (link.isHeldBack()) {
            // what we do not read is no silence of the peer
            link.heard(now);
            requests.excuse(now);
        }
        String fault = link.fault(now);
        if (fault != null) {
            close(fault);
            return;
        }
        link.keepAlive(now);
        if (requests.becameSnubbed(now)) {
            List.copyOf(requests.pending()).forEach(this::abandon);
            link.flush();
            // the others first: this one gets something to do at the next tick
            swarm.askOthers(this);
            return;
        }
        requestMore();
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
                amChoking,
                amInterested,
                peerChoking,
                peerInterested,
                swarm.choking().isOptimistic(number),
                requests.isSnubbed(),
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
            traffic.close((long) requests.size() * Block.SIZE);
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
