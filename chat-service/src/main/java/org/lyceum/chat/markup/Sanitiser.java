package org.lyceum.chat.markup;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** Lets through what Markdown can say, and nothing else: a second wall behind a renderer that escapes. */
final class Sanitiser {

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "br",
                    "hr",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "blockquote",
                    "ul",
                    "ol",
                    "li",
                    "pre",
                    "code",
                    "em",
                    "strong",
                    "del",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td",
                    "span",
                    "input")
            .allowElements(Sanitiser::link, "a")
            .allowWithoutAttributes("span")
            .allowUrlProtocols("http", "https", "mailto", "magnet")
            .allowAttributes("href")
            .matching(Pattern.compile("(?i)(https?://|mailto:|magnet:\\?).*", Pattern.DOTALL))
            .onElements("a")
            .allowAttributes("title")
            .onElements("a")
            .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
            .allowAttributes("class")
            .matching(Pattern.compile("language-[\\p{L}\\p{N}+#_.-]{1,40}"))
            .onElements("code")
            .allowAttributes("class")
            .matching(true, "math", "mention")
            .onElements("span")
            .allowAttributes("data-display")
            .matching(true, "true", "false")
            .onElements("span")
            .allowAttributes("align")
            .matching(true, "left", "center", "right")
            .onElements("th", "td")
            .allowAttributes("start")
            .matching(Pattern.compile("[0-9]{1,9}"))
            .onElements("ol")
            .allowAttributes("type")
            .matching(true, "checkbox")
            .onElements("input")
            .allowAttributes("checked", "disabled")
            .onElements("input")
            .toFactory();

    private Sanitiser() {}

    /** A link that leads nowhere is its text alone; any other opens a page of its own. Attributes are names and values. */
    private static @Nullable String link(String element, List<String> attributes) {
        boolean leadsSomewhere = false;
        for (int i = 0; i < attributes.size(); i += 2) {
            leadsSomewhere |= attributes.get(i).equals("href");
        }
        if (!leadsSomewhere) {
            return null;
        }
        attributes.add("target");
        attributes.add("_blank");
        return element;
    }

    static String clean(String html) {
        return POLICY.sanitize(html);
    }
}
