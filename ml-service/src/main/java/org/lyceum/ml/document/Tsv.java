package org.lyceum.ml.document;

import java.util.Locale;

/** The tab separated words that the {@code tesseract} command writes too: levels 1 (page), 4 (line) and 5 (word). */
final class Tsv {

    private static final String HEAD =
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth" + "\theight\tconf\ttext\n";

    private final StringBuilder out = new StringBuilder(HEAD);

    private Tsv() {}

    static String of(Document.Pages document) {
        Tsv tsv = new Tsv();
        document.pages().forEach(tsv::page);
        return tsv.out.toString();
    }

    private void page(Page page) {
        row(1, page.number(), 0, 0, 0, new Box(0, 0, page.width(), page.height()), -1, "");
        int paragraph = 0;
        int lineNumber = 0;
        for (Line line : page.lines()) {
            lineNumber = line.paragraph() == paragraph ? lineNumber + 1 : 1;
            paragraph = line.paragraph();
            row(4, page.number(), paragraph, lineNumber, 0, line.box(), -1, "");
            int wordNumber = 0;
            for (Word word : line.words()) {
                wordNumber++;
                row(
                        5,
                        page.number(),
                        paragraph,
                        lineNumber,
                        wordNumber,
                        word.box(),
                        word.confidence() * 100,
                        word.text().replaceAll("\\s", " "));
            }
        }
    }

    /** Every paragraph is a block of its own. */
    private void row(int level, int page, int paragraph, int line, int word, Box box, double confidence, String text) {
        out.append("%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t%s\n"
                .formatted(
                        level,
                        page,
                        paragraph,
                        paragraph == 0 ? 0 : 1,
                        line,
                        word,
                        box.left(),
                        box.top(),
                        box.width(),
                        box.height(),
                        confidence < 0 ? "-1" : String.format(Locale.ROOT, "%.2f", confidence),
                        text));
    }
}
