package org.lyceum.chat.markup;

import java.util.Collection;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown to HTML: CommonMark with the tables, strikethrough, task lists and links of GitHub's flavour, where a new line
 * is a new line.
 *
 * <ul>
 *   <li>HTML in a text stays text.
 *   <li>{@code $x^2$}, {@code $$x^2$$}, {@code \(x^2\)} and {@code \[x^2\]} become
 *       {@code <span class="math" data-display="false">x^2</span>}, for the page to typeset.
 *   <li>A code block has the class {@code language-java} of its language.
 *   <li>{@code @name} becomes {@code <span class="mention">@name</span>}.
 *   <li>Links lead to http, https, mailto and magnet alone. An image becomes a link to it: to load it would tell its
 *       host who reads.
 * </ul>
 *
 * <p>Work and result are bounded by a small multiple of the text's length; what would take more is shown as plain text.
 */
public final class Markup {

    /** Quotes in lists in quotes. */
    private static final int MAX_BLOCKS = 32;

    private static final int MAX_INLINES = 32;

    private static final List<Extension> FLAVOUR =
            List.of(StrikethroughExtension.builder().requireTwoTildes(true).build(), AutolinkExtension.create());

    private static final Extension TABLES = TablesExtension.create();

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .softbreak("<br />\n")
            .extensions(List.of(StrikethroughExtension.create(), TABLES))
            .nodeRendererFactory(OwnNodes::new)
            .build();

    private Markup() {}

    /**
     * Renders a text.
     *
     * @param names which names after an {@code @} are mentions
     * @return HTML to be put into a page as it is
     */
    public static String toHtml(String markdown, Collection<String> names) {
        if (!Bounds.isParsedSoon(markdown)) {
            return Sanitiser.clean(plain(markdown));
        }
        Parser.Builder parser = Parser.builder()
                .maxOpenBlockParsers(MAX_BLOCKS)
                .maxInlineNesting(MAX_INLINES)
                .extensions(FLAVOUR)
                .postProcessor(new TaskItems())
                .customBlockParserFactory(new MathBlockParser.Factory())
                .customInlineContentParserFactory(new MathParser.Factory())
                .customInlineContentParserFactory(new MentionParser.Factory(names));
        if (Bounds.mayHaveTables(markdown)) {
            parser.extensions(List.of(TABLES));
        }
        Node document = parser.build().parse(markdown);
        return Sanitiser.clean(
                Bounds.isModest(document, markdown.length()) ? RENDERER.render(document) : plain(markdown));
    }

    private static String plain(String text) {
        return "<p>"
                + text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\n", "<br />\n")
                + "</p>";
    }
}
