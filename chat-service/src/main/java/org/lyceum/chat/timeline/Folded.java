package org.lyceum.chat.timeline;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text as search compares it: lower case, without diacritics, ligatures and wide forms taken apart (Unicode normal form
 * KD). Each letter knows from where in the text it comes.
 */
final class Folded {

    private char[] letters;
    private int[] origins;
    private int length;

    private Folded(int capacity) {
        letters = new char[capacity];
        origins = new int[capacity + 1];
    }

    static Folded of(String text) {
        Folded folded = new Folded(text.length());
        for (int at = 0; at < text.length(); ) {
            char unit = text.charAt(at);
            if (unit < 0x80) {
                folded.append(unit >= 'A' && unit <= 'Z' ? (char) (unit + 32) : unit, at);
                at++;
            } else {
                int point = text.codePointAt(at);
                String apart = fold(point);
                for (int i = 0; i < apart.length(); i++) {
                    folded.append(apart.charAt(i), at);
                }
                at += Character.charCount(point);
            }
        }
        folded.origins[folded.length] = text.length();
        return folded;
    }

    private static String fold(int point) {
        String apart = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        StringBuilder kept = new StringBuilder(apart.length());
        apart.codePoints()
                .filter(it -> Character.getType(it) != Character.NON_SPACING_MARK)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private void append(char letter, int origin) {
        if (length == letters.length) {
            letters = Arrays.copyOf(letters, length * 2 + 16);
            origins = Arrays.copyOf(origins, letters.length + 1);
        }
        letters[length] = letter;
        origins[length++] = origin;
    }

    int length() {
        return length;
    }

    char unit(int index) {
        return letters[index];
    }

    int codePointAt(int index) {
        return Character.codePointAt(letters, index, length);
    }

    boolean matches(int at, String word) {
        if (at + word.length() > length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (letters[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where in the text the letter comes from. */
    int origin(int index) {
        return origins[index];
    }

    /** Where in the text the next letter after a range begins that comes from elsewhere: the range's end there. */
    int originAfter(int last) {
        int next = last + 1;
        while (next < length && origins[next] == origins[last]) {
            next++;
        }
        return origins[next];
    }

    @Override
    public String toString() {
        return new String(letters, 0, length);
    }
}
