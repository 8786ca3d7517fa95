package org.lyceum.chat.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.timeline.FileCard;
import org.lyceum.chat.timeline.Post;
import org.lyceum.chat.timeline.Reacted;
import org.lyceum.chat.timeline.Speaker;
import tools.jackson.databind.json.JsonMapper;

/** One object: the heading's fields, and {@code posts}, an array of objects, one on each line. */
final class JsonStyle implements HistoryWriter.Style {

    private static final JsonMapper JSON = new JsonMapper();

    private final HistoryWriter.Heading heading;
    private final Appendable out;
    private boolean first = true;

    JsonStyle(HistoryWriter.Heading heading, Appendable out) {
        this.heading = heading;
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        out.append("{\"course\": ").append(JSON.writeValueAsString(heading.course()));
        out.append(", \"savedBy\": ").append(JSON.writeValueAsString(heading.savedBy()));
        out.append(", \"savedAt\": ")
                .append(JSON.writeValueAsString(heading.savedAt().toString()));
        out.append(", \"posts\": [");
    }

    @Override
    public void post(Post post) throws IOException {
        out.append(first ? "\n" : ",\n");
        first = false;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", post.id().toString());
        fields.put("seq", post.seq());
        fields.put("epoch", post.epoch());
        fields.put("kind", post.kind().text());
        fields.put("author", speaker(post.author()));
        fields.put("sentAt", post.sentAt().toString());
        fields.put("text", post.text());
        EventId topic = post.topic();
        if (topic != null) {
            fields.put("topic", topic.toString());
        }
        fields.put("edited", post.edited());
        Speaker deletedBy = post.deletedBy();
        if (deletedBy != null) {
            fields.put("deletedBy", speaker(deletedBy));
        }
        fields.put("pinned", post.pinned());
        fields.put("resolved", post.resolved());
        FileCard file = post.file();
        if (file != null) {
            fields.put("file", file(file));
        }
        fields.put("reactions", reactions(post.reactions()));
        out.append(JSON.writeValueAsString(fields));
    }

    private static Map<String, Object> speaker(Speaker speaker) {
        return Map.of(
                "peerId",
                speaker.peer().text(),
                "name",
                speaker.name(),
                "role",
                speaker.role().text());
    }

    private static Map<String, Object> file(FileCard file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("infohash", file.infohash());
        fields.put("name", file.name());
        if (file.bytes() != FileCard.UNKNOWN) {
            fields.put("bytes", file.bytes());
        }
        fields.put("mediaType", file.mediaType());
        return fields;
    }

    private static List<Object> reactions(List<Reacted> reactions) {
        List<Object> all = new ArrayList<>();
        for (Reacted reacted : reactions) {
            all.add(Map.of(
                    "emoji",
                    reacted.emoji(),
                    "who",
                    reacted.who().stream().map(Speaker::name).toList()));
        }
        return all;
    }

    @Override
    public void end() throws IOException {
        out.append("\n]}\n");
    }
}
