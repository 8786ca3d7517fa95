package org.lyceum.chat.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {

    private static final int LONGEST = 64 * 1024;

    /** The elements that may come out, and how. */
    private static final Pattern TAG = Pattern.compile(
            "</?(p|br|hr|h[1-6]|blockquote|ul|ol|li|pre|code|em|strong|del|table|thead|tbody|tr|th|td|a|span|input)"
                    + "( (href|title|target|rel|class|data-display|align|start|type|checked|disabled)=\"[^\"<>]*\")*\\s*/?>");

    @Test
    void markdownIsRendered() {
        assertThat(html("**bold** *em* ~~gone~~ `x < y`"))
                .isEqualToIgnoringWhitespace(
                        "<p><strong>bold</strong> <em>em</em> <del>gone</del> <code>x &lt; y</code></p>");
        assertThat(html("| a | b |\n|:--|--:|\n| 1 | 2 |"))
                .contains("<th align=\"left\">a</th>", "<td align=\"right\">2</td>");
        assertThat(html("> quoted\n\n1. one\n2. two")).contains("<blockquote>", "<ol>", "<li>two</li>");
    }

    @Test
    void aNewLineIsANewLine() {
        assertThat(html("one\ntwo")).contains("one<br />");
    }

    @Test
    void codeHasTheClassOfItsLanguageAndStaysAsItIs() {
        assertThat(html("```java\nvar x = \"$a$\"; // @ishan <b>\n```", "ishan"))
                .contains("<pre><code class=\"language-java\">")
                .contains("$a$")
                .doesNotContain("mention", "math", "<b>");
    }

    @Test
    void tasksAreBoxesThatCannotBeTicked() {
        assertThat(html("- [x] done\n- [ ] open"))
                .contains("checked", "disabled", "type=\"checkbox\"", "done", "open")
                .doesNotContain("[x]", "[ ]");
    }

    @Test
    void mathematicsIsKeptForThePageToTypeset() {
        assertThat(html("so $a_1 * b_2 * c$ holds"))
                .contains("<span class=\"math\" data-display=\"false\">a_1 * b_2 * c</span>");
        assertThat(html("\\(x^2\\) and \\[\\frac{1}{2}\\]"))
                .contains("<span class=\"math\" data-display=\"false\">x^2</span>")
                .contains("<span class=\"math\" data-display=\"true\">\\frac{1}{2}</span>");
        assertThat(html("$$\n- a\n# b\n$$\nafter"))
                .contains("<span class=\"math\" data-display=\"true\">- a\n# b</span>")
                .contains("<p>after</p>");
        assertThat(html("$a < b \\$ c$")).contains("a &lt; b \\$ c</span>");
        assertThat(html("inline $$x$$ too")).contains("data-display=\"true\">x</span> too");
    }

    @ParameterizedTest
    @ValueSource(strings = {"it costs $5 and $6", "$ 5 $", "a $x and no end", "$$", "\\$5 and \\$6", "100$"})
    void pricesAreNoMathematics(String text) {
        assertThat(html(text)).doesNotContain("math");
    }

    @Test
    void whoIsCalledIsMarkedTheLongestNameFirst() {
        assertThat(html("hi @Ada Lovelace and @ada", "Ada", "Ada Lovelace"))
                .contains("<span class=\"mention\">&#64;Ada Lovelace</span>")
                .contains("&#64;ada")
                .doesNotContain("mention\">&#64;ada");
        assertThat(html("mail x@Ada", "Ada")).doesNotContain("mention");
    }

    @Test
    void linksLeadOutWithoutTellingFromWhere() {
        assertThat(html("[a](https://example.org/?q=1)"))
                .contains("href=\"https://example.org/?q&#61;1\"", "target=\"_blank\"")
                .containsPattern("rel=\"[^\"]*noopener[^\"]*\"")
                .containsPattern("rel=\"[^\"]*noreferrer[^\"]*\"")
                .containsPattern("rel=\"[^\"]*nofollow[^\"]*\"");
        assertThat(html("see https://example.org/x now")).contains("<a href=\"https://example.org/x\"");
        assertThat(html("[t](magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567)"))
                .contains("href=\"magnet:?xt&#61;urn:btih:0123456789abcdef0123456789abcdef01234567\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](java&#10;script:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:x)",
                "[x](file:///etc/passwd)",
                "[x](/api/v1/rooms)",
                "[x](//evil.example)",
                "<javascript:alert(1)>",
                "[x]: javascript:alert(1)\n\n[x]"
            })
    void aLinkThatWouldRunOrActHereIsNone(String markdown) {
        assertThat(html(markdown)).doesNotContain("<a", "href");
    }

    @Test
    void imagesAreLinksAndNothingIsLoaded() {
        assertThat(html("![a *cat*](https://example.org/cat.png)"))
                .contains("<a href=\"https://example.org/cat.png\"", "cat</em>")
                .doesNotContain("<img", "src");
        assertThat(html("![x](javascript:alert(1))")).doesNotContain("<a", "<img");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg/onload=alert(1)>",
                "a <b onmouseover=alert(1)>b</b>",
                "<iframe src='https://evil.example'></iframe>",
                "<style>*{display:none}</style>",
                "<!-- <script> -->",
                "<math><mi xlink:href=\"data:x,<script>alert(1)</script>\">",
                "$<script>alert(1)</script>$",
                "```\"onclick=alert(1)\n```",
                "```x\" onclick=\"alert(1)\n```",
                "@<script>alert(1)</script>"
            })
    void htmlInATextStaysText(String markdown) {
        String html = html(markdown, "<script>alert(1)</script>");

        assertThat(withoutTags(html)).doesNotContain("<", ">");
    }

    @Property(tries = 2_000)
    void whateverIsWrittenNothingElseComesOut(@ForAll("almostMarkdown") String markdown) {
        assertThat(withoutTags(Markup.toHtml(markdown, List.of("ada", "<b>")))).doesNotContain("<", ">");
    }

    /** What each of these takes is a matter of milliseconds; what takes minutes is a bug, and what overflows a stack too. */
    @ParameterizedTest
    @MethodSource("pathological")
    void aHostileTextIsDoneSoon(String text) {
        String longest = text.substring(0, Math.min(text.length(), LONGEST));

        String html = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> html(longest, "a", "ab"));

        assertThat(html.length()).isLessThan(40 * LONGEST);
    }

    static List<String> pathological() {
        return List.of(
                "> ".repeat(LONGEST / 2),
                ">".repeat(LONGEST),
                "- ".repeat(LONGEST / 2),
                "* a\n".repeat(LONGEST / 4),
                nestedList(),
                "*a **a ".repeat(LONGEST / 7),
                "*a_ ".repeat(LONGEST / 4),
                "**".repeat(LONGEST / 2) + "a",
                "[".repeat(LONGEST),
                "[a](".repeat(LONGEST / 4),
                "[](".repeat(LONGEST / 3),
                "![[]()".repeat(LONGEST / 6),
                "`".repeat(LONGEST),
                IntStream.range(1, 360).mapToObj("`"::repeat).reduce("", (a, b) -> a + " " + b),
                "<".repeat(LONGEST),
                "<?".repeat(LONGEST / 2),
                "<!A ".repeat(LONGEST / 4),
                "<![CDATA[".repeat(LONGEST / 9),
                "<a x".repeat(LONGEST / 4),
                "a<!--".repeat(LONGEST / 5),
                "&#0;".repeat(LONGEST / 4),
                "|a".repeat(LONGEST / 4) + "\n" + "|-".repeat(LONGEST / 8) + "\n" + "|\n".repeat(LONGEST / 4),
                "|".repeat(200) + "\n" + "|-".repeat(200) + "\n" + "a\n".repeat(LONGEST / 3),
                "[a]: https://example.org/" + "x".repeat(LONGEST / 2) + "\n\n" + "[a]".repeat(LONGEST / 6),
                "$".repeat(LONGEST),
                "$a ".repeat(LONGEST / 3),
                "\\(".repeat(LONGEST / 2),
                "$$\n".repeat(LONGEST / 3),
                "@a".repeat(LONGEST / 2),
                "~~a ".repeat(LONGEST / 4),
                "https://a.".repeat(LONGEST / 10),
                "a@b.".repeat(LONGEST / 4),
                "x".repeat(LONGEST),
                "\n".repeat(LONGEST),
                "\\".repeat(LONGEST),
                "- [ ] a\n".repeat(LONGEST / 8));
    }

    private static String nestedList() {
        StringBuilder list = new StringBuilder();
        for (int depth = 0; list.length() < LONGEST; depth++) {
            list.append(" ".repeat(2 * depth)).append("- a\n");
        }
        return list.toString();
    }

    @Test
    void aTextThatWouldGrowIsShownPlain() {
        String markdown = "[a]: https://example.org/" + "x".repeat(20_000) + "\n\n" + "[a]".repeat(10_000);

        assertThatCode(() -> assertThat(html(markdown)).doesNotContain("<a").contains("[a][a]"))
                .doesNotThrowAnyException();
    }

    private static String html(String markdown, String... names) {
        return Markup.toHtml(markdown, List.of(names));
    }

    private static String withoutTags(String html) {
        return TAG.matcher(html.replace("<!-- -->", "")).replaceAll("");
    }

    @Provide
    Arbitrary<String> almostMarkdown() {
        return Arbitraries.of(
                        "*",
                        "_",
                        "`",
                        "```",
                        "~~",
                        "[",
                        "]",
                        "(",
                        ")",
                        "!",
                        "<",
                        ">",
                        "<a href=x>",
                        "</a>",
                        "<script>",
                        "javascript:alert(1)",
                        "https://a.example/",
                        "magnet:?x",
                        "|",
                        "-",
                        "\n",
                        "\n\n",
                        "    ",
                        "$",
                        "$$",
                        "\\(",
                        "\\)",
                        "\\",
                        "&lt;",
                        "&#60;",
                        "&",
                        "\"",
                        "'",
                        "=",
                        "@ada",
                        "@<b>",
                        "#",
                        "- [x] ",
                        "1. ",
                        "ü",
                        "\u0000",
                        "{{",
                        "a",
                        " ")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }
}
