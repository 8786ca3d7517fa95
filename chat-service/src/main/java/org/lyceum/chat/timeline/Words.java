package org.lyceum.chat.timeline;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a folded text: letters and digits on end. Scripts without spaces between words have each sign as a word of
 * its own, so that any part of a sentence is found as a phrase.
 */
final class Words {

    private final Folded text;
    private int start;
    private int end;

    Words(Folded text) {
        this.text = text;
    }

    /** All of a text that a person has typed. */
    static List<String> of(String text) {
        Folded folded = Folded.of(text);
        String letters = folded.toString();
        List<String> all = new ArrayList<>();
        for (Words words = new Words(folded); words.next(); ) {
            all.add(letters.substring(words.start, words.end));
        }
        return all;
    }

    boolean next() {
        start = end;
        while (start < text.length() && !isPart(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        end = start;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            if (!isPart(point) || (standsAlone(point) && end > start)) {
                break;
            }
            end += Character.charCount(point);
            if (standsAlone(point)) {
                break;
            }
        }
        return end > start;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    private static boolean isPart(int point) {
        return point < 0x80
                ? (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9')
                : Character.isLetterOrDigit(point) || Character.getType(point) == Character.COMBINING_SPACING_MARK;
    }

    private static boolean standsAlone(int point) {
        if (point < 0xE00) {
            return false;
        }
        return Character.isIdeographic(point)
                || switch (Character.UnicodeScript.of(point)) {
                    case HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
                    default -> false;
                };
    }
}
