package org.lyceum.ui.nodes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A room that a node is in. Whatever follows {@code mentions} is there only when one room was asked for.
 *
 * @param course names the room in addresses
 * @param title the course as the person spelled it
 * @param chatNode who orders what is said; null while nobody does
 * @param leads whether the chat node is the node that was asked
 * @param waiting how many of its own messages the room has not taken yet
 * @param unread how many posts of others came after the last that was read, {@code mentions} of them with its name
 * @param may what its person may do beyond writing: {@code announce}, {@code pin}, {@code delete}, {@code mute},
 *     {@code set}
 */
public record Room(
        String course,
        String title,
        @Nullable ChatNode chatNode,
        boolean leads,
        long lastSeq,
        int waiting,
        int members,
        int online,
        int unread,
        int mentions,
        @Nullable Self self,
        List<String> may,
        List<Person> people,
        List<Post> announcements,
        List<Post> pinned,
        List<Topic> topics,
        Map<String, String> settings) {

    @SuppressWarnings("NullAway") // JSON without them
    public Room {
        may = may == null ? List.of() : List.copyOf(may);
        people = people == null ? List.of() : List.copyOf(people);
        announcements = announcements == null ? List.of() : List.copyOf(announcements);
        pinned = pinned == null ? List.of() : List.copyOf(pinned);
        topics = topics == null ? List.of() : List.copyOf(topics);
        settings = settings == null ? Map.of() : Map.copyOf(settings);
    }

    public record ChatNode(String peerId, String name) {}

    public record Self(String peerId, String name, String role) {}

    /**
     * Somebody of the room.
     *
     * @param mutedUntil null for who may speak
     */
    public record Person(
            String peerId,
            String name,
            String role,
            boolean online,
            boolean chatNode,
            @Nullable Instant mutedUntil) {}

    /**
     * A post that was answered.
     *
     * @param id of that post
     * @param author the name of its author
     */
    public record Topic(String id, String text, String author, int replies, long lastSeq, boolean resolved) {}

    public boolean lets(String deed) {
        return may.contains(deed);
    }
}
