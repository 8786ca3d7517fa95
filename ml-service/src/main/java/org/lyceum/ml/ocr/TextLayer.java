package org.lyceum.ml.ocr;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.lyceum.ml.document.Box;
import org.lyceum.ml.document.Line;
import org.lyceum.ml.document.Word;

/** The words that a page of a PDF has itself, with their places. */
final class TextLayer extends PDFTextStripper {

    /** With fewer letters than this a page is taken for a scan that has a stamp or a number on it. */
    private static final int ENOUGH_LETTERS = 8;

    private final double scale;
    private final List<Line> lines = new ArrayList<>();
    private List<Word> words = new ArrayList<>();
    private int paragraph = 1;

    private TextLayer(double scale) {
        this.scale = scale;
    }

    /**
     * Lines of a page; empty when it has no text worth the name.
     *
     * @param page from 1
     * @param scale pixels a point
     */
    static List<Line> of(PDDocument document, int page, double scale) throws IOException {
        TextLayer layer = new TextLayer(scale);
        layer.setStartPage(page);
        layer.setEndPage(page);
        layer.writeText(document, Writer.nullWriter());
        layer.endLine();
        long letters = layer.lines.stream()
                .flatMapToInt(line -> line.text().codePoints())
                .filter(Character::isLetterOrDigit)
                .count();
        return letters < ENOUGH_LETTERS ? List.of() : layer.lines;
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        if (text.isBlank() || positions.isEmpty()) {
            return;
        }
        Box box = positions.stream().map(this::box).reduce(Box::union).orElseThrow();
        words.add(new Word(text.strip(), box, 1));
    }

    @Override
    protected void writeLineSeparator() {
        endLine();
    }

    @Override
    protected void writeParagraphEnd() {
        endLine();
        if (!lines.isEmpty() && lines.getLast().paragraph() == paragraph) {
            paragraph++;
        }
    }

    private void endLine() {
        if (!words.isEmpty()) {
            lines.add(new Line(paragraph, words));
            words = new ArrayList<>();
        }
    }

    private Box box(TextPosition position) {
        return new Box(
                pixels(position.getXDirAdj()),
                pixels(position.getYDirAdj() - position.getHeightDir()),
                pixels(position.getWidthDirAdj()),
                pixels(position.getHeightDir()));
    }

    private int pixels(double points) {
        return (int) Math.round(points * scale);
    }
}
