package org.lyceum.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lyceum.e2e.Await;
import org.lyceum.e2e.NeedsProgram;
import org.lyceum.launcher.Services;

/** The page of a room, with a room behind it that a test tells what to be: Ada is a student there, Mara teaches. */
@NeedsProgram(value = "chromium", debianPackage = "chromium")
@ExtendWith(InBrowser.class)
class RoomTest {

    private static final String ADA = "ada";
    private static final String MARA = "mara";

    /** Longer than the page ever waits before it tries again. */
    private static final LocatorAssertions.IsVisibleOptions PATIENT =
            new LocatorAssertions.IsVisibleOptions().setTimeout((double) Await.PATIENCE.toMillis());

    private final ToldRoom room = new ToldRoom();
    private final ToldNode ada = room.enter(ADA, "student");
    private final ToldNode mara = room.enter(MARA, "professor");
    private final Services services = new Services(InetAddress.getLoopbackAddress(), Optional.empty());
    private URI ui = URI.create("http://127.0.0.1");

    @BeforeEach
    void start() {
        room.enter("ishan", "student");
        room.enter("emmy", "student");
        Talk.fill(room);
        Map<String, URI> nodes = new LinkedHashMap<>();
        nodes.put(ADA, ada.rest());
        nodes.put(MARA, mara.rest());
        ui = services.startUi(0, nodes).page();
    }

    @AfterEach
    void stop() {
        services.close();
        room.close();
    }

    private Page open(Visitor visitor, String name) {
        return open(visitor, name, "");
    }

    private Page open(Visitor visitor, String name, String query) {
        Page page = visitor.page();
        page.navigate(ui.resolve("/nodes/%s/rooms/%s%s".formatted(name, ToldRoom.COURSE, query))
                .toString());
        page.locator("room-page[data-channel=open]").waitFor();
        return page;
    }

    private static void write(Page page, String text) {
        page.getByTestId("message-text").fill(text);
        page.getByTestId("message-text").press("Enter");
    }

    private static Locator post(Page page, String text) {
        return page.getByTestId("timeline")
                .getByTestId("post")
                .filter(new Locator.FilterOptions().setHasText(text))
                .last();
    }

    @Test
    void aRoomCanBeReadByEverybody(Visitor visitor) {
        Page page = open(visitor, ADA);

        assertThat(page.locator("math").first()).isVisible();
        look(page, "room");
    }

    @Test
    void whoIsInNoRoomIsAskedWhoAndForWhichCourse(Visitor visitor) {
        ada.entered = false;
        Page page = visitor.page();
        page.navigate(ui.toString());
        assertThat(page.locator("h1")).hasText("What is your name, what course is this for?");
        look(page, "room-entrance");

        page.getByTestId("enter-course").fill("SWE");
        page.keyboard().press("Enter");

        assertThat(page.locator("h1")).hasText("SWE");
        assertThat(post(page, "Thank you")).isVisible();
    }

    @Test
    void twoPeopleReadEachOther(Visitor visitor) {
        Page adas = open(visitor, ADA);
        try (Visitor another = visitor.another()) {
            Page maras = open(another, MARA);

            adas.getByTestId("message-text").pressSequentially("Is the sheet due on Monday?");
            assertThat(maras.locator(".typing")).hasText("ada is writing …");
            adas.keyboard().press("Enter");
            assertThat(post(maras, "Is the sheet due on Monday?")).isVisible();
            assertThat(maras.locator(".typing")).isEmpty();
            assertThat(adas.getByTestId("pending-post")).hasCount(0);

            write(maras, "On Tuesday.");
            assertThat(post(adas, "On Tuesday.")).isVisible();
            assertThat(another.complaints()).isEmpty();
        }
    }

