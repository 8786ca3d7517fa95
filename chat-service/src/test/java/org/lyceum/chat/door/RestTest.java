package org.lyceum.chat.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.chat.events.Body;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.PublicKeys;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestTest {

    private static final String INFOHASH = "0123456789abcdef0123456789abcdef01234567";

    private Door door;
    private FakeRoom room;
    private String path;
    private int courses;

    @BeforeAll
    void open(@TempDir Path data) {
        door = new Door(data);
    }

    @BeforeEach
    void enterAnotherRoom() {
        String course = "Rest%d".formatted(++courses);
        room = door.rooms.enter(course);
        path = "/api/v1/rooms/" + course;
    }

    @AfterAll
    void close() {
        door.close();
    }

    private JsonNode get(String more) {
        return Objects.requireNonNull(door.http
                .get()
                .uri(path + more)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    private JsonNode post(String more, String json, int status) {
        return Objects.requireNonNull(door.http
                .post()
                .uri(path + more)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    private JsonNode say(String json, int status) {
        return post("/messages", json, status);
    }

    private static List<String> texts(JsonNode events) {
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.path("body").path("text").asString())
                .toList();
    }

    @Test
    void aRoomIsEnteredInAnySpellingAndLeft() {
        JsonNode entered = Objects.requireNonNull(door.http
                .post()
                .uri("/api/v1/rooms")
                .bodyValue(Map.of("course", "  Compilers ", "name", "ishan"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
        assertThat(entered.path("course").asString()).isEqualTo("compilers");
        assertThat(entered.path("title").asString()).isEqualTo("Compilers");
        assertThat(door.rooms.name).isEqualTo("ishan");
        door.http.get().uri("/api/v1/rooms/COMPILERS").exchange().expectStatus().isOk();
        door.http
                .delete()
                .uri("/api/v1/rooms/compilers")
                .exchange()
                .expectStatus()
                .isNoContent();
        door.http.get().uri("/api/v1/rooms/compilers").exchange().expectStatus().isNotFound();
    }

    @Test
    void anyoneCanCheckWhoSignedAnEvent() {
        JsonNode event = say("{\"text\":\"mine\"}", 201).path("event");
        byte[] content = Base64.getDecoder().decode(event.path("content").asString());
        byte[] signature = Base64.getDecoder().decode(event.path("signature").asString());
        byte[] domain = "lyceum-room-event:".getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[domain.length + content.length];
        System.arraycopy(domain, 0, signed, 0, domain.length);
        System.arraycopy(content, 0, signed, domain.length, content.length);
        assertThat(event.path("author").path("peerId").asString())
                .isEqualTo(room.self().peer().text());
        assertThat(PublicKeys.verify(room.self().peer(), signed, signature)).isTrue();
        signed[signed.length - 1] ^= 1;
        assertThat(PublicKeys.verify(room.self().peer(), signed, signature)).isFalse();
    }

    @Test
    void theSameIdGivesTheSameAnswer() {
        JsonNode first = say("{\"id\":\"k1\",\"text\":\"once\"}", 201);
        assertThat(say("{\"id\":\"k1\",\"text\":\"once\"}", 201)).isEqualTo(first);
        assertThat(get("/events").path("events")).hasSize(1);
    }

    @Test
    void eventsComePageByPage() {
        say("{\"text\":\"one\"}", 201);
        say("{\"text\":\"two\"}", 201);
        say("{\"text\":\"three\"}", 201);
        JsonNode page = get("/events?limit=2");
        assertThat(texts(page.path("events"))).containsExactly("one", "two");
        assertThat(texts(get("/events?after=" + page.path("next").asLong()).path("events")))
                .containsExactly("three");
    }

    @Test
    void aStreamGoesOnBehindTheLastEventThatItsReaderHas() {
        say("{\"text\":\"one\"}", 201);
        long has = get("/events").path("next").asLong();
        say("{\"text\":\"two\"}", 201);
        var stream = door.http
                .get()
                .uri(path + "/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .header("Last-Event-ID", Long.toString(has))
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<JsonNode>>() {})
                .getResponseBody()
                .filter(message -> message.data() != null)
                .map(message -> message.id() + " "
                        + Objects.requireNonNull(message.data())
                                .path("body")
                                .path("text")
                                .asString());
        StepVerifier.create(stream)
                .expectNext((has + 1) + " two")
                .then(() -> room.write(new Body.Message("three")).join())
                .expectNext((has + 2) + " three")
                .thenCancel()
                .verify(Duration.ofSeconds(20));
    }

    @Test
    void whatWaitsSaysSo() {
        room.cutOff();
        JsonNode answer = say("{\"text\":\"later\"}", 202);
        assertThat(answer.path("waiting").asBoolean()).isTrue();
        assertThat(answer.path("eventId").asString()).hasSize(32);
    }

    @Test
    void aRefusalSaysWhy() {
        room.refuseEverything("Only a professor of the course announces.");
        assertThat(say("{\"text\":\"[PROF announcement] hear\"}", 403)
                        .path("detail")
                        .asString())
                .isEqualTo("Only a professor of the course announces.");
    }

    @Test
    void aMessageOf64KiBPassesAndALargerOneIsToldBothSizes() {
        say("{\"text\":\"%s\"}".formatted("\\u0001".repeat(Body.MAX_TEXT_BYTES)), 201);
        assertThat(say("{\"text\":\"%s\"}".formatted("x".repeat(Body.MAX_TEXT_BYTES + 1)), 413)
                        .path("detail")
                        .asString())
                .contains("65,537", "65,536");
        assertThat(say("{\"text\":\"%s\"}".formatted("x".repeat(1 << 20)), 413)
                        .path("detail")
                        .asString())
                .contains("1,048,587", "65,536");
    }

    @Test
    void htmlInAMessageStaysText() {
        say("{\"text\":\"see <script>alert(1)</script> **bold** $x^2$\"}", 201);
        JsonNode post = get("/posts").path("posts").path(0);
        assertThat(post.path("text").asString()).startsWith("see <script>");
        assertThat(post.path("html").asString())
                .doesNotContain("<script")
                .contains("&lt;script&gt;", "<strong>bold</strong>", "class=\"math\"");
    }

    @Test
    void badInputIsToldWhatIsWrongWithIt() {
        assertThat(say("{", 400).path("detail").asString()).startsWith("JSON body:");
        assertThat(say("{}", 400).path("detail").asString()).isEqualTo("text: missing");
        assertThat(say("{\"kind\":\"sing\"}", 400).path("detail").asString()).startsWith("kind: 'sing', expected");
        assertThat(say("{\"kind\":\"pin\",\"target\":\"7\"}", 400)
                        .path("detail")
                        .asString())
                .startsWith("target: '7'");
        assertThat(say("{\"id\":\"\",\"text\":\"a\"}", 400).path("detail").asString())
                .isEqualTo("id: 0 characters, expected 1 to 64");
        for (String wrong : List.of(
                "/events?limit=0",
                "/events?after=-1",
                "/posts?limit=501",
                "/posts?before=1&after=2",
                "/posts?at=soon",
                "/posts/xyz",
                "/search?q=",
                "/history?format=doc")) {
            door.http.get().uri(path + wrong).exchange().expectStatus().isBadRequest();
        }
    }

    @Test
    void commandsTellTheAskerAlone() {
        assertThat(say("{\"text\":\"/help\"}", 200).path("notice").asString()).contains("/savehistory");
        assertThat(say("{\"text\":\"/whoo\"}", 200).path("notice").asString()).contains("/who");
        assertThat(say("{\"text\":\"/who\"}", 200).path("notice").asString()).isEqualTo("Nobody has joined yet.");
        assertThat(get("/events").path("events")).isEmpty();
    }

    @Test
    void savingTheHistorySaysWhere(@TempDir Path anywhere) {
        say("{\"text\":\"to be kept\"}", 201);
        String notice =
                say("{\"text\":\"savehistory(txt)\"}", 200).path("notice").asString();
        Path file = Path.of(notice.substring("The history was saved as ".length()));
        assertThat(file).content().contains("to be kept");
        assertThat(file.getFileName().toString()).startsWith("room-rest").endsWith(".txt");
    }

    @Test
    void aLectureIsLookedUpInTheOwnPeer() {
        FakeFiles files = door.bean(FakeFiles.class);
        files.byName.put("week1.mp4", new SharedFiles.Found(INFOHASH, "week1.mp4", 1234, "video/mp4"));
        JsonNode event = say("{\"text\":\"[Lecture upload] week1.mp4\"}", 201).path("event");
        assertThat(event.path("kind").asString()).isEqualTo("lecture");
        assertThat(event.path("body").path("infohash").asString()).isEqualTo(INFOHASH);
        assertThat(say("{\"text\":\"[Lecture upload] week2.mp4\"}", 400)
                        .path("detail")
                        .asString())
                .isEqualTo("There is no file 'week2.mp4' among this node's torrents: share it first, then say so.");
    }

    @Test
    void aRequestWaitsForAMachineLearningNodeAndSaysSo() {
        door.bean(FakeFiles.class).byName.put("test.png", new SharedFiles.Found(INFOHASH, "test.png", 99, "image/png"));
        JsonNode alone = say("{\"text\":\"[ML] test.png\"}", 201);
        assertThat(alone.path("event").path("kind").asString()).isEqualTo("request");
        assertThat(alone.path("notice").asString()).contains("waits");
        door.bean(FakeAttendance.class).setRoles(Set.of("ml"));
        assertThat(say("{\"text\":\"/ml test.png\"}", 201).path("notice").isNull())
                .isTrue();
        door.bean(FakeAttendance.class).setRoles(Set.of());
    }

    @Test
    void postsShowWhatBecameOfThem() {
        String id = say("{\"text\":\"one\"}", 201).path("event").path("id").asString();
        say("{\"kind\":\"reply\",\"topic\":\"%s\",\"text\":\"two\"}".formatted(id), 201);
        say("{\"kind\":\"edit\",\"target\":\"%s\",\"text\":\"ONE\"}".formatted(id), 201);
        say("{\"kind\":\"react\",\"target\":\"%s\",\"emoji\":\"👍\"}".formatted(id), 201);
        JsonNode post = get("/posts/" + id);
        assertThat(post.path("text").asString()).isEqualTo("ONE");
        assertThat(post.path("edited").asBoolean()).isTrue();
        assertThat(post.path("replies").asInt()).isEqualTo(1);
        assertThat(post.path("reactions").path(0).path("mine").asBoolean()).isTrue();
        assertThat(get("/posts?topic=" + id).path("posts")).hasSize(2);
        assertThat(get("/search?q=ONE")
                        .path("posts")
                        .path(0)
                        .path("highlight")
                        .path(0)
                        .path("end")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void oneWritesToOnePersonAlone() {
        String bob = Identity.generate().peerId().text();
        JsonNode written = Objects.requireNonNull(door.http
                .post()
                .uri("/api/v1/direct/" + bob)
                .bodyValue(Map.of("text", "just *you*"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
        assertThat(written.path("mine").asBoolean()).isTrue();
        assertThat(written.path("waiting").asBoolean()).isTrue();
        assertThat(written.path("html").asString()).contains("<em>you</em>");
        JsonNode conversation = Objects.requireNonNull(door.http
                .get()
                .uri("/api/v1/direct/" + bob)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
        assertThat(conversation).containsExactly(written);
        door.http.get().uri("/api/v1/direct/bob").exchange().expectStatus().isBadRequest();
        assertThat(say("{\"text\":\"/dm nobody hello\"}", 400).path("detail").asString())
                .contains("Nobody in this room is called 'nobody'");
    }

    @Test
    void theWholeRoomGoesIntoAZip() {
        say("{\"text\":\"kept\"}", 201);
        byte[] zip = Objects.requireNonNull(door.http
                .get()
                .uri(path + "/export")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/zip")
                .expectBody()
                .returnResult()
                .getResponseBody());
        assertThat(new String(zip, StandardCharsets.ISO_8859_1))
                .startsWith("PK")
                .contains("events.jsonl", "manifest.json");
        door.rooms.leave(room.name());
        JsonNode taken = Objects.requireNonNull(takeIn(zip)
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
        assertThat(taken.path("taken").asInt()).isEqualTo(1);
        assertThat(texts(get("/events").path("events"))).containsExactly("kept");
    }

    @Test
    void theFilesThatThePeerHasFollowWhereTheyAreWanted() throws IOException {
        String missing = INFOHASH.replace('a', 'b').replace('1', '2');
        door.bean(FakeFiles.class).contents.put(INFOHASH, "what was said");
        for (String infohash : List.of(INFOHASH, missing)) {
            say("{\"kind\":\"file\",\"infohash\":\"%s\",\"file\":\"notes.txt\",\"bytes\":13}".formatted(infohash), 201);
        }
        String entry = "files/" + INFOHASH + "/notes.txt";
        assertThat(exported("")).doesNotContainKey(entry);
        assertThat(exported("?files=true"))
                .containsEntry(entry, "what was said")
                .hasSize(3);
    }

    private Map<String, String> exported(String query) throws IOException {
        byte[] zip = Objects.requireNonNull(door.http
                .get()
                .uri(path + "/export" + query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody());
        Map<String, String> entries = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    @Test
    void whatIsNoArchiveIsNotTakenIn() {
        takeIn("no archive".getBytes(StandardCharsets.UTF_8)).expectStatus().isBadRequest();
    }

    private WebTestClient.ResponseSpec takeIn(byte[] archive) {
        return door.http
                .post()
                .uri("/api/v1/rooms/import")
                .contentType(MediaType.valueOf("application/zip"))
                .bodyValue(archive)
                .exchange();
    }

    @Test
    void aForeignPageCanNeitherSayAnythingNorOverhear() {
        door.http
                .post()
                .uri(path + "/messages")
                .header(HttpHeaders.ORIGIN, "https://evil.example")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"text\":\"hi\"}")
                .exchange()
                .expectStatus()
                .isForbidden();
        door.http
                .get()
                .uri(path + "/events")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .header(HttpHeaders.ORIGIN, "https://evil.example")
                .exchange()
                .expectStatus()
                .isForbidden();
        assertThat(get("/events").path("events")).isEmpty();
    }
}
