package org.lyceum.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lyceum.e2e.NeedsProgram;

/** What is set for a node as a whole. */
@NeedsProgram(value = "chromium", debianPackage = "chromium")
@ExtendWith(InBrowser.class)
class SettingsTest {

    @Test
    void aBlocklistIsLoadedReplacedAndEmptied(StudyRoom room, Visitor visitor) throws IOException {
        visitor.openSettings(StudyRoom.ADA);
        Locator name = visitor.page().getByTestId("blocklist-name");
        assertThat(visitor.page().getByTestId("blocklist-none")).isVisible();

        Path first = Files.writeString(room.desk().resolve("first.p2p"), "Somebody:192.0.2.1-192.0.2.9\nnonsense\n");
        visitor.page().getByTestId("blocklist-file").setInputFiles(first);
        assertThat(name).containsText("first.p2p");
        assertThat(visitor.page().getByTestId("blocklist-bad-lines")).containsText("1 line could not be used");

        Path second = Files.writeString(room.desk().resolve("second.txt"), "192.0.2.0/24\n198.51.100.0/24\n");
        visitor.page().getByTestId("blocklist-file").setInputFiles(second);
        assertThat(name).containsText("second.txt");
        assertThat(visitor.page().getByTestId("blocklist-size")).hasText("2 ranges");

        visitor.page().getByTestId("blocklist-empty").click();
        assertThat(visitor.page().getByTestId("blocklist-none")).isVisible();
        assertThat(visitor.page().getByTestId("swarm")).hasCount(0);
    }

    @Test
    void oneLimitIsChangedWithoutTheOther(StudyRoom room, Visitor visitor) {
        visitor.openSettings(StudyRoom.GRACE);
        try (Visitor other = visitor.another()) {
            other.openSettings(StudyRoom.GRACE);
            other.page().locator("#limit-node-down").fill("700");
            visitor.limit("limit-node-up", "300");
            other.page().locator("#limit-node-down").blur();
            assertThat(visitor.page().locator("#limit-node-down")).hasValue("700");
            assertThat(other.page().locator("#limit-node-up")).hasValue("300");
        }
        visitor.limit("limit-node-down", "");
        visitor.limit("limit-node-up", "");
    }

    @Test
    void theSettingsAreReachedByKeyboard(Visitor visitor) {
        visitor.openList(StudyRoom.EMMY);
        visitor.page().getByTestId("empty").waitFor();

        visitor.page().keyboard().press("n");
        assertThat(visitor.page().getByTestId("choke-policy")).hasText("classic");
        assertThat(visitor.page().locator("nav [aria-current=page]")).hasText("Settings");
        visitor.page().locator("#limit-node-up").focus();
        visitor.page().keyboard().press("Tab");
        assertThat(visitor.page().getByTestId("blocklist-file")).isFocused();
    }
}