    @Test
    void anAnnouncementStandsOnTopAndAStudentsIsRefusedWithTheReason(Visitor visitor) {
        Page adas = open(visitor, ADA);
        try (Visitor another = visitor.another()) {
            Page maras = open(another, MARA);
            maras.getByText("as announcement").click();
            write(maras, "The exam is on 3 February.");

            assertThat(adas.getByTestId("announcements")).containsText("The exam is on 3 February.");
            assertThat(post(adas, "The exam is on 3 February.")).containsText("announcement");
        }

        write(adas, "[PROF announcement] There is no exam.");

        assertThat(adas.getByTestId("pending-post")).containsText("Only a professor of SWE may announce");
        look(adas, "room-refused");
        adas.getByText("Write it again").click();
        assertThat(adas.getByTestId("message-text")).hasValue("[PROF announcement] There is no exam.");
        assertThat(adas.getByTestId("pending-post")).hasCount(0);
    }

    @Test
    void answersAreATopicThatCanBeResolved(Visitor visitor) {
        Page page = open(visitor, ADA);
        Locator question = page.getByTestId("timeline")
                .getByTestId("post")
                .filter(new Locator.FilterOptions().setHas(page.getByTestId("file-card")));
        question.hover();
        question.getByTestId("answer").click();
        page.getByTestId("answer-text").fill("Page 3 has a mistake.");
        page.keyboard().press("Enter");

        assertThat(page.getByTestId("panel")).containsText("Page 3 has a mistake.");
        assertThat(question.getByTestId("replies")).containsText("1 answer");
        page.getByTestId("resolve").click();
        assertThat(page.getByTestId("resolve")).hasText("Open again");
        assertThat(question.getByTestId("replies")).containsText("resolved");
        look(page, "room-topic");

        page.getByTestId("resolve").focus();
        page.keyboard().press("Escape");
        assertThat(page.getByTestId("panel")).isHidden();
        assertThat(page.getByTestId("topic").first()).containsText("My notes of today");
    }

    @Test
    void whatOneSaidCanBeChangedAndTakenBack(Visitor visitor) {
        Page page = open(visitor, ADA);
        write(page, "I think it is 41.");
        assertThat(post(page, "I think it is 41.")).isVisible();

        page.getByTestId("message-text").press("ArrowUp");
        assertThat(page.getByTestId("message-text")).hasValue("I think it is 41.");
        write(page, "I think it is 42.");
        assertThat(post(page, "I think it is 42.")).containsText("edited");

        page.keyboard().press("Escape");
        post(page, "I think it is 42.").focus();
        page.keyboard().press("Delete");
        assertThat(post(page, "I think it is 42.")).isHidden();
        page.getByText("Undo").click();
        assertThat(post(page, "I think it is 42.")).isVisible();

        post(page, "I think it is 42.").focus();
        page.keyboard().press("Delete");
        page.reload();
        assertThat(page.getByTestId("post").last()).containsText("Deleted");
        assertThat(page.getByText("I think it is 42.")).hasCount(0);
    }

    @Test
    void aReactionIsGivenAndTakenBack(Visitor visitor) {
        Page page = open(visitor, ADA);
        post(page, "Thank you").focus();

        page.keyboard().press("+");
        page.locator("#reactions").getByText("🎉").click();
        Locator given = post(page, "Thank you").getByTestId("reaction");
        assertThat(given).hasText("🎉 1");
        assertThat(given).hasAttribute("aria-pressed", "true");

        given.click();
        assertThat(given).hasCount(0);
    }

    @Test
    void twoSpeakAloneBesideTheRoom(Visitor visitor) {
        Page adas = open(visitor, ADA);
        try (Visitor another = visitor.another()) {
            Page maras = open(another, MARA);
            Locator person = adas.getByTestId("person").filter(new Locator.FilterOptions().setHasText(MARA));
            person.hover();
            person.getByTestId("write").click();
            adas.getByTestId("answer-text").fill("Between us.");
            adas.keyboard().press("Enter");

            assertThat(adas.getByTestId("letter")).containsText("Between us.");
            assertThat(maras.getByTestId("room-notice")).hasText("ada, to you alone: Between us.");
            assertThat(maras.getByTestId("timeline").getByText("Between us.")).hasCount(0);
            look(adas, "room-letters");
        }
    }

