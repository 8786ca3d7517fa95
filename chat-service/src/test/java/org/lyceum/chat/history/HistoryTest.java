package org.lyceum.chat.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.timeline.Post;
import org.lyceum.chat.timeline.TestRoom;
import org.lyceum.chat.timeline.TestRoom.Someone;
import org.lyceum.chat.timeline.Where;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HistoryTest {

    private final TestRoom room = new TestRoom();
    private final Someone ishan = room.joined(room.student("ishan"));
    private final Someone rao = room.joined(room.professor("Dr. Rao"));
    private final HistoryWriter.Heading heading =
            new HistoryWriter.Heading("SWE", "ishan", TestRoom.START.plus(Duration.ofHours(1)), ZoneOffset.UTC);

    private EventId script() {
        EventId id = room.say(ishan, "one *bold*\ntwo <script>");
        room.post(rao, new Body.Announcement("exam on Friday"));
        room.post(ishan, new Body.Reply(id, "a reply"));
        room.post(rao, new Body.Reaction(id, "👍", false));
        room.post(ishan, new Body.SharedFile("ab".repeat(20), "notes.pdf", 1_234, "application/pdf", "my notes"));
        room.post(rao, new Body.Deletion(room.say(ishan, "rude words")));
        room.now = room.now.plus(Duration.ofDays(1));
        room.post(ishan, new Body.Left());
        return id;
    }

    @Test
    void asTextItReadsAsAConversation() throws IOException {
        script();

        assertThat(written(HistoryFormat.TXT)).isEqualTo("""
                        Room of SWE, saved by ishan at 2026-11-02 10:00:00 Z

                        == 2026-11-02 ==
                        [09:00:00] * ishan has joined.
                        [09:01:00] * Dr. Rao (professor) has joined.
                        [09:02:00] ishan: one *bold*
                            two <script>
                            👍 1
                        [09:03:00] Dr. Rao (professor) [announcement]: exam on Friday
                        [09:04:00] ishan (reply): a reply
                        [09:06:00] ishan [file]: my notes
                            file: notes.pdf, 1,234 bytes, infohash abababababababababababababababababababab
                        [09:07:00] ishan: (deleted by Dr. Rao (professor))

                        == 2026-11-03 ==
                        [09:09:00] * ishan has left.
                        """);
    }

    @Test
    void asMarkdownNamesAreNoMarkup() throws IOException {
        script();
        room.say(room.joined(room.student("**Eve** [x](y)")), "hi");

        assertThat(written(HistoryFormat.MD))
                .startsWith("# Room of SWE\n\nSaved by ishan at 2026-11-02 10:00:00 Z.\n\n## 2026-11-02\n")
                .contains("\n**ishan** 09:02:00\n\n> one *bold*\n> two <script>\n\n👍 1\n")
                .contains("**Dr. Rao \\(professor\\)** 09:03:00 *announcement*\n\n> exam on Friday\n")
                .contains("**\\*\\*Eve\\*\\* \\[x\\]\\(y\\)** ")
                .contains("*deleted by Dr. Rao \\(professor\\)*");
    }

    @Test
    void asJsonItHasEverything() throws IOException {
        EventId id = script();

        JsonNode json = new JsonMapper().readTree(written(HistoryFormat.JSON));

        assertThat(json.get("course").asString()).isEqualTo("SWE");
        assertThat(json.get("posts")).hasSize(8);
        JsonNode post = json.get("posts").get(2);
        assertThat(post.get("id").asString()).isEqualTo(id.toString());
        assertThat(post.get("text").asString()).isEqualTo("one *bold*\ntwo <script>");
        assertThat(post.get("author").get("peerId").asString())
                .isEqualTo(ishan.peer().text());
        assertThat(post.get("reactions").get(0).get("who").get(0).asString()).isEqualTo("Dr. Rao");
        assertThat(json.get("posts").get(5).get("file").get("bytes").asLong()).isEqualTo(1_234);
        assertThat(json.get("posts").get(6).get("deletedBy").get("name").asString())
                .isEqualTo("Dr. Rao");
    }

    @ParameterizedTest
    @EnumSource(HistoryFormat.class)
    void anEmptyRoomHasAHistory(HistoryFormat format) throws IOException {
        StringBuilder out = new StringBuilder();

        HistoryWriter.write(format, heading, Collections.emptyIterator(), out);

        assertThat(out.toString()).contains("SWE");
    }

    @Test
    void itIsSavedUnderItsRoomDateAndTimeAndTouchesNoOtherFile(@TempDir Path folder) throws IOException {
        Path first = save(folder.resolve("history"));
        Path second = save(folder.resolve("history"));

        assertThat(first)
                .isEqualTo(folder.resolve("history/room-swe-2026-11-02-100000.txt"))
                .isRegularFile();
        assertThat(second.getFileName()).hasToString("room-swe-2026-11-02-100000-2.txt");
        assertThat(Files.readString(second)).isEqualTo(Files.readString(first));
    }

    @Test
    void halfAHistoryIsNotLeftBehind(@TempDir Path folder) throws IOException {
        Iterator<Post> broken = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Post next() {
                throw new NoSuchElementException("the room was left");
            }
        };

        assertThatThrownBy(() -> HistoryFile.save(folder, TestRoom.SWE, HistoryFormat.MD, heading, broken))
                .hasMessage("the room was left");
        assertThat(folder).isEmptyDirectory();
    }

    @Property
    void noCourseLeavesTheFolder(@ForAll String course) {
        RoomName name;
        try {
            name = RoomName.of(course + "/../x");
        } catch (IllegalArgumentException e) {
            return;
        }

        assertThat(HistoryFile.name(name, TestRoom.START, ZoneOffset.UTC)).matches("room-[a-z0-9-]+-2026-11-02-090000");
    }

    private Path save(Path folder) throws IOException {
        return HistoryFile.save(folder, TestRoom.SWE, HistoryFormat.TXT, heading, Collections.emptyIterator());
    }

    private String written(HistoryFormat format) throws IOException {
        StringBuilder out = new StringBuilder();
        HistoryWriter.write(
                format,
                heading,
                room.timeline.page(new Where.After(0), 100).posts().iterator(),
                out);
        return out.toString();
    }
}
