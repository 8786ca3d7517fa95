package org.lyceum.chat.history;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import org.lyceum.chat.timeline.Post;

/** Writes what a node's people see of a room, post by post, however many there are. */
public final class HistoryWriter {

    /**
     * What stands above a history.
     *
     * @param course as people spell it
     * @param savedBy the name of who wants it
     * @param zone in which times are written
     */
    public record Heading(String course, String savedBy, Instant savedAt, ZoneId zone) {}

    private HistoryWriter() {}

    /**
     * Writes all posts in order.
     *
     * @param out is not closed
     */
    public static void write(HistoryFormat format, Heading heading, Iterator<Post> posts, Appendable out)
            throws IOException {
        Style style = switch (format) {
            case MD -> new MarkdownStyle(heading, out);
            case JSON -> new JsonStyle(heading, out);
            case TXT -> new PlainStyle(heading, out);
        };
        style.begin();
        while (posts.hasNext()) {
            style.post(posts.next());
        }
        style.end();
    }

    /** One of the formats. */
    interface Style {

        void begin() throws IOException;

        void post(Post post) throws IOException;

        void end() throws IOException;
    }
}