    @Test
    void scriptInAMessageStaysText(Visitor visitor) {
        Page page = open(visitor, ADA);
        String script = "<script>document.title = 'stolen'</script><img src=x onerror=\"document.title = 'stolen'\">";

        write(page, script);

        assertThat(post(page, script)).isVisible();
        assertThat(page.getByTestId("timeline").locator("script, img[src=x]")).hasCount(0);
        assertThat(page).hasTitle("SWE · Lyceum");
    }

    @Test
    void whatIsWrittenWhileTheNodeIsAwayArrivesOnceItIsBack(Visitor visitor) {
        Page page = open(visitor, ADA);
        write(page, "before");
        assertThat(post(page, "before")).isVisible();

        ada.stop();
        page.locator("room-page[data-channel=cut]").waitFor();
        write(page, "while it was away");
        assertThat(page.getByTestId("pending-post")).containsText("Not connected");
        assertThat(page.getByTestId("node-status")).containsText("does not answer");
        assertThat(page.getByText("Not connected. What you write is kept")).isVisible();
        look(page, "room-cut");
        mara.say("message", Map.of("text", "and what Mara said meanwhile"));
        ada.startAgain();

        assertThat(post(page, "while it was away")).isVisible(PATIENT);
        assertThat(post(page, "and what Mara said meanwhile")).isVisible();
        assertThat(page.getByTestId("pending-post")).hasCount(0);
        assertThat(page.getByTestId("post").filter(new Locator.FilterOptions().setHasText("while it was away")))
                .hasCount(1);
        // what could not be fetched meanwhile is no fault of the page
        assertThat(visitor.complaints())
                .allMatch(complaint -> complaint.contains("502") || complaint.contains("WebSocket"));
        visitor.complaints().clear();
    }

    @Test
    void whatIsReadStaysInPlaceWhileOlderPostsLoad(Visitor visitor) {
        Page page = open(visitor, ADA);
        int shown = page.getByTestId("post").count();
        String id = page.getByTestId("post").nth(3).getAttribute("id");
        page.locator(".room-scroll").evaluate("scroll => scroll.scrollTop = 300");
        double before = top(page, id);
        page.waitForFunction("count => document.querySelectorAll('#timeline > .post').length > count", shown);

        assertThat(top(page, id)).isBetween(before - 2, before + 2);

        page.locator(".room-scroll").evaluate("scroll => scroll.scrollTop = 0");
        page.waitForFunction("() => document.querySelector('#timeline').dataset.before === 'false'"
                + " || (document.querySelector('.room-scroll').scrollTop = 0) === 1");
        assertThat(page.getByText("This is where the room begins.")).isVisible();
        assertThat(page.getByText("ishan is now the chat node of this room.")).isVisible();
        assertThat(page.locator(".day").filter(new Locator.FilterOptions().setHasText("Yesterday")))
                .hasCount(1);

        mara.say("message", Map.of("text", "something new"));
        assertThat(page.locator(".jump")).hasText("1 new");
        page.keyboard().press("G");
        assertThat(post(page, "something new")).isInViewport();
        assertThat(page.locator(".jump")).isHidden();
    }

    private static double top(Page page, String id) {
        return ((Number) page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", id))
                .doubleValue();
    }

    @Test
    void aSearchAndADateLeadIntoTheHistory(Visitor visitor) {
        Page page = open(visitor, ADA);

        page.locator("main").focus();
        page.keyboard().press("/");
        page.keyboard().type("page 41");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("hit").locator("mark")).hasText("page 41");
        look(page, "room-search");
        page.getByTestId("hit").click();
        assertThat(post(page, "page 41")).isInViewport();
        assertThat(page.locator(".post:focus")).containsText("page 41");

        page.getByTestId("date")
                .fill(LocalDate.now(ZoneId.systemDefault()).minusDays(1).toString());
        assertThat(page.getByText("Exercise 1:")).isInViewport();
    }

