package org.lyceum.chat.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.timeline.TestRoom.Someone;
import org.lyceum.overlay.identity.Role;

class SearchTest {

    private final TestRoom room = new TestRoom();
    private final Someone ishan = room.joined(room.student("ishan"));
    private final Someone ada = room.joined(room.student("Ada Lovelace"));

    @Test
    void allWordsHaveToBeThereByTheirBeginnings() {
        EventId both = room.say(ishan, "The leader election of Raft");
        room.say(ishan, "An election");

        assertThat(find("raft elec")).containsExactly(both);
        assertThat(find("lection")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cafe, Un CAFÉ crème",
        "CRÈME, un café creme",
        "strasse, Die Straße",
        "ﬁle, a file",
        "naive, naïve approach",
        "οδος, Η ΟΔΟΣ",
        "привет, ПРИВЕТ мир"
    })
    void caseAndDiacriticsDoNotMatter(String query, String text) {
        EventId id = room.say(ishan, text);

        assertThat(find(query)).containsExactly(id);
    }

    @Test
    void aPhraseStandsAsItIsWhateverIsBetweenItsWords() {
        EventId phrase = room.say(ishan, "It is a two-phase commit.");
        room.say(ishan, "commit in two phases, phase by phase");

        assertThat(find("\"two phase commit\"")).containsExactly(phrase);
        assertThat(find("\"two phase com\"")).isEmpty();
        assertThat(find("two-phase-comm")).containsExactly(phrase);
    }

    @Test
    void aScriptWithoutSpacesIsFoundInTheMidst() {
        EventId id = room.say(ishan, "分散システムの授業");

        assertThat(find("システム")).containsExactly(id);
        assertThat(find("テスシム")).isEmpty();
    }

    @Test
    void whoWroteItCanBeSaid() {
        room.say(ishan, "raft");
        EventId hers = room.say(ada, "raft");

        assertThat(find("raft from:ada")).containsExactly(hers);
        assertThat(find("from:\"Ada Lovelace\"")).containsExactly(hers);
        assertThat(find("raft from:bob")).isEmpty();
    }

    @Test
    void whoAskedAnonymouslyIsNotFoundByName() {
        room.post(ada.called("a student"), new Body.AnonymousQuestion("why?", ""));

        assertThat(find("from:a why")).isEmpty();
        assertThat(find("why")).hasSize(1);
    }

    @Test
    void aTopicNarrowsTheSearch() {
        EventId exam = room.post(ishan, new Body.Topic("Exam questions"));
        EventId inside = room.post(ada, new Body.Reply(exam, "what about raft?"));
        room.say(ada, "raft outside");

        assertThat(find("raft in:exam")).containsExactly(inside);
        assertThat(find("in:\"exam questions\"")).containsExactly(inside, exam);
    }

    @Test
    void daysAndFilesNarrowTheSearch() {
        EventId first = room.say(ishan, "notes");
        room.now = Instant.parse("2026-11-10T12:00:00Z");
        EventId file = room.post(ishan, new Body.SharedFile("ab".repeat(20), "Notes-week2.pdf", 7, "", "see"));

        assertThat(find("notes before:2026-11-10")).containsExactly(first);
        assertThat(find("notes after:2026-11-10")).containsExactly(file);
        assertThat(find("has:file")).containsExactly(file);
        assertThat(find("week2 see")).containsExactly(file);
    }

    @Test
    void newestComeFirstAndTheRestLater() {
        List<EventId> ids = List.of(room.say(ishan, "raft 1"), room.say(ishan, "raft 2"), room.say(ishan, "raft 3"));

        Found first = room.timeline.search(query("raft"), Long.MAX_VALUE, 2);
        Found rest = room.timeline.search(
                query("raft"), first.hits().getLast().post().seq(), 2);

        assertThat(first.hits()).extracting(hit -> hit.post().id()).containsExactly(ids.get(2), ids.get(1));
        assertThat(first.more()).isTrue();
        assertThat(rest.hits()).extracting(hit -> hit.post().id()).containsExactly(ids.get(0));
        assertThat(rest.more()).isFalse();
    }

    @Test
    void whatWasEditedIsFoundByItsNewTextAndWhatWasDeletedNotAtAll() {
        EventId id = room.say(ishan, "paxos");
        room.post(ishan, new Body.Edit(id, "raft"));
        EventId gone = room.say(ishan, "raft");
        room.post(ishan, new Body.Deletion(gone));

        assertThat(find("paxos")).isEmpty();
        assertThat(find("raft")).containsExactly(id);
    }

    @Test
    void highlightsAreWhereTheWordsStandInTheTextAsWritten() {
        String text = "👍 Élection: elections, STRASSE Straße";
        room.say(ishan, text);

        List<String> marked = marks("elect stras", text);

        assertThat(marked).containsExactly("Élect", "elect", "STRAS", "Straß");
    }

    @Test
    void overlappingHighlightsAreOne() {
        String text = "two phase commit";
        room.say(ishan, text);

        assertThat(marks("\"two phase\" \"phase commit\"", text)).containsExactly("two phase commit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|nothing to look for",
                "...|nothing to look for",
                "before:yesterday|before: takes a day such as 2026-11-01, not 'yesterday'",
                "has:luck|has: takes 'file' alone",
                "in:...|in: takes words of a topic"
            })
    void aSearchThatMakesNoSenseSaysWhatWould(String query, String message) {
        assertThatThrownBy(() -> query(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Property(tries = 500)
    void everyWordOfATextIsFoundAndItsHighlightBeginsAsItDoes(@ForAll @StringLength(max = 60) String text) {
        TestRoom any = new TestRoom();
        Held post = new Held(
                new Placed(1, 1, any.signed(any.student("x"), new Body.Left())),
                PostKind.MESSAGE,
                new Speaker(ishan.peer(), "x", Role.STUDENT, true),
                null,
                text,
                Mentions.NONE,
                null);
        Posts posts = new Posts(10, 1_000);
        posts.add(post);

        for (String word : Words.of(text)) {
            Found found = new PostSearch(
                            posts,
                            new Query(List.of(new Query.Term(List.of(word), true)), null, null, null, null, false))
                    .run(Long.MAX_VALUE, 1);
            assertThat(found.hits()).hasSize(1);
            assertThat(found.hits().getFirst().highlights()).isNotEmpty().allSatisfy(range -> {
                assertThat(range.start()).isBetween(0, text.length() - 1);
                assertThat(range.end()).isBetween(range.start() + 1, text.length());
            });
        }
    }

    @Property
    void foldingIsFoldedOnce(@ForAll @StringLength(max = 40) String text) {
        String once = Folded.of(text).toString();

        assertThat(Words.of(once)).isEqualTo(Words.of(text));
    }

    private List<String> marks(String query, String text) {
        return room.timeline.search(query(query), Long.MAX_VALUE, 1).hits().getFirst().highlights().stream()
                .map(range -> text.substring(range.start(), range.end()))
                .toList();
    }

    private List<EventId> find(String query) {
        return room.timeline.search(query(query), Long.MAX_VALUE, 10).hits().stream()
                .map(hit -> hit.post().id())
                .toList();
    }

    private static Query query(String text) {
        return Query.parse(text, ZoneOffset.UTC);
    }
}
