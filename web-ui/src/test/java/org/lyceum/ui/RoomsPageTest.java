package org.lyceum.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.test.StepVerifier;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsPageTest {

    private static final String ROOMS = "/nodes/ada/rooms";
    private static final String ROOM = ROOMS + "/swe";
    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FakePeer ada;
    private RunningUi ui;
    private WebTestClient browser;

    @BeforeAll
    void start() {
        ada = FakePeer.start();
        ui = RunningUi.lookingFrom(Map.of("ada", ada.url()));
        browser = ui.browser();
    }

    @BeforeEach
    void forget() {
        ada.forget();
    }

    @AfterAll
    void stop() {
        ui.close();
        ada.close();
    }

    @Test
    void whoIsInNoRoomIsAskedForNameAndCourse() {
        ada.rooms.swe = null;

        assertThat(page(ROOMS)).contains("What is your name, what course is this for?", "value=\"ada\"");
    }

    @Test
    void whoIsInARoomIsLedThere() {
        browser.get()
                .uri(ROOMS)
                .exchange()
                .expectStatus()
                .is3xxRedirection()
                .expectHeader()
                .location(ROOM);
    }

    @Test
    void enteringARoomLeadsThere() {
        enter("ada", " SWE ").expectStatus().isSeeOther().expectHeader().location(ROOM);

        assertThat(ada.rooms.asked)
                .singleElement()
                .asString()
                .startsWith("POST /api/v1/rooms ")
                .contains("\"course\":\"SWE\"", "\"name\":\"ada\"");
    }

    @Test
    void aCourseThatIsRefusedIsSaidToBeSoAtTheForm() {
        enter("ada", "a/b")
                .expectStatus()
                .isEqualTo(422)
                .expectBody(String.class)
                .value(html -> assertThat(html).contains("a course has no / in its name", "value=\"a/b\""));
    }

    @Test
    void aRoomInWhichTheNodeIsNotIsOfferedToBeEntered() {
        ada.rooms.swe = null;

        browser.get()
                .uri(ROOM)
                .exchange()
                .expectStatus()
                .is3xxRedirection()
                .expectHeader()
                .location(ROOMS + "?enter=swe");
        assertThat(page(ROOMS + "?enter=swe")).contains("value=\"swe\"");
    }

    @Test
    void aNodeWithoutRoomsSaysSo() {
        ada.rooms.known = false;

        assertThat(page(ROOMS)).contains("This node takes part in no rooms");
    }

    @Test
    void leavingARoomLeadsToTheOthers() {
        browser.post()
                .uri(ROOM + "/leave")
                .exchange()
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(ROOMS);

        assertThat(ada.rooms.asked).containsExactly("DELETE /api/v1/rooms/swe");
    }

    @Test
    void eachDayIsNamedOnceAndANameIsNotRepeatedWhileOneGoesOn() {
        ada.rooms.posts.add(FakeRooms.post(1, "ada", "2026-11-20T10:00:00Z", "<p>one</p>"));
        ada.rooms.posts.add(FakeRooms.post(2, "ada", "2026-11-20T10:04:00Z", "<p>two</p>"));
        ada.rooms.posts.add(FakeRooms.post(3, "ada", "2026-11-20T10:30:00Z", "<p>three</p>"));
        ada.rooms.posts.add(FakeRooms.post(4, "mara", "2026-11-22T10:00:00Z", "<p>four</p>"));

        String html = page(ROOM);

        assertThat(html)
                .containsOnlyOnce("Friday, 20 November 2026")
                .containsOnlyOnce("Sunday, 22 November 2026")
                .containsSubsequence("one", "is-continued", "two", "three", "four");
        assertThat(html.split("is-continued", -1)).hasSize(2);
        assertThat(html).containsPattern("aria-current=\"page\"[^>]*class=\"is-unread\"");
    }

    @Test
    void whatHappenedInTheRoomIsALine() {
        Map<String, Object> news = FakeRooms.post(1, "ishan", "2026-11-20T10:00:00Z", null);
        news.put("kind", "chat-node");
        news.put("text", "");
        ada.rooms.posts.add(news);

        assertThat(page(ROOM)).containsSubsequence("ishan", "is now the chat node of this room.");
    }

    @Test
    void textAndNamesAreEscaped() {
        String hostile = "<script>alert(1)</script>\" onload=\"x";
        Map<String, Object> post = FakeRooms.post(1, hostile, "2026-11-20T10:00:00Z", null);
        post.put("text", hostile);
        post.put("file", Map.of("infohash", HASH, "name", hostile, "bytes", 5, "mediaType", ""));
        post.put("reactions", List.of(Map.of("emoji", hostile, "count", 1, "mine", false, "who", List.of(hostile))));
        ada.rooms.posts.add(post);
        Map<String, Object> room = FakeRooms.room();
        room.put("title", hostile);
        room.put("people", List.of(FakeRooms.person(FakeRooms.ADA, hostile, true)));
        room.put(
                "topics",
                List.of(Map.of(
                        "id",
                        "ab",
                        "text",
                        hostile,
                        "author",
                        hostile,
                        "replies",
                        1,
                        "lastSeq",
                        1,
                        "resolved",
                        false)));
        ada.rooms.swe = room;

        assertThat(page(ROOM)).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert", "\" onload=\"");
    }

    @Test
    void thePageHasNoInlineScriptsOrStyles() {
        ada.rooms.posts.add(FakeRooms.post(1, "mara", "2026-11-20T10:00:00Z", "<p>hello</p>"));

        assertThat(page(ROOM))
                .doesNotContain("style=\"", "<style", "javascript:")
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\son[a-z]+=\"");
    }

    @Test
    void onlyWhoMayIsOfferedToPinDeleteMuteAndAnnounce() {
        ada.rooms.posts.add(FakeRooms.post(1, "mara", "2026-11-20T10:00:00Z", "<p>hello</p>"));
        List<String> deeds =
                List.of("data-does=\"pin\"", "data-does=\"delete\"", "data-does=\"mute\"", "manner-announce");

        assertThat(page(ROOM)).doesNotContain(deeds);

        ada.rooms.swe = FakeRooms.room("announce", "pin", "delete", "mute", "set");
        assertThat(page(ROOM)).contains(deeds);
    }

    @Test
    void whoWroteItMayEditAndDeleteIt() {
        ada.rooms.posts.add(FakeRooms.post(1, "ada", "2026-11-20T10:00:00Z", "<p>hello</p>"));

        assertThat(page(ROOM)).contains("data-does=\"edit\"", "data-does=\"delete\"");
    }

    @Test
    void aDeletedPostSaysNoMoreThanThat() {
        Map<String, Object> post = FakeRooms.post(1, "ada", "2026-11-20T10:00:00Z", null);
        post.put("text", "");
        post.put("deleted", true);
        post.put("deletedBy", "mara");
        ada.rooms.posts.add(post);

        assertThat(page(ROOM)).containsSubsequence("Deleted", " by ", "mara").doesNotContain("data-does=\"delete\"");
    }

    @Test
    void portionsOfTheHistoryAreAskedForWhereOneScrolls() {
        ada.rooms.posts.add(FakeRooms.post(1, "ada", "2026-11-20T10:00:00Z", "<p>early</p>"));

        assertThat(page(ROOM + "/posts?before=7&limit=20")).contains("early", "data-before=\"true\"");
        page(ROOM + "/posts?on=2026-11-20");
        page(ROOM + "/posts?around=5&limit=100000");

        assertThat(ada.rooms.asked)
                .containsExactly(
                        "GET /api/v1/rooms/swe/posts?limit=20&before=7",
                        "GET /api/v1/rooms/swe/posts?limit=50&at=2026-11-20",
                        "GET /api/v1/rooms/swe/posts?limit=200&around=5");
    }

    @Test
    void aTopicIsShownWithItsAnswers() {
        Map<String, Object> root = FakeRooms.post(1, "ada", "2026-11-20T10:00:00Z", "<p>a question</p>");
        root.put("replies", 1);
        Map<String, Object> answer = FakeRooms.post(2, "mara", "2026-11-20T10:01:00Z", "<p>an answer</p>");
        answer.put("topic", root.get("id"));
        ada.rooms.posts.add(root);
        ada.rooms.posts.add(answer);

        assertThat(page(ROOM + "/topics/" + root.get("id")))
                .containsSubsequence("Resolve", "a question", "an answer", "<textarea");
    }

    @Test
    void aSearchMarksWhatMatched() {
        Map<String, Object> hit = new LinkedHashMap<>(
                FakeRooms.post(4, "mara", "2026-11-20T10:00:00Z", "<p>the choke of a <b>peer</b></p>"));
        hit.put("highlight", List.of(Map.of("start", 4, "end", 9)));
        ada.rooms.posts.add(hit);

        assertThat(page(ROOM + "/search?q=choke%20from:mara"))
                .contains("1 message", "the <mark>choke</mark> of a peer", "around=4");
        assertThat(ada.rooms.asked).containsExactly("GET /api/v1/rooms/swe/search?q=choke%20from%3Amara&limit=50");
    }

    @Test
    void aFileThatIsNotHereCanBeFetched() {
        String address = "/nodes/ada/room-files/" + HASH + "?name=notes.pdf&bytes=1000";

        assertThat(page(address)).contains("notes.pdf", "1.00 kB", ">Fetch<");
        browser.post().uri(address).exchange().expectStatus().isOk();

        assertThat(ada.commands)
                .containsExactly(
                        "POST /api/v1/torrents {\"magnet\":\"magnet:?xt=urn:btih:%s&dn=notes.pdf\"}".formatted(HASH));
    }

    @Test
    void aFileThatIsHereCanBeLookedAt() {
        ada.add(FakePeer.torrent(HASH, "picture.png"));
        ada.files.put(HASH, List.of(FakePeer.file(0, "picture.png", 1000)));

        assertThat(page("/nodes/ada/room-files/" + HASH + "?name=picture.png&bytes=1000"))
                .contains("<img", "/nodes/ada/swarms/" + HASH + "/files/0/content", "50 %", ">Preview<")
                .doesNotContain(">Fetch<");
    }

    @Test
    void theHistoryIsSavedUnderTheNameOfTheRoom() {
        HttpHeaders headers = browser.get()
                .uri(ROOM + "/history.md")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseHeaders();

        assertThat(headers.getContentDisposition().getFilename()).isEqualTo("swe history.md");
        assertThat(ada.rooms.asked).containsExactly("GET /api/v1/rooms/swe/history?format=md");
    }

    @Test
    void whatTwoSayToEachOtherAloneIsShownAndWritten() {
        String conversation = "/nodes/ada/direct/" + FakeRooms.MARA;
        assertThat(page(conversation + "?name=mara")).contains("mara", "and you alone", "Nothing yet");

        ada.rooms.letters.add(Map.of(
                "id", "ab",
                "mine", true,
                "name", "ada",
                "sentAt", "2026-11-20T10:00:00Z",
                "html", "<p>between us</p>",
                "waiting", true));
        assertThat(page(conversation + "?name=mara")).contains("<p>between us</p>", "Waits until");

        browser.post()
                .uri(conversation)
                .header("Origin", ui.address())
                .body(BodyInserters.fromFormData("id", "1").with("text", "hello"))
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(ada.rooms.asked)
                .singleElement()
                .asString()
                .startsWith("POST /api/v1/direct/" + FakeRooms.MARA)
                .contains("\"text\":\"hello\"");
    }

    @Test
    void whoAskedWithoutANameIsToldToTheOneWhoMayOpenIt() {
        browser.post()
                .uri(ROOM + "/posts/0a/asker")
                .header("HX-Request", "true")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(html -> assertThat(html).contains("ada (" + FakeRooms.ADA + ") asked this"));
    }

    @Test
    void anOpenPageIsToldWhoIsThereAndHowFarFilesAre() {
        StepVerifier.create(WebClient.create(ui.address())
                        .get()
                        .uri(ROOM + "/events")
                        .accept(MediaType.TEXT_EVENT_STREAM)
                        .retrieve()
                        .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {}))
                .thenConsumeWhile(event -> !has(event, "id=\"people\""))
                .assertNext(event -> assertThat(event.data()).contains("mara"))
                .then(() -> {
                    Map<String, Object> room = FakeRooms.room();
                    room.put("people", List.of(FakeRooms.person(FakeRooms.ADA, "countess", true)));
                    ada.rooms.swe = room;
                })
                .thenConsumeWhile(event -> !has(event, "countess"))
                .expectNextCount(1)
                .then(() -> ada.add(FakePeer.torrent(HASH, "picture.png")))
                .thenConsumeWhile(event -> !"transfer".equals(event.event()))
                .assertNext(event -> assertThat(event.data()).contains(HASH, "\"progress\":0.25"))
                .thenCancel()
                .verify(PATIENCE);
    }

    private static boolean has(ServerSentEvent<String> event, String text) {
        String data = event.data();
        return data != null && data.contains(text);
    }

    private WebTestClient.ResponseSpec enter(String name, String course) {
        return browser.post()
                .uri(ROOMS)
                .header("Origin", ui.address())
                .body(BodyInserters.fromFormData("name", name).with("course", course))
                .exchange();
    }

    private String page(String uri) {
        String html = browser.get()
                .uri(URI.create(ui.address() + uri))
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return html == null ? "" : html;
    }
}
