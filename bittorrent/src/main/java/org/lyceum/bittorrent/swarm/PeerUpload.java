package org.lyceum.bittorrent.swarm;

import java.time.Instant;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.choker.ChokeCandidate;
import org.lyceum.bittorrent.wire.Message;

/** What one peer wants of us (BEP 3): its interest, our choke, and the blocks that it asked for. */
final class PeerUpload {

    private final PeerConnection peer;
    private final PeerLink link;
    private final PeerTraffic traffic;
    private final Swarm swarm;
    private final UploadQueue queue = new UploadQueue();
    private boolean interested;
    private boolean choking = true;
    private Instant chokeChangedAt = Instant.MIN;
    private boolean leftSlotUnused;

    PeerUpload(PeerConnection peer, PeerLink link, PeerTraffic traffic, Swarm swarm) {
        this.peer = peer;
        this.link = link;
        this.traffic = traffic;
        this.swarm = swarm;
    }

    UploadQueue queue() {
        return queue;
    }

    boolean isChoking() {
        return choking;
    }

    boolean isInterested() {
        return interested;
    }

    /** The peer has become interested, or no longer is. */
    void interested(boolean wanting) {
        interested = wanting;
        swarm.choking().demandChanged();
    }

    /** Interested, and not one that had a slot and asked for nothing. */
    boolean isEager() {
        return interested && !(choking ? leftSlotUnused : leavesSlotUnused());
    }

    private boolean leavesSlotUnused() {
        return !choking && !chokeCandidate().isEager(PeerTraffic.instant(swarm.nanos()));
    }

    ChokeCandidate chokeCandidate() {
        boolean taking = queue.size() > 0 || queue.bytesInChannel() > 0;
        Instant lastTakenAt =
                PeerTraffic.instant(taking ? swarm.nanos() : traffic.up().lastAdded());
        return traffic.chokeCandidate(peer.number(), interested, !choking, lastTakenAt, chokeChangedAt);
    }

    void setChoking(boolean choke) {
        if (choke == choking) {
            return;
        }
        leftSlotUnused = choke && leavesSlotUnused();
        choking = choke;
        chokeChangedAt = PeerTraffic.instant(swarm.nanos());
        if (choke) {
            peer.send(new Message.Choke());
            while (queue.poll() instanceof Block block) {
                reject(block);
            }
        } else {
            peer.send(new Message.Unchoke());
        }
        link.flush();
    }

    void requested(Block block) {
        if (choking || !swarm.canServe(block) || !queue.offer(block)) {
            reject(block);
        }
    }

    void cancelled(Block block) {
        if (queue.cancel(block)) {
            reject(block);
        }
    }

    private void reject(Block block) {
        if (peer.identity().fast()) {
            peer.send(new Message.RejectRequest(block));
        }
    }

    /** Hands what may go to the channel; the caller flushes. */
    void upload() {
        if (!peer.isClosed() && !choking && queue.size() > 0) {
            link.closeBatch();
            boolean wrote = swarm.upload(queue, link.channel(), traffic.upload(), block -> {
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

    void limitsChanged() {
        traffic.upload().limitsChanged(queue.bytesInChannel());
    }
}
