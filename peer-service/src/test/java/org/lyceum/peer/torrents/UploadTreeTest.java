package org.lyceum.peer.torrents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.BitTorrentException;

class UploadTreeTest {

    private final UploadTree tree = new UploadTree();

    @Test
    void numbersNamesThatDifferInCaseAlone() {
        assertThat(add("a/Notes.txt")).isEqualTo("a/Notes.txt");
        assertThat(add("a/notes.txt")).isEqualTo("a/notes (2).txt");
        assertThat(add("b/notes.txt")).isEqualTo("b/notes.txt");
        assertThat(add("a/NOTES.txt")).isEqualTo("a/NOTES (3).txt");
        assertThat(tree.size()).isEqualTo(4);
    }

    @Test
    void givesAFileAnotherNameThanTheFolderBesideIt() {
        add("week1/a.txt");
        assertThat(add("WEEK1")).isEqualTo("WEEK1 (2)");
    }

    @Test
    void refusesAFolderOverAFile() {
        add("week1");
        assertThatThrownBy(() -> add("week1/a.txt"))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining("'week1' is a file and a folder");
    }

    @Test
    void knowsTheFolderThatHoldsEverything() {
        add("course/a.txt");
        add("course/week1/b.txt");
        assertThat(tree.commonTop()).isEqualTo(CleanName.of("course"));
        add("other/c.txt");
        add("course/d.txt");
        assertThat(tree.commonTop()).isNull();
    }

    private String add(String filename) {
        return tree.add(filename).stream().map(CleanName::text).collect(Collectors.joining("/"));
    }
}
