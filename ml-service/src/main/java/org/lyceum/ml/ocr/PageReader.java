package org.lyceum.ml.ocr;

import java.util.List;
import org.lyceum.ml.document.Line;
import org.lyceum.ml.document.Page;
import org.lyceum.ml.document.Word;

/**
 * Reads one page as well as it can be read. A page is straightened first, which costs little and makes the difference
 * between all and nothing. What then reads badly is tried again, cleaned in ways that would harm a good page, and the
 * reading that is worth most is kept: a mean confidence misleads, since an empty reading may have a high one.
 */
final class PageReader {

    /** Less skew than this, Tesseract copes with. */
    private static final double SMALLEST_SKEW = 0.3;

    /** A page that is read with this mean confidence needs no second try. */
    private static final double GOOD = 0.85;

    /** Words below count as not read. */
    private static final double GUESS = 0.5;

    /** Letters of a good reading; with fewer one cannot tell it from a lucky guess. */
    private static final int ENOUGH_LETTERS = 12;

    /** Pictures of fewer pixels a side have letters too small to be read. */
    private static final int SMALL = 1600;

    private final Tesseract tesseract;
    private final Tesseract orientation;

    PageReader(Tesseract tesseract, Tesseract orientation) {
        this.tesseract = tesseract;
        this.orientation = orientation;
    }

    /** A way to read the page, and what came of it. */
    private record Reading(List<Line> lines, int turned, double skew) {

        double worth() {
            return lines.stream()
                    .flatMap(line -> line.words().stream())
                    .filter(word -> word.confidence() >= GUESS)
                    .mapToDouble(word -> word.confidence() * letters(word))
                    .sum();
        }

        boolean isGood() {
            double letters = 0;
            double sum = 0;
            for (Line line : lines) {
                for (Word word : line.words()) {
                    letters += letters(word);
                    sum += letters(word) * word.confidence();
                }
            }
            return letters >= ENOUGH_LETTERS && sum / letters >= GOOD;
        }

        private static long letters(Word word) {
            return word.text().codePoints().filter(Character::isLetterOrDigit).count();
        }
    }

    /**
     * Reads it.
     *
     * @param number of the page, from 1
     */
    Page read(Pixels pixels, int number) {
        Reading best = readAsItIs(pixels);
        if (!best.isGood()) {
            best = betterOf(best, readTurned(pixels));
        }
        if (!best.isGood()) {
            best = betterOf(best, readCleaned(pixels, best.turned));
        }
        return new Page(number, pixels.width(), pixels.height(), Page.Origin.OCR, best.turned, best.skew, best.lines);
    }

    private Reading readAsItIs(Pixels pixels) {
        if (pixels.isDark()) {
            try (Pixels light = pixels.inverted()) {
                return straightRead(light, pixels, 0, 1);
            }
        }
        return straightRead(pixels, pixels, 0, 1);
    }

    private Reading readTurned(Pixels pixels) {
        int turns = orientation.quarterTurns(pixels);
        if (turns == 0) {
            return new Reading(List.of(), 0, 0);
        }
        try (Pixels upright = pixels.turned(turns)) {
            return straightRead(upright, pixels, turns, 1);
        }
    }

    private Reading readCleaned(Pixels pixels, int turns) {
        double factor = Math.max(pixels.width(), pixels.height()) < SMALL ? 2 : 1;
        try (Pixels upright = pixels.turned(turns);
                Pixels even = upright.isDark() ? upright.inverted() : upright.evenlyLit();
                Pixels large = even.scaled(factor)) {
            return straightRead(large, pixels, turns, factor);
        }
    }

    /** Reads a changed page; the boxes are told as on the original. */
    private Reading straightRead(Pixels changed, Pixels original, int turns, double factor) {
        double skew = changed.skew();
        Geometry geometry = new Geometry(
                original.width(), original.height(), changed.width(), changed.height(), turns, factor, skew);
        if (Math.abs(skew) < SMALLEST_SKEW) {
            return reading(tesseract.read(changed), geometry.withoutSkew());
        }
        try (Pixels straight = changed.straightened(skew)) {
            return reading(tesseract.read(straight), geometry);
        }
    }

    private static Reading reading(List<Line> lines, Geometry geometry) {
        return new Reading(
                lines.stream()
                        .map(line -> new Line(
                                line.paragraph(),
                                line.words().stream()
                                        .map(word -> new Word(
                                                word.text(), geometry.onOriginal(word.box()), word.confidence()))
                                        .toList()))
                        .toList(),
                geometry.turns(),
                geometry.skew());
    }

    private static Reading betterOf(Reading one, Reading other) {
        return other.worth() > one.worth() ? other : one;
    }
}
