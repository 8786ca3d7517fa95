package org.lyceum.chat.door;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.door.SocketMessages.ChatNodeView;

/**
 * A room as lists tell it.
 *
 * @param course the room's name in the form that all spellings share
 * @param title as the person spelled it
 * @param waiting events of this node's people that the room has not acknowledged
 * @param readSeq up to where this node's people have read
 * @param mentions how many of the unread call this node's people
 */
record RoomView(
        String course,
        String title,
        @Nullable ChatNodeView chatNode,
        boolean leads,
        String logId,
        long lastSeq,
        int waiting,
        int members,
        int online,
        long readSeq,
        int unread,
        int mentions) {

    /**
     * The room with who and what is in it.
     *
     * @param may what this node's person may do besides what everyone may
     */
    record Whole(
            @JsonUnwrapped RoomView room,
            SelfView self,
            List<String> may,
            List<PersonView> people,
            List<PostView> announcements,
            List<PostView> pinned,
            List<TopicView> topics,
            Map<String, String> settings) {}

    /** @param role as proved */
    record SelfView(
            String peerId,
            String name,
            String role,
            @Nullable Instant mutedUntil) {}

    /** @param lastSeq of the newest reply */
    record TopicView(String id, String text, String author, int replies, long lastSeq, boolean resolved) {}
}
