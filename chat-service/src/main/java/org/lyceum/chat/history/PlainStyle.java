package org.lyceum.chat.history;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.timeline.FileCard;
import org.lyceum.chat.timeline.Post;
import org.lyceum.chat.timeline.PostKind;

/** A line for each post, further lines of its text indented below it. */
final class PlainStyle implements HistoryWriter.Style {

    private static final String INDENT = "    ";

    private final HistoryWriter.Heading heading;
    private final Appendable out;
    private @Nullable String day;

    PlainStyle(HistoryWriter.Heading heading, Appendable out) {
        this.heading = heading;
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        out.append("Room of %s, saved by %s at %s\n"
                .formatted(
                        Lines.oneLine(heading.course()),
                        Lines.oneLine(heading.savedBy()),
                        Lines.moment(heading.savedAt(), heading.zone())));
    }

    @Override
    public void post(Post post) throws IOException {
        String today = Lines.day(post.sentAt(), heading.zone());
        if (!today.equals(day)) {
            day = today;
            out.append("\n== ").append(today).append(" ==\n");
        }
        out.append('[').append(Lines.time(post.sentAt(), heading.zone())).append("] ");
        if (!post.kind().written()) {
            out.append("* ").append(Lines.happening(post)).append('\n');
            return;
        }
        out.append(Lines.who(post.author())).append(label(post)).append(": ");
        if (post.deleted()) {
            out.append('(').append(Lines.deletion(post)).append(")\n");
            return;
        }
        out.append(post.text().strip().replace("\n", "\n" + INDENT)).append('\n');
        FileCard file = post.file();
        if (file != null) {
            out.append(INDENT).append("file: ").append(Lines.file(file)).append('\n');
        }
        if (!post.reactions().isEmpty()) {
            out.append(INDENT).append(Lines.reactions(post)).append('\n');
        }
    }

    private static String label(Post post) {
        String kind = post.kind() == PostKind.MESSAGE
                ? ""
                : " [%s]".formatted(post.kind().text());
        return kind + (post.topic() == null ? "" : " (reply)") + (post.edited() ? " (edited)" : "");
    }

    @Override
    public void end() {}
}
