package org.lyceum.ml.engine;

import java.util.List;
import java.util.Locale;

/** How far a reading is from the truth: edits, divided by the length of the truth. */
public final class ErrorRate {

    private ErrorRate() {}

    /** Of characters; white space counts as one space. */
    public static double ofCharacters(String truth, String read) {
        return of(characters(truth), characters(read));
    }

    /** Of words, whatever their case and punctuation. */
    public static double ofWords(String truth, String read) {
        return of(words(truth), words(read));
    }

    private static List<String> characters(String text) {
        return List.of(text.strip().replaceAll("\\s+", " ").split(""));
    }

    private static List<String> words(String text) {
        return List.of(text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}' ]", " ")
                .strip()
                .split("\\s+"));
    }

    private static double of(List<String> truth, List<String> read) {
        int[] before = new int[read.size() + 1];
        for (int i = 0; i < before.length; i++) {
            before[i] = i;
        }
        for (int t = 1; t <= truth.size(); t++) {
            int[] now = new int[read.size() + 1];
            now[0] = t;
            for (int r = 1; r <= read.size(); r++) {
                int replaced = before[r - 1] + (truth.get(t - 1).equals(read.get(r - 1)) ? 0 : 1);
                now[r] = Math.min(replaced, 1 + Math.min(before[r], now[r - 1]));
            }
            before = now;
        }
        return (double) before[read.size()] / truth.size();
    }
}
