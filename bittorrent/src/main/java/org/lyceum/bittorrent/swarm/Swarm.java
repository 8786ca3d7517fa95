package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.swarm.ConnectionSlots.Slot;
import org.lyceum.bittorrent.wire.ExtensionHandshake;
import org.lyceum.bittorrent.wire.Handshake;
import org.lyceum.bittorrent.wire.Message;
import org.lyceum.bittorrent.wire.MetadataMessage;

/**
 * One torrent's peers: who is connected, what is asked of them and sent to them. Lives on the torrent's event loop.
 */
final class Swarm implements Content.Owner {

    private static final String CLIENT = "Lyceum 0.1";

    /** What the torrent learns from its peers. */
    interface Owner {
        void pieceVerified(int piece);

        /** The info dictionary of a magnet link, its hash checked. */
        void metadataReceived(byte[] info);

        void storageFailed(BitTorrentException failure);

        /** Peers came, or may be dialled: {@link Swarm#tick} is needed for a while. */
        void stirred();
    }

    private final EngineContext context;
    private final EventLoop loop;
    private final InfoHash infoHash;
    private final Owner owner;
    private final Connections connections;
    private final Dialling dialling;
    private final Choking choking;
    private final RateMeter down;
    private final RateMeter up;
    private final MetadataExchange metadata;
    private final TransferLimits limits;
    private @Nullable Content content;
    private boolean running;

    /** @param limits those of this torrent alone */
    Swarm(EngineContext context, EventLoop loop, InfoHash infoHash, RateLimits limits, Owner owner) {
        this.context = context;
        this.loop = loop;
        this.infoHash = infoHash;
        this.owner = owner;
        metadata = new MetadataExchange(infoHash);
        connections = new Connections(
                context.peerId(), context.settings().connections().perTorrent());
        dialling = new Dialling(context, this, connections);
        choking = new Choking(
                connections, context.settings().choke(), context.random(), this::isSeeding, context.ticker());
        this.limits = TransferLimits.of(limits, loop, context.ticker());
        down = new RateMeter(nanos());
        up = new RateMeter(nanos());
    }

    EventLoop loop() {
        return loop;
    }

    InfoHash infoHash() {
        return infoHash;
    }

    long nanos() {
        return context.ticker().getAsLong();
    }

    Connections connections() {
        return connections;
    }

    Dialling dialling() {
        return dialling;
    }

    Choking choking() {
        return choking;
    }

    RateMeter down() {
        return down;
    }

    RateMeter up() {
        return up;
    }

    RateLimits limits() {
        return limits.current();
    }

    void limit(RateLimits changed) {
        limits.change(_ -> changed);
        limitsChanged();
    }

    /** The limits of the torrent or of the engine are others now. */
    void limitsChanged() {
        for (PeerConnection peer : connections.all()) {
            peer.limitsChanged(RequestPipeline.ahead(peer.traffic().download().rate() / connections.size()));
        }
    }

    /** A new connection's; it is told when it may go on, one way or the other. */
    PeerTraffic traffic(Runnable downloadGranted, Runnable uploadGranted) {
        TransferLimits engine = context.limits();
        return new PeerTraffic(
                new Allowance(limits.download(), engine.download(), loop, downloadGranted),
                new Allowance(limits.upload(), engine.upload(), loop, uploadGranted),
                nanos());
    }

    @Nullable
    BitField verified() {
        return content != null ? content.verified() : null;
    }

    /** Peers are let in, and dialled. */
    boolean isRunning() {
        return running;
    }

    boolean isSeeding() {
        return content != null && content.isFinished();
    }

    /**
     * Lets peers in and dials those that are known. Called again once the metadata of a magnet link has become known,
     * {@code known} then being the first that is not null.
     */
    void start(@Nullable Content known) {
        running = true;
        owner.stirred();
        content = known;
        if (known == null) {
            metadata.want();
        } else {
            metadata.know(known.info());
            for (PeerConnection peer : connections.all()) {
                Interest.resolve(peer, known);
                peer.contentKnown(known.verified());
            }
        }
        dialling.dial();
    }

    void stop(String reason) {
        running = false;
        dialling.stop();
        connections.closeAll(reason);
        if (content != null) {
            content.dropAssemblies();
        }
    }

    void found(List<InetSocketAddress> peers) {
        owner.stirred();
        dialling.found(peers);
    }

    /** The blocklist has changed. */
    void closeBlocked() {
        connections.forgetIf(context.blocked());
        connections.all().stream()
                .filter(peer -> context.blocked().test(peer.identity().address().getAddress()))
                .forEach(peer -> peer.close("its address is blocked"));
    }

    Handshake handshake() {
        return new Handshake(infoHash, context.peerId(), true, true, false);
    }

    ExtensionHandshake extensionHandshake() {
        return new ExtensionHandshake(
                Map.of(MetadataMessage.EXTENSION, PeerConnection.UT_METADATA),
                CLIENT,
                UploadQueue.LIMIT,
                context.port(),
                metadata.size(),
                content != null && content.isFinished());
    }

