package org.lyceum.bittorrent.swarm;

import java.util.List;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.wire.Message;

/** What we want of one peer (BEP 3): our interest, its choke, and the blocks that it was asked for. */
final class PeerDownload {

    private final PeerConnection peer;
    private final PeerLink link;
    private final PeerTraffic traffic;
    private final Swarm swarm;
    private final RequestPipeline requests;
    private boolean interested;
    private boolean choked = true;

    PeerDownload(PeerConnection peer, PeerLink link, PeerTraffic traffic, Swarm swarm) {
        this.peer = peer;
        this.link = link;
        this.traffic = traffic;
        this.swarm = swarm;
        requests = new RequestPipeline(swarm.nanos());
    }

    RequestPipeline requests() {
        return requests;
    }

    boolean isInterested() {
        return interested;
    }

    /** The peer chokes us. */
    boolean isChoked() {
        return choked;
    }

    void setInterested(boolean wanting) {
        if (wanting != interested) {
            interested = wanting;
            peer.sendNow(wanting ? new Message.Interested() : new Message.NotInterested());
        }
    }

    void unchoked() {
        choked = false;
    }

    void choked() {
        choked = true;
        if (!peer.identity().fast()) {
            List.copyOf(requests.pending()).forEach(block -> {
                withdraw(block);
                swarm.released(peer, block);
            });
        }
    }

    void rejected(Block block) {
        if (requests.rejected(block)) {
            traffic.download().refund(block.length());
            swarm.released(peer, block);
        }
    }

    /** Asks for blocks up to the depth of the pipeline; the caller flushes. */
    void requestMore() {
        BitField has = peer.pieces().field();
        if (!peer.isClosed() && !choked && interested && has != null && requests.wantsMore()) {
            int most = traffic.download().blocks(requests.room());
            if (most > 0) {
                swarm.pick(peer, has, most, requests.mostDuplicates(), requests.isFast());
            }
        }
    }

    void request(Block block) {
        traffic.download().spend(block.length());
        requests.sent(block, link.lastRead());
        peer.send(new Message.Request(block));
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

    void cancel(Block block) {
        if (withdraw(block)) {
            peer.send(new Message.Cancel(block));
        }
    }

    private boolean withdraw(Block block) {
        boolean asked = requests.withdraw(block);
        if (asked) {
            traffic.download().refund(block.length());
        }
        return asked;
    }

    private void abandon(Block block) {
        cancel(block);
        swarm.released(peer, block);
    }

    /** What is asked already beyond {@code most} blocks is left to be asked again, when the new limits let it. */
    void limitsChanged(int most) {
        if (traffic.download().rate() > 0 && requests.size() > most) {
            requests.pending().stream().skip(most).toList().forEach(this::abandon);
        }
        traffic.download().limitsChanged((long) requests.size() * Block.SIZE);
        link.setInDebt(traffic.download().isInDebt());
    }

    /**
     * Housekeeping, about twice a second.
     *
     * @return whether the peer has left us without a block for long: what it was asked for is free for others
     */
    boolean becameSnubbed(long now) {
        boolean snubbed = requests.becameSnubbed(now);
        if (snubbed) {
            List.copyOf(requests.pending()).forEach(this::abandon);
        }
        return snubbed;
    }

    void adapt(long now) {
        requests.adapt(traffic.down().bytesPerSecond(now));
        if (link.isHeldBack()) {
            // what we do not read is no silence of the peer
            link.heard(now);
            requests.excuse(now);
        }
    }
}
