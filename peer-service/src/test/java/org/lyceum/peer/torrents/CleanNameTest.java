package org.lyceum.peer.torrents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notes.pdf|notes.pdf",
                "Vorlesung 1 – Übung.pdf|Vorlesung 1 – Übung.pdf",
                "a/b|a_b",
                "what? <really>: \"yes\"|what_ _really__ _yes_",
                "trailing. . |trailing",
                "CON|_CON",
                "nul.txt|_nul.txt",
                "console.txt|console.txt",
                ".hidden|.hidden",
                "..|unnamed",
                "' '|unnamed",
            })
    void makesANameThatAnyOperatingSystemTakes(String raw, String clean) {
        assertThat(CleanName.of(raw).text()).isEqualTo(clean);
    }

    @Test
    void takesControlAndDirectionCharactersOut() {
        assertThat(CleanName.of("a\u0000b\n\u202Efdp.exe").text()).isEqualTo("a_b__fdp.exe");
    }

    @Test
    void composesWhatMacOsDecomposes() {
        assertThat(CleanName.of("U\u0308bung").text()).isEqualTo("\u00DCbung");
    }

    @Test
    void keepsTheExtensionOfANameThatIsTooLong() {
        CleanName name = CleanName.of("\uD83D\uDCD6".repeat(100) + ".pdf");
        assertThat(name.text()).endsWith("\uD83D\uDCD6.pdf");
        assertThat(name.text().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(240, 255);
    }

    @Test
    void staysInsideWhateverAPathSays() {
        assertThat(CleanName.path("../../etc/./passwd"))
                .extracting(CleanName::text)
                .containsExactly("etc", "passwd");
        assertThat(CleanName.path("C:\\Users\\ada\\notes.txt"))
                .extracting(CleanName::text)
                .containsExactly("C_", "Users", "ada", "notes.txt");
        assertThat(CleanName.path("/../")).extracting(CleanName::text).containsExactly("unnamed");
    }

    @Test
    void numbersBeforeTheExtension() {
        assertThat(CleanName.of("notes.pdf").numbered(1).text()).isEqualTo("notes.pdf");
        assertThat(CleanName.of("notes.pdf").numbered(2).text()).isEqualTo("notes (2).pdf");
        assertThat(CleanName.of("README").numbered(3).text()).isEqualTo("README (3)");
    }

    @Test
    void borrowsAnExtensionOnce() {
        CleanName file = CleanName.of("scan0001.PDF");
        assertThat(CleanName.of("Lecture 1").withExtensionOf(file).text()).isEqualTo("Lecture 1.PDF");
        assertThat(CleanName.of("Lecture 1.pdf").withExtensionOf(file).text()).isEqualTo("Lecture 1.pdf");
    }
}
