package org.lyceum.chat.hosting;

import java.util.Optional;
import org.lyceum.overlay.PeerId;

/**
 * How it stands with a room.
 *
 * @param chatNode who orders what is said; nobody while none is known
 * @param leads whether it is this node
 * @param epoch the highest that this node has heard of; 0 before it is part of the room
 * @param logId names the log in which seqs count: 16 hexadecimal digits, or empty before this node holds one
 * @param lastSeq of what is acknowledged
 * @param waiting how many events of this node's people the room has not acknowledged yet
 */
public record RoomStatus(
        Optional<ChatNode> chatNode, boolean leads, long epoch, String logId, long lastSeq, int waiting) {

    /**
     * Who orders what is said.
     *
     * @param name as the directory has it, or the beginning of the peer id
     */
    public record ChatNode(PeerId peer, String name) {}
}
