package org.lyceum.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lyceum.e2e.NeedsProgram;

/** Every page in the middle of real work: what everybody can read, how fast it is there, and pictures to look at. */
@NeedsProgram(value = "chromium", debianPackage = "chromium")
@ExtendWith(InBrowser.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LooksTest {

    private static final double FIRST_PAINT_MILLIS = 1_000;

    /** What the half fetched lecture lacks. */
    private static final List<String> LATER = List.of("Questions and answers.mp3", "Repetition of lecture 2.mp3");

    private static final String FIRST_PAINT =
            "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0";

    @Test
    @Order(1)
    void anEmptyListSaysWhatToDo(Visitor visitor) {
        visitor.openList(StudyRoom.ADA);
        visitor.page().getByTestId("empty").waitFor();
        look(visitor, "empty");

        visitor.page().keyboard().press("?");
        look(visitor, "shortcuts");
    }

    @Test
    @Order(2)
    void everyPageOfADownloadCanBeReadByEverybody(StudyRoom room, Visitor visitor) throws IOException {
        Path lecture = lecture(room);
        visitor.openList(StudyRoom.ADA);
        visitor.drop(lecture);
        String infoHash = visitor.uploaded("Lecture 3");
        visitor.openSwarm(StudyRoom.ADA, infoHash);
        Path torrent = room.desk().resolve("lecture.torrent");
        visitor.saveTorrent(torrent);
        visitor.page().getByTestId("remove").click();
        look(visitor, "removal");
        visitor.page().keyboard().press("Escape");
        visitor.turn("Paused");

        visitor.openList(StudyRoom.EMMY);
        visitor.drop(Samples.SCRIPT);
        visitor.uploaded(Samples.nameOf(Samples.SCRIPT));
        visitor.drop(torrent);
        visitor.uploaded("Lecture 3");
        visitor.openSwarm(StudyRoom.EMMY, infoHash);
        LATER.forEach(file -> visitor.prioritise(file, "SKIP"));
        visitor.openSwarm(StudyRoom.ADA, infoHash);
        visitor.turn("Sharing");
        visitor.openSwarm(StudyRoom.EMMY, infoHash);
        assertThat(visitor.file("How a swarm works.mp3").getByTestId("file-progress"))
                .hasText("100 %");
        visitor.openSettings(StudyRoom.EMMY);
        visitor.limit("limit-node-down", "90");
        visitor.openSettings(StudyRoom.GRACE);
        visitor.limit("limit-node-down", "150");
        visitor.openList(StudyRoom.GRACE);
        visitor.drop(torrent);
        visitor.openSwarm(StudyRoom.EMMY, infoHash);
        LATER.forEach(file -> visitor.prioritise(file, "NORMAL"));
        visitor.page().locator("[data-testid=piece-map][data-verified]").waitFor();
        awaitFlow(visitor);
        look(visitor, "swarm");

        visitor.openList(StudyRoom.EMMY);
        visitor.row("Lecture 3").waitFor();
        assertThat(firstPaint(visitor.page())).isBetween(1.0, FIRST_PAINT_MILLIS);
        awaitFlow(visitor);
        look(visitor, "swarms");

        visitor.openSwarm(StudyRoom.EMMY, infoHash);
        visitor.follow(visitor.file("How a swarm works.mp3").getByTestId("open-file"));
        assertThat(visitor.page().getByTestId("playable")).hasText("All of it is here.");
        look(visitor, "player");
    }

    @Test
    @Order(3)
    void whomANodeUploadsToCanBeReadByEverybody(StudyRoom room, Visitor visitor) throws IOException {
        Path recording = Files.write(room.desk().resolve("Recording.bin"), new byte[3_000_000]);
        visitor.openList(StudyRoom.ADA);
        visitor.drop(recording);
        String infoHash = visitor.uploaded("Recording.bin");
        for (String slow : List.of(StudyRoom.EMMY, StudyRoom.GRACE)) {
            visitor.openSettings(slow);
            visitor.limit("limit-node-down", "40");
        }
        visitor.openSwarm(StudyRoom.ADA, infoHash);
        for (String slow : List.of(StudyRoom.EMMY, StudyRoom.GRACE)) {
            visitor.copy(slow).getByTestId("fetch-there").click();
            visitor.dismissNotice(slow + "’s node fetches it now");
        }
        assertThat(visitor.page().getByTestId("slot-why").getByText(Pattern.compile("by (rate|chance)")))
                .hasCount(2);
        visitor.limit("limit-swarm-up", "60");
        for (int slot : List.of(0, 1)) {
            assertThat(visitor.page().getByTestId("slot").nth(slot))
                    .containsText(Pattern.compile("to it [1-9].* kB/s"));
        }
        look(visitor, "slots", "#slots");
    }

    @Test
    @Order(4)
    void theSettingsOfANodeCanBeReadByEverybody(StudyRoom room, Visitor visitor) throws IOException {
        Path list = Files.writeString(
                room.desk().resolve("level1.p2p"),
                "An office:192.0.2.0-192.0.2.255\nA firm:198.51.100.7-198.51.100.9\nnot a line of it\n");
        visitor.openSettings(StudyRoom.EMMY);
        visitor.page().getByTestId("blocklist-file").setInputFiles(list);
        visitor.page().getByTestId("blocklist-bad-lines").locator("summary").click();
        visitor.page().getByTestId("notice").getByLabel("Dismiss").click();
        look(visitor, "settings");
        look(visitor, "blocklist", "#blocklist");
        visitor.page().getByTestId("blocklist-empty").click();
    }

    @Test
    @Order(5)
    void aPeerThatDiedIsSaidToBeSo(StudyRoom room, Visitor visitor) {
        room.loseMaria();
        visitor.openList(StudyRoom.MARIA);
        visitor.page().getByTestId("failure").waitFor();
        look(visitor, "lost");
    }

    /** Waits until bytes come in and go out. */
    private static void awaitFlow(Visitor visitor) {
        assertThat(visitor.page().getByTestId("node-down")).hasText(Pattern.compile("[1-9].* kB/s"));
        assertThat(visitor.page().getByTestId("node-up")).hasText(Pattern.compile("[1-9].* kB/s"));
    }

    private static double firstPaint(Page page) {
        return ((Number) page.evaluate(FIRST_PAINT)).doubleValue();
    }

    private static Path lecture(StudyRoom room) throws IOException {
        Path folder = Files.createDirectories(room.desk().resolve("Lecture 3, how a swarm works"));
        for (Path file : List.of(Samples.NOTES, Samples.SCRIPT, Samples.PICTURE, Samples.RECORDING)) {
            Files.copy(file, folder.resolve(Samples.nameOf(file)));
        }
        for (String file : LATER) {
            Files.copy(Samples.RECORDING, folder.resolve(file));
        }
        return folder;
    }

    private static void look(Visitor visitor, String name) {
        look(visitor, name, "main");
    }

    private static void look(Visitor visitor, String name, String part) {
        Page page = visitor.page();
        Pictures.take(page, name, part);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat(Accessibility.faults(page)).as("%s, %s", name, scheme).isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
}
