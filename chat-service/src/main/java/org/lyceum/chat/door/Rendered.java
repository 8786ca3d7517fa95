package org.lyceum.chat.door;

import java.util.Collection;
import org.springframework.web.util.HtmlUtils;

/** Markdown as HTML. */
final class Rendered {

    private Rendered() {}

    static String html(String markdown, Collection<String> names) {
        return HtmlUtils.htmlEscape(markdown);
    }
}
