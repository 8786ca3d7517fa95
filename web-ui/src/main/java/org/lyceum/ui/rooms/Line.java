package org.lyceum.ui.rooms;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lyceum.ui.nodes.Post;
import org.lyceum.ui.nodes.Room;
import org.lyceum.ui.transfer.ContentKind;
import org.springframework.web.util.HtmlUtils;

/**
 * A post as it stands between others.
 *
 * @param newDay whether the day begins with it
 * @param continued the same person goes on, so that the name need not stand there again
 * @param answers what it is an answer to, if that is known
 */
record Line(Post post, LocalDate day, boolean newDay, boolean continued, Room.@Nullable Topic answers) {

    private static final Duration ONE_BREATH = Duration.ofMinutes(5);

    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.UK);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);

    /** @param topics the room's */
    static List<Line> of(List<Post> posts, List<Room.Topic> topics, ZoneId zone) {
        Map<String, Room.Topic> known =
                topics.stream().collect(Collectors.toMap(Room.Topic::id, Function.identity(), (one, same) -> one));
        List<Line> lines = new ArrayList<>();
        Post above = null;
        for (Post post : posts) {
            LocalDate day = LocalDate.ofInstant(post.sentAt(), zone);
            boolean sameDay = above != null && day.equals(LocalDate.ofInstant(above.sentAt(), zone));
            boolean continued = above != null && sameDay && goesOn(above, post);
            Room.Topic answers = post.topic() == null ? null : known.get(post.topic());
            lines.add(new Line(post, day, !sameDay, continued, answers));
            above = post;
        }
        return List.copyOf(lines);
    }

    /** One that stands alone, such as in the list of announcements. */
    static Line alone(Post post) {
        return of(List.of(post), List.of(), ZoneId.systemDefault()).getFirst();
    }

    private static boolean goesOn(Post above, Post post) {
        return above.kind().equals("message")
                && post.kind().equals("message")
                && above.author().peerId().equals(post.author().peerId())
                && Objects.equals(above.topic(), post.topic())
                && Duration.between(above.sentAt(), post.sentAt()).abs().compareTo(ONE_BREATH) < 0;
    }

    public String dayInWords() {
        return DAY.format(day);
    }

    public String time() {
        return TIME.format(post.sentAt().atZone(ZoneId.systemDefault()));
    }

    /** Two letters that stand for the author. */
    public String initials() {
        int[] letters = post.author().name().strip().codePoints().limit(2).toArray();
        return new String(letters, 0, letters.length).toUpperCase(Locale.ROOT);
    }

    /** What it says in plain words. */
    public String summary() {
        String html = post.html();
        if (html == null || html.isBlank()) {
            return post.file() == null ? "" : post.file().name();
        }
        return HtmlUtils.htmlUnescape(TAG.matcher(html).replaceAll(" ")).strip();
    }

    /** Stays with a person, so that eyes find the same one again. */
    public int hue() {
        return Math.floorMod(post.author().peerId().hashCode(), 8);
    }

    /** What a browser can do with the file, if there is one. */
    public ContentKind fileKind() {
        return post.file() == null
                ? ContentKind.OTHER
                : ContentKind.of(post.file().name());
    }
}
