package org.lyceum.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notes.pdf",
                "Übung 3 (Lösung).tex",
                "講義ノート.txt",
                ".hidden",
                "a..b",
                "CONTENT",
                "COM10.txt",
                "console.txt",
                "C++ & Java; 100%, it's [ok] {x} ~!@#$^=+.md",
                "👩🏽‍🎓.png"
            })
    void leavesASafeNameAlone(String name) {
        assertThat(SafeName.of(name, "fallback")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            a/b;a_b
            a\\b;a_b
            C:\\x;C__x
            what?.txt;what_.txt
            <a>|"*".x;_a_____.x
            dots...;dots
            spaces  ;spaces
            mixed. . ;mixed
             front;front
            CON;_CON
            con.txt;_con.txt
            Aux .tar.gz;_Aux .tar.gz
            NUL.;_NUL
            lpt9.log;_lpt9.log
            COM¹;_COM¹
            conin$;_conin$""")
    void replacesWhatSomeSystemCannotHold(String raw, String safe) {
        assertThat(SafeName.of(raw, "fallback")).isEqualTo(safe);
    }

    @Test
    void replacesControlCharactersAndMarksThatReorderText() {
        assertThat(SafeName.of("a\0b\nc\u007fd\u0085e", "")).isEqualTo("a_b_c_d_e");
        assertThat(SafeName.of("\u202egpj.exe", "")).isEqualTo("_gpj.exe");
        assertThat(SafeName.of("a\u2028b\ud800c\ufffdd", "")).isEqualTo("a_b_c_d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", " ", ". .", " .. "})
    void fallsBackWhereNothingRemains(String raw) {
        assertThat(SafeName.of(raw, "fallback")).isEqualTo("fallback");
    }

    @Test
    void shortensToWhatAFileSystemHoldsAndKeepsTheExtension() {
        assertThat(SafeName.of("n".repeat(255), "")).hasSize(255);
        assertThat(SafeName.of("n".repeat(300) + ".pdf", "")).isEqualTo("n".repeat(251) + ".pdf");
        assertThat(SafeName.of("ü".repeat(200) + ".pdf", "")).isEqualTo("ü".repeat(125) + ".pdf");
        assertThat(SafeName.of("👩".repeat(100), "")).isEqualTo("👩".repeat(63));
        assertThat(SafeName.of("n." + "x".repeat(300), "")).hasSize(255);
    }

    @Test
    void numbersBeforeTheExtensionAndKeepsToTheLength() {
        assertThat(SafeName.numbered("notes.pdf", 2)).isEqualTo("notes (2).pdf");
        assertThat(SafeName.numbered(".hidden", 3)).isEqualTo(".hidden (3)");
        assertThat(SafeName.numbered("n".repeat(251) + ".pdf", 200_000))
                .hasSizeLessThanOrEqualTo(255)
                .endsWith("n (200000).pdf");
    }

    @Property
    void everyNameIsOnePartThatStaysAsItIs(@ForAll("names") String raw) {
        String name = SafeName.of(raw, "fallback");

        assertThat(name).isNotEmpty().isNotIn(".", "..");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
        assertThat(Path.of(name).getNameCount()).isEqualTo(1);
        assertThat(Path.of("/root").resolve(name).normalize()).isEqualTo(Path.of("/root", name));
        assertThat(SafeName.of(name, "other")).isEqualTo(name);
        assertThat(SafeName.of(SafeName.numbered(name, 2), "other")).isEqualTo(SafeName.numbered(name, 2));
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> nasty = Arbitraries.of(
                "..",
                ".",
                " ",
                "/",
                "\\",
                "\0",
                "CON",
                "NUL",
                "COM1",
                ".txt",
                "ü",
                "\u3000",
                "\u202e",
                "a",
                "🎓",
                "x".repeat(250));
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                nasty.list().ofMaxSize(6).map(parts -> String.join("", parts)));
    }
}
