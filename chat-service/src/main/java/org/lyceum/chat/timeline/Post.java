package org.lyceum.chat.timeline;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;
import org.lyceum.overlay.PeerId;

/**
 * Something that can be seen in a room, as it is now.
 *
 * @param author the one-time key, when it was asked anonymously
 * @param sentAt by the author's clock
 * @param text Markdown; empty when it was deleted
 * @param topic what it answers: the first post of the thread, which may be here no more; null when it answers none
 * @param beginsTopic whether it was meant as a topic, or has replies
 * @param replies how many are in the thread that it begins
 * @param lastSeq of the newest reply; its own seq when there is none
 * @param resolved whether the topic is settled; of a request, whether it has an answer
 * @param deletedBy who has taken it from view; null when it is there
 */
public record Post(
        EventId id,
        long seq,
        long epoch,
        PostKind kind,
        Speaker author,
        Instant sentAt,
        String text,
        Mentions mentions,
        @Nullable EventId topic,
        boolean beginsTopic,
        int replies,
        long lastSeq,
        boolean resolved,
        List<Reacted> reactions,
        boolean edited,
        @Nullable Speaker deletedBy,
        boolean pinned,
        @Nullable FileCard file) {

    public Post {
        reactions = List.copyOf(reactions);
    }

    public boolean deleted() {
        return deletedBy != null;
    }

    /** Whether it calls a member who did not write it. */
    public boolean calls(PeerId peer) {
        return mentions.include(peer) && !author.peer().equals(peer);
    }
}
