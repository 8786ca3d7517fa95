package org.lyceum.chat.history;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lyceum.chat.timeline.FileCard;
import org.lyceum.chat.timeline.Post;
import org.lyceum.chat.timeline.Speaker;
import org.lyceum.overlay.identity.Role;

/** What the formats for people have in common. */
final class Lines {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss z", Locale.ROOT);

    private Lines() {}

    static String day(Instant time, ZoneId zone) {
        return DAY.withZone(zone).format(time);
    }

    static String time(Instant time, ZoneId zone) {
        return TIME.withZone(zone).format(time);
    }

    static String moment(Instant time, ZoneId zone) {
        return MOMENT.withZone(zone).format(time);
    }

    /** On one line, whatever a name holds. */
    static String who(Speaker speaker) {
        String name = speaker.name().replaceAll("[\\p{Cntrl}\u2028\u2029]", " ").strip();
        return speaker.role() == Role.STUDENT
                ? name
                : "%s (%s)".formatted(name, speaker.role().text());
    }

    /** What happened, when nobody said anything. */
    static String happening(Post post) {
        String who = who(post.author());
        return switch (post.kind()) {
            case JOINED -> "%s has joined.".formatted(who);
            case LEFT -> "%s has left.".formatted(who);
            case CHAT_NODE -> "%s is now the chat node of this room.".formatted(who);
            default -> throw new IllegalArgumentException("somebody wrote %s".formatted(post.id()));
        };
    }

    static String deletion(Post post) {
        Speaker by = post.deletedBy();
        return by == null || by.peer().equals(post.author().peer()) ? "deleted" : "deleted by %s".formatted(who(by));
    }

    static String file(FileCard file) {
        String size = file.bytes() == FileCard.UNKNOWN ? "" : ", %,d bytes".formatted(file.bytes());
        return "%s%s, infohash %s".formatted(oneLine(file.name()), size, file.infohash());
    }

    static String reactions(Post post) {
        return post.reactions().stream()
                .map(reacted -> "%s %d".formatted(reacted.emoji(), reacted.who().size()))
                .collect(Collectors.joining("  "));
    }

    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\u2028\u2029]", " ");
    }
}
