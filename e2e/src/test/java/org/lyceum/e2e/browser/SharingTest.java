package org.lyceum.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lyceum.e2e.NeedsProgram;

/** From one person's desktop to other people's nodes. */
@NeedsProgram(value = "chromium", debianPackage = "chromium")
@ExtendWith(InBrowser.class)
class SharingTest {

    @Test
    void aDroppedFileReachesAnotherPeer(StudyRoom room, Visitor visitor) throws IOException {
        Path recording = Samples.RECORDING;
        visitor.openList(StudyRoom.ADA);
        visitor.drop(recording);
        String infoHash = visitor.uploaded(Samples.nameOf(recording));
        assertThat(visitor.row(Samples.nameOf(recording)).getByTestId("state")).hasText("Sharing");

        visitor.openSwarm(StudyRoom.ADA, infoHash);
        visitor.copy(StudyRoom.EMMY).getByTestId("fetch-there").click();

        assertThat(visitor.copy(StudyRoom.EMMY).getByTestId("copy-progress")).hasText("100 %");
        assertThat(visitor.copy(StudyRoom.EMMY)).containsText("has all of it");
        assertThat(room.filesOf(StudyRoom.EMMY).resolve(Samples.nameOf(recording)))
                .hasSameBinaryContentAs(recording);
    }

    @Test
    void aDroppedFolderKeepsItsTree(StudyRoom room, Visitor visitor) throws IOException {
        Path folder = room.desk().resolve("Exercises");
        Files.createDirectories(folder.resolve("week 2/empty"));
        Files.writeString(folder.resolve("read me.txt"), "Hand in by Friday.");
        Files.writeString(folder.resolve("week 2/sheet.md"), "# Sheet 2\n");
        Files.createFile(folder.resolve("week 2/empty/nothing.txt"));

        visitor.openList(StudyRoom.ADA);
        visitor.drop(folder);
        visitor.openSwarm(StudyRoom.ADA, visitor.uploaded("Exercises"));

        assertThat(visitor.page().getByTestId("file")).hasCount(3);
        assertThat(visitor.file("sheet.md")).containsText("week 2/");
        assertThat(room.filesOf(StudyRoom.ADA).resolve("Exercises/week 2/sheet.md"))
                .hasContent("# Sheet 2\n");
    }

    @Test
    void severalFilesAreSharedUnderOneName(StudyRoom room, Visitor visitor) throws IOException {
        Path first = Files.writeString(room.desk().resolve("proof.tex"), "\\begin{proof}");
        Path second = Files.writeString(room.desk().resolve("proof.bib"), "@book{}");
        visitor.openList(StudyRoom.ADA);
        visitor.page().getByTestId("pick-files").setInputFiles(new Path[] {first, second});
        visitor.page().getByTestId("share-name").fill("A proof");
        visitor.page().getByTestId("share-confirm").click();
        visitor.openSwarm(StudyRoom.ADA, visitor.uploaded("A proof"));

        assertThat(visitor.page().getByTestId("file")).hasCount(2);
    }

    @Test
    void aMagnetLinkIsCopiedHereAndPastedThere(StudyRoom room, Visitor visitor) throws IOException {
        Path notes = Files.writeString(room.desk().resolve("Notes on graphs.md"), "# Graphs\n".repeat(5_000));
        visitor.openList(StudyRoom.ADA);
        visitor.drop(notes);
        visitor.openSwarm(StudyRoom.ADA, visitor.uploaded("Notes on graphs.md"));
        visitor.page().getByTestId("copy-magnet").click();
        assertThat(visitor.page().getByTestId("notice")).containsText("is copied");

        visitor.openList(StudyRoom.GRACE);
        visitor.page().getByTestId("magnet").focus();
        visitor.page().keyboard().press("Control+V");
        visitor.page().getByTestId("magnet-add").click();

        assertThat(visitor.row("Notes on graphs.md").getByTestId("progress")).hasText("100 %");
        assertThat(visitor.page().getByTestId("magnet")).isEmpty();
        assertThat(room.filesOf(StudyRoom.GRACE).resolve("Notes on graphs.md")).hasSameBinaryContentAs(notes);
    }

    @Test
    void aTorrentFileIsSavedHereAndDroppedThere(StudyRoom room, Visitor visitor) throws IOException {
        Path notes = Files.writeString(room.desk().resolve("Notes on trees.md"), "# Trees\n".repeat(5_000));
        visitor.openList(StudyRoom.ADA);
        visitor.drop(notes);
        visitor.openSwarm(StudyRoom.ADA, visitor.uploaded("Notes on trees.md"));
        Path torrent = room.desk().resolve("Notes on trees.md.torrent");
        visitor.saveTorrent(torrent);

        visitor.openList(StudyRoom.GRACE);
        visitor.drop(torrent);

        assertThat(visitor.row("Notes on trees.md").getByTestId("progress")).hasText("100 %");
        assertThat(room.filesOf(StudyRoom.GRACE).resolve("Notes on trees.md")).hasSameBinaryContentAs(notes);
    }
}