    @Test
    void whatWasNotReadIsMarked(Visitor visitor) {
        Map<String, Object> first = room.tell("emmy", "student", "message", Instant.now(), "<p>first unread</p>");
        room.tell("emmy", "student", "message", Instant.now(), "<p>second unread</p>");
        ada.readUpTo = ToldRoom.seqOf(first) - 1;

        Page page = open(visitor, ADA);

        assertThat(page.getByTestId("unread-line").locator("+ .post")).containsText("first unread");
        assertThat(page.locator(".room-list .unread")).hasCount(0);
        assertThat(post(page, "second unread")).isInViewport();
    }

    @Test
    void everythingCanBeReachedByKeyboard(Visitor visitor) {
        Page page = open(visitor, MARA);
        page.locator("main").focus();

        page.keyboard().press("?");
        assertThat(page.locator("#shortcuts")).containsText("Answer the message");
        look(page, "room-shortcuts");
        page.keyboard().press("Escape");
        page.locator("main").focus();
        page.keyboard().press("k");
        page.keyboard().press("k");
        assertThat(page.locator(".post:focus")).containsText("Thank you");
        page.keyboard().press("p");
        assertThat(page.getByTestId("pinned").first()).isVisible();
        assertThat(page.locator("#pinned")).containsText("Thank you");
        page.keyboard().press("r");
        assertThat(page.getByTestId("answer-text")).isFocused();
        page.keyboard().press("Escape");
        page.keyboard().press("Escape");
        page.keyboard().press("c");
        page.keyboard().type("/sa");
        page.keyboard().press("Tab");
        assertThat(page.getByTestId("message-text")).hasValue("/savehistory ");
        page.getByTestId("message-text").fill("");
        page.keyboard().type("@is");
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("message-text")).hasValue("@ishan ");
        page.reload();
        assertThat(page.getByTestId("message-text")).hasValue("@ishan ");
    }

    @Test
    void aFileIsFetchedAndItsProgressSeenAtItsCard(Visitor visitor) {
        Page page = open(visitor, ADA);
        Locator card = page.getByTestId("file-card");
        assertThat(card.getByTestId("fetch")).isVisible();

        ada.has(torrent(0.25));
        page.reload();
        assertThat(card.getByTestId("file-figure")).hasText("25 %");
        ada.has(torrent(0.5));
        assertThat(card.getByTestId("file-figure")).hasText(Pattern.compile("50 %, 120 kB/s"));
        ada.has(torrent(1));
        assertThat(card.getByTestId("open-file")).hasText("Preview");
        assertThat(card.locator("progress")).hasCount(0);
    }

    private static Map<String, Object> torrent(double progress) {
        int bytes = 2_345_678;
        long completed = Math.round(bytes * progress);
        Map<String, Object> torrent = new LinkedHashMap<>();
        torrent.put("infoHash", Talk.SHEET);
        torrent.put("name", "notes.pdf");
        torrent.put("totalBytes", bytes);
        torrent.put("pieceLength", 16_384);
        torrent.put("pieceCount", 144);
        torrent.put("completedBytes", completed);
        torrent.put("progress", progress);
        torrent.put("state", progress == 1 ? "seeding" : "downloading");
        torrent.put("downloadRate", 120_000);
        torrent.put("uploadRate", 0);
        torrent.put("downloaded", completed);
        torrent.put("uploaded", 0);
        torrent.put("ratio", 0.0);
        torrent.put("peers", 1);
        torrent.put("seeds", 1);
        torrent.put("limits", Map.of("download", 0, "upload", 0));
        torrent.put("addedAt", Instant.now().toString());
        torrent.put("magnet", "magnet:?xt=urn:btih:" + Talk.SHEET);
        torrent.put(
                "files",
                List.of(Map.of(
                        "index",
                        0,
                        "path",
                        "notes.pdf",
                        "bytes",
                        bytes,
                        "completedBytes",
                        completed,
                        "priority",
                        "normal")));
        return torrent;
    }

    private static void look(Page page, String name) {
        Pictures.take(page, name, "main");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat(Accessibility.faults(page)).as("%s, %s", name, scheme).isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
}
