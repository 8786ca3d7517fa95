package org.lyceum.ml.document;

import java.util.List;
import org.springframework.web.util.HtmlUtils;

/** The hOCR format 1.2: a page of XHTML whose {@code title} attributes tell the boxes. */
final class Hocr {

    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
            <html xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <title></title>
            <meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
            <meta name="ocr-system" content="lyceum"/>
            <meta name="ocr-capabilities" content="ocr_page ocr_par ocr_line ocrx_word"/>
            </head>
            <body>
            """;

    private final StringBuilder out = new StringBuilder(HEAD);

    private Hocr() {}

    static String of(Document.Pages document) {
        Hocr hocr = new Hocr();
        document.pages().forEach(hocr::page);
        return hocr.out.append("</body>\n</html>\n").toString();
    }

    private void page(Page page) {
        out.append("<div class=\"ocr_page\" id=\"page_%d\" title=\"bbox 0 0 %d %d; ppageno %d\">\n"
                .formatted(page.number(), page.width(), page.height(), page.number() - 1));
        int paragraph = 0;
        int lineNumber = 0;
        int wordNumber = 0;
        for (Line line : page.lines()) {
            if (line.paragraph() != paragraph) {
                if (paragraph != 0) {
                    out.append("</p>\n");
                }
                paragraph = line.paragraph();
                out.append("<p class=\"ocr_par\" id=\"par_%d_%d\" title=\"%s\">\n"
                        .formatted(page.number(), paragraph, box(around(page.lines(), paragraph))));
            }
            lineNumber++;
            out.append("<span class=\"ocr_line\" id=\"line_%d_%d\" title=\"%s\">"
                    .formatted(page.number(), lineNumber, box(line.box())));
            for (Word word : line.words()) {
                wordNumber++;
                out.append("<span class=\"ocrx_word\" id=\"word_%d_%d\" title=\"%s; x_wconf %d\">%s</span> "
                        .formatted(
                                page.number(),
                                wordNumber,
                                box(word.box()),
                                Math.round(word.confidence() * 100),
                                HtmlUtils.htmlEscapeDecimal(word.text())));
            }
            out.setLength(out.length() - 1);
            out.append("</span>\n");
        }
        out.append(paragraph == 0 ? "</div>\n" : "</p>\n</div>\n");
    }

    private static Box around(List<Line> lines, int paragraph) {
        return lines.stream()
                .filter(line -> line.paragraph() == paragraph)
                .map(Line::box)
                .reduce(Box::union)
                .orElseThrow();
    }

    private static String box(Box box) {
        return "bbox %d %d %d %d".formatted(box.left(), box.top(), box.left() + box.width(), box.top() + box.height());
    }
}