    /** Takes in a peer whose handshake is done; null when it is not wanted. */
    @Nullable
    PeerConnection admit(Handshake handshake, boolean incoming, InetSocketAddress address, Slot slot, Channel channel) {
        if (!running
                || context.blocked().test(address.getAddress())
                || !connections.admits(handshake, incoming, address)
                || !dialling.hasRoom(slot)) {
            return null;
        }
        var peer = new PeerConnection(connections.takeNumber(), handshake, incoming, address, this, channel);
        connections.add(peer, nanos());
        owner.stirred();
        if (content != null) {
            Interest.resolve(peer, content);
            peer.setReading(!content.isHoldingBack());
        }
        return peer;
    }

    void disconnected(PeerConnection peer) {
        long now = nanos();
        if (content != null) {
            Interest.gone(peer, content);
        }
        metadata.gone(peer, now);
        connections.remove(peer, now);
        choking.demandChanged();
        if (running) {
            askEverybody();
        }
    }

    /** Blocks have become free to ask of others. */
    private void askEverybody() {
        connections.all().forEach(PeerConnection::requestMoreNow);
    }

    void askOthers(PeerConnection but) {
        connections.all().stream().filter(peer -> peer != but).forEach(PeerConnection::requestMoreNow);
    }

    /** A peer replaces what it says to have. */
    void peerClaims(PeerConnection peer, Runnable claim) {
        Interest.claimed(peer, claim, content);
    }

    void peerHas(PeerConnection peer, int piece) {
        if (content != null) {
            Interest.has(peer, piece, content);
        }
    }

    /** What is wanted has changed: priorities, or everything is to be hashed again. */
    void wishesChanged() {
        if (content != null) {
            for (PeerConnection peer : connections.all()) {
                Interest.update(peer, content);
            }
            askEverybody();
        }
    }

    @Override
    public void pieceVerified(int piece) {
        for (PeerConnection peer : connections.all()) {
            BitField has = peer.pieces().field();
            if (has == null || !has.get(piece)) {
                peer.send(new Message.Have(piece));
            }
            if (content != null) {
                Interest.update(peer, content);
            }
            peer.flush();
        }
        owner.pieceVerified(piece);
        if (content != null && content.isSeed()) {
            Content known = content;
            connections.all().forEach(peer -> Interest.closeIfNeitherWants(peer, known));
        }
    }

    boolean canServe(Block block) {
        return content != null && content.canServe(block);
    }

    boolean upload(UploadQueue queue, Channel channel, Allowance allowance, UploadQueue.Sent sent) {
        if (content == null) {
            return false;
        }
        try {
            return queue.write(channel, content.storage(), allowance, sent);
        } catch (BitTorrentException e) {
            owner.storageFailed(e);
            return false;
        }
    }

    void sent(int bytes) {
        up.add(bytes, nanos());
    }

    void pick(PeerConnection peer, BitField has, int most, int mostDuplicates, boolean wholePieces) {
        if (content != null) {
            content.picker().pick(peer.number(), has, most, mostDuplicates, wholePieces, peer.download()::request);
        }
    }

    void released(PeerConnection peer, Block block) {
        if (content != null) {
            content.picker().released(peer.number(), block);
        }
    }

    /** Takes over the reference to {@code data}. */
    void received(PeerConnection peer, Block block, ByteBuf data) {
        if (!peer.download().expected(block) || content == null) {
            data.release();
        } else {
            down.add(block.length(), nanos());
            content.received(peer, block, data);
        }
    }

    void extensionsKnown(PeerConnection peer) {
        metadata.offered(peer, nanos());
    }

    void metadataMessage(PeerConnection peer, MetadataMessage message) {
        metadata.received(peer, message, nanos()).ifPresent(owner::metadataReceived);
    }

    @Override
    public void cancelElsewhere(Block block, int peer) {
        PeerConnection other = connections.numbered(peer);
        if (other != null) {
            other.download().cancel(block);
            other.flush();
            if (other.download().requests().size() == 0) {
                // once the picker is through with this block
                loop.execute(other::requestMoreNow);
            }
        }
    }

    @Override
    public void setReading(boolean reading) {
        connections.all().forEach(peer -> peer.setReading(reading));
    }

    @Override
    public void storageFailed(BitTorrentException failure) {
        owner.storageFailed(failure);
    }

    @Override
    public void guilty(Set<PeerConnection> peers) {
        peers.forEach(peer -> ban(peer, "it sent a piece that fails its hash"));
    }

    void ban(PeerConnection peer, String reason) {
        connections.ban(peer, reason);
    }

    /** Whether figures move: somebody is connected, or was a moment ago. */
    boolean isBusy() {
        long now = nanos();
        return connections.size() > 0 || down.bytesPerSecond(now) > 0 || up.bytesPerSecond(now) > 0;
    }

    /** Housekeeping, twice a second while the swarm is busy. */
    void tick() {
        long now = nanos();
        metadata.tick(now);
        connections.all().forEach(peer -> peer.tick(now));
        choking.tick();
        dialling.dial();
    }

    List<PeerStatus> peers() {
        long now = nanos();
        return connections.all().stream().map(peer -> peer.status(now)).toList();
    }
}
