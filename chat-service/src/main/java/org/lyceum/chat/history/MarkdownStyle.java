package org.lyceum.chat.history;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.timeline.FileCard;
import org.lyceum.chat.timeline.Post;
import org.lyceum.chat.timeline.PostKind;

/** A heading for each day, a bold name for each post, its text as it was written, which is Markdown, as a quote. */
final class MarkdownStyle implements HistoryWriter.Style {

    private final HistoryWriter.Heading heading;
    private final Appendable out;
    private @Nullable String day;

    MarkdownStyle(HistoryWriter.Heading heading, Appendable out) {
        this.heading = heading;
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        out.append("# Room of ").append(literal(heading.course())).append("\n\n");
        out.append("Saved by ").append(literal(heading.savedBy()));
        out.append(" at ")
                .append(Lines.moment(heading.savedAt(), heading.zone()))
                .append(".\n");
    }

    @Override
    public void post(Post post) throws IOException {
        String today = Lines.day(post.sentAt(), heading.zone());
        if (!today.equals(day)) {
            day = today;
            out.append("\n## ").append(today).append('\n');
        }
        String time = Lines.time(post.sentAt(), heading.zone());
        if (!post.kind().written()) {
            out.append("\n*")
                    .append(time)
                    .append(' ')
                    .append(literal(Lines.happening(post)))
                    .append("*\n");
            return;
        }
        out.append("\n**")
                .append(literal(Lines.who(post.author())))
                .append("** ")
                .append(time);
        out.append(label(post)).append('\n');
        if (post.deleted()) {
            out.append("\n*").append(literal(Lines.deletion(post))).append("*\n");
            return;
        }
        if (!post.text().isBlank()) {
            out.append("\n> ").append(post.text().strip().replace("\n", "\n> ")).append('\n');
        }
        FileCard file = post.file();
        if (file != null) {
            out.append("\n- ").append(literal(Lines.file(file))).append('\n');
        }
        if (!post.reactions().isEmpty()) {
            out.append("\n").append(literal(Lines.reactions(post))).append('\n');
        }
    }

    private static String label(Post post) {
        String kind = post.kind() == PostKind.MESSAGE
                ? ""
                : " *%s*".formatted(post.kind().text());
        return kind + (post.topic() == null ? "" : " *reply*") + (post.edited() ? " *edited*" : "");
    }

    /** What is no Markdown, so that it is not read as some. */
    private static String literal(String text) {
        return Lines.oneLine(text).replaceAll("([\\\\`*_{}\\[\\]<>()#!|~$&])", "\\\\$1");
    }

    @Override
    public void end() {}
}
