package org.lyceum.ui.nodes;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a room, with all that was said of it since.
 *
 * @param html what the node made of the text, sanitised there; null for what has no text
 * @param topic the id of the post that it answers
 * @param deletedBy who took it from view; null unless {@code deleted}
 */
public record Post(
        String id,
        long seq,
        String kind,
        Author author,
        Instant sentAt,
        @Nullable String text,
        @Nullable String html,
        @Nullable String topic,
        int replies,
        boolean resolved,
        List<Reaction> reactions,
        boolean edited,
        boolean deleted,
        @Nullable String deletedBy,
        boolean pinned,
        boolean mentionsMe,
        @Nullable File file) {

    @SuppressWarnings("NullAway") // JSON without them
    public Post {
        reactions = reactions == null ? List.of() : List.copyOf(reactions);
    }

    /**
     * Who says it.
     *
     * @param peerId a key made for it alone, for who asks without a name
     * @param proven whether a grant proves the role
     */
    public record Author(String peerId, String name, String role, boolean proven) {

        public boolean teaches() {
            return proven && !"student".equals(role);
        }
    }

    /**
     * What some think of it.
     *
     * @param mine whether the person of the node that was asked is among {@code who}
     */
    public record Reaction(String emoji, int count, boolean mine, List<String> who) {}

    /**
     * What is to be had by its torrent.
     *
     * @param name of the file, or of the folder, that the torrent holds
     * @param bytes null when nobody has said
     */
    public record File(
            String infohash, String name, @Nullable Long bytes) {}

    /** It tells what happened in the room rather than what somebody said. */
    public boolean isNews() {
        return switch (kind) {
            case "joined", "left", "chat-node" -> true;
            default -> false;
        };
    }

    public boolean isAnonymous() {
        return "question".equals(kind);
    }
}
