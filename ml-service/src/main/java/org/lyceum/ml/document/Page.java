package org.lyceum.ml.document;

import java.util.List;

/**
 * A page or picture that was read.
 *
 * @param number from 1
 * @param width in pixels, of the page as it was given, whatever was done to it before it was read
 * @param height as width
 * @param origin where the words come from
 * @param turned quarter turns clockwise by which the page has to be turned to be upright, 0 to 3
 * @param skew degrees by which its lines fell to the right, within a quarter turn
 */
public record Page(int number, int width, int height, Origin origin, int turned, double skew, List<Line> lines)
        implements Part {

    public Page {
        lines = List.copyOf(lines);
    }

    /** Where words come from. */
    public enum Origin {
        /** Read from the picture. */
        OCR,
        /** The PDF said so itself. */
        TEXT_LAYER
    }

    /** Lines by themselves, an empty line between paragraphs. */
    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        int paragraph = 0;
        for (Line line : lines) {
            if (paragraph != 0) {
                text.append(line.paragraph() == paragraph ? "\n" : "\n\n");
            }
            paragraph = line.paragraph();
            text.append(line.text());
        }
        return text.toString();
    }
}
