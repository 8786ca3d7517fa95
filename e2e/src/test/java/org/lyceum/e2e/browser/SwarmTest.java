package org.lyceum.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lyceum.e2e.NeedsProgram;

/** What is done to a swarm, and to a peer. */
@NeedsProgram(value = "chromium", debianPackage = "chromium")
@ExtendWith(InBrowser.class)
class SwarmTest {

    private static String share(StudyRoom room, Visitor visitor, String name) throws IOException {
        Path file = Files.writeString(room.desk().resolve(name), "All of " + name);
        visitor.openList(StudyRoom.ADA);
        visitor.drop(file);
        return visitor.uploaded(name);
    }

    @Test
    void aSwarmIsPausedAndGoesOn(StudyRoom room, Visitor visitor) throws IOException {
        String infoHash = share(room, visitor, "Pause.txt");
        visitor.openSwarm(StudyRoom.ADA, infoHash);
        visitor.turn("Paused");
        assertThat(visitor.page().getByTestId("pause-resume")).hasText("Resume");
        visitor.turn("Sharing");
    }

    @Test
    void aFileIsLeftOutUntilItIsWanted(StudyRoom room, Visitor visitor) throws IOException {
        Path folder = Files.createDirectories(room.desk().resolve("Course"));
        Files.write(folder.resolve("1 wanted.bin"), new byte[300_000]);
        Files.write(folder.resolve("2 unwanted.bin"), new byte[600_000]);
        visitor.openList(StudyRoom.ADA);
        visitor.drop(folder);
        String infoHash = visitor.uploaded("Course");
        visitor.openSwarm(StudyRoom.ADA, infoHash);
        Path torrent = room.desk().resolve("Course.torrent");
        visitor.saveTorrent(torrent);
        visitor.turn("Paused");

        visitor.openList(StudyRoom.GRACE);
        visitor.drop(torrent);
        visitor.follow(visitor.row("Course").getByRole(AriaRole.LINK));
        visitor.prioritise("2 unwanted.bin", "SKIP");

        visitor.openSwarm(StudyRoom.ADA, infoHash);
        visitor.turn("Sharing");
        visitor.openSwarm(StudyRoom.GRACE, infoHash);
        assertThat(visitor.file("1 wanted.bin").getByTestId("file-progress")).hasText("100 %");
        Locator unwanted = visitor.file("2 unwanted.bin");
        assertThat(unwanted.getByTestId("file-progress")).not().hasText("100 %");
        unwanted.getByRole(AriaRole.COMBOBOX).selectOption("HIGH");
        assertThat(unwanted.getByTestId("file-progress")).hasText("100 %");
    }

    @Test
    void limitsAreSetAndTheSlotsAreShownAsTheyAreTaken(StudyRoom room, Visitor visitor) throws IOException {
        visitor.openList(StudyRoom.ADA);
        visitor.drop(Files.write(room.desk().resolve("Slow.bin"), new byte[200_000]));
        String infoHash = visitor.uploaded("Slow.bin");
        visitor.openSettings(StudyRoom.GRACE);
        visitor.limit("limit-node-down", "0.001");

        visitor.openSwarm(StudyRoom.ADA, infoHash);
        Locator reasons = visitor.page().getByTestId("slot-why");
        assertThat(reasons).hasText(new String[] {"free", "free", "free", "free"});
        assertThat(visitor.page().getByTestId("choke-policy")).hasText("classic");
        visitor.limit("limit-swarm-up", "250");
        visitor.page().reload();
        assertThat(visitor.page().locator("#limit-swarm-up")).hasValue("250");

        visitor.copy(StudyRoom.GRACE).getByTestId("fetch-there").click();
        assertThat(reasons.first()).hasText(Pattern.compile("by (rate|chance)"));
        assertThat(visitor.page().getByTestId("am-choking")).hasText("unchoke");

        visitor.openSettings(StudyRoom.GRACE);
        assertThat(visitor.page().locator("#limit-node-up")).hasValue("");
        assertThat(visitor.page().locator("#limit-node-down")).hasValue("0.001");
        visitor.limit("limit-node-down", "");
        visitor.openSwarm(StudyRoom.GRACE, infoHash);
        assertThat(visitor.page().getByTestId("state")).hasText("Sharing");
    }

    @Test
    void aSwarmIsRemovedWithItsFiles(StudyRoom room, Visitor visitor) throws IOException {
        share(room, visitor, "Away.txt");
        Path stored = room.filesOf(StudyRoom.ADA).resolve("Away.txt");
        assertThat(stored).exists();

        visitor.row("Away.txt").getByTestId("remove").click();
        visitor.page().getByTestId("remove-delete").click();

        assertThat(visitor.row("Away.txt")).hasCount(0);
        assertThat(stored).doesNotExist();
    }

    @Test
    void aPageThatIsOpenTellsOfARemovalElsewhere(StudyRoom room, Visitor visitor) throws IOException {
        visitor.openSwarm(StudyRoom.ADA, share(room, visitor, "Withdrawn.txt"));
        visitor.page().locator("[data-testid=piece-map][data-verified]").waitFor();

        try (Visitor other = visitor.another()) {
            other.openList(StudyRoom.ADA);
            other.row("Withdrawn.txt").getByTestId("remove").click();
            other.page().getByTestId("remove-keep").click();
            assertThat(visitor.page().getByTestId("gone")).containsText("Removed from ada’s node");
        }
    }

    @Test
    void whatThereIsIsReachedByKeyboard(StudyRoom room, Visitor visitor) throws IOException {
        share(room, visitor, "Keys.txt");
        share(room, visitor, "Locks.txt");
        Keyboard keyboard = visitor.page().keyboard();

        keyboard.press("?");
        assertThat(visitor.page().getByRole(AriaRole.DIALOG)).containsText("Filter by name");
        keyboard.press("Escape");
        keyboard.press("/");
        keyboard.type("lock");
        assertThat(visitor.row("Keys.txt")).hasCount(0);
        keyboard.press("Escape");
        keyboard.press("j");
        keyboard.press("Enter");
        assertThat(visitor.page().getByTestId("name")).hasText("Locks.txt");
    }

    @Test
    void aPeerThatDiedIsShownAsSuch(StudyRoom room, Visitor visitor) throws IOException {
        visitor.openList(StudyRoom.MARIA);
        visitor.page().getByTestId("empty").waitFor();
        room.loseMaria();

        assertThat(visitor.page().getByTestId("failure")).containsText("maria’s node does not answer");
        visitor.openSwarm(StudyRoom.ADA, share(room, visitor, "Left.txt"));
        assertThat(visitor.copy(StudyRoom.MARIA)).containsText("does not answer");
    }
}
