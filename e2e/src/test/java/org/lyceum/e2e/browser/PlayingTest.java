package org.lyceum.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lyceum.e2e.NeedsProgram;

/** Listening to, looking at and reading what a swarm has, in the browser. */
@NeedsProgram(value = "chromium", debianPackage = "chromium")
@ExtendWith(InBrowser.class)
class PlayingTest {

    private static String share(Visitor visitor, Path file) {
        visitor.openList(StudyRoom.ADA);
        visitor.drop(file);
        String infoHash = visitor.uploaded(Samples.nameOf(file));
        visitor.openSwarm(StudyRoom.ADA, infoHash);
        return infoHash;
    }

    @Test
    void aRecordingPlays(Visitor visitor) {
        share(visitor, Samples.RECORDING);
        visitor.follow(visitor.page().getByTestId("open-file"));

        Locator media = visitor.page().getByTestId("media");
        play(media);

        assertThat(visitor.page().getByTestId("playable")).hasText("All of it is here.");
        assertThat((double) (Double) media.evaluate("media => media.duration")).isGreaterThan(60);
    }

    @Test
    void aRecordingPlaysAsSoonAsItsFirstPiecesArrive(StudyRoom room, Visitor visitor) throws IOException {
        Path recording = Files.copy(Samples.RECORDING, room.desk().resolve("As it arrives.mp3"));
        String infoHash = share(visitor, recording);
        Path torrent = room.desk().resolve("As it arrives.torrent");
        visitor.saveTorrent(torrent);
        visitor.turn("Paused");
        visitor.openList(StudyRoom.EMMY);
        visitor.drop(torrent);
        visitor.row("As it arrives").waitFor();
        visitor.open("/nodes/emmy/swarms/" + infoHash + "/files/0");
        assertThat(visitor.page().getByTestId("playable")).containsText("The first 0 % are here");

        try (Visitor other = visitor.another()) {
            other.openSwarm(StudyRoom.ADA, infoHash);
            other.turn("Sharing");
        }

        play(visitor.page().getByTestId("media"));
        assertThat(visitor.page().getByTestId("playable")).hasText("All of it is here.");
    }

    @Test
    void aFilmPlays(StudyRoom room, Visitor visitor) throws IOException {
        Path film = room.desk().resolve("A film.webm");
        // four seconds of ffmpeg's test picture
        try (InputStream bytes = Objects.requireNonNull(PlayingTest.class.getResourceAsStream("film.webm"))) {
            Files.copy(bytes, film);
        }
        share(visitor, film);
        visitor.follow(visitor.page().getByTestId("open-file"));

        Locator media = visitor.page().getByTestId("media");
        play(media);

        assertThat((Integer) media.evaluate("media => media.videoWidth")).isEqualTo(160);
    }

    @Test
    void aPictureIsShown(Visitor visitor) {
        share(visitor, Samples.PICTURE);
        visitor.follow(visitor.page().getByTestId("open-file"));

        visitor.page().waitForCondition(() -> (Boolean)
                visitor.page().getByTestId("media").evaluate("image => image.complete && image.naturalWidth === 1600"));
    }

    @Test
    void notesAreShownAsTheyAreWritten(Visitor visitor) throws IOException {
        share(visitor, Samples.NOTES);
        visitor.follow(visitor.page().getByTestId("open-file"));

        assertThat(visitor.page().getByTestId("media"))
                .containsText(
                        Files.readString(Samples.NOTES).lines().findFirst().orElseThrow());
    }

    @Test
    void aScriptOpensInTheBrowsersOwnViewer(Visitor visitor) {
        share(visitor, Samples.SCRIPT);
        Response content = visitor.page()
                .waitForResponse(
                        "**/content",
                        () -> visitor.page().getByTestId("open-file").click());

        assertThat(content.headers())
                .containsEntry("content-type", "application/pdf")
                .containsEntry("x-frame-options", "SAMEORIGIN");
        visitor.page()
                .waitForCondition(() -> visitor.page().frames().stream()
                        .anyMatch(frame ->
                                frame.url().startsWith("chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai")));
    }

    private static void play(Locator media) {
        media.focus();
        media.press("Space");
        media.page().waitForCondition(() ->
                (Boolean) media.evaluate("media => !media.paused && !media.error && media.currentTime > 0.2"));
    }
}
