package org.lyceum.chat.timeline;

/**
 * A Bloom filter of the beginnings of a text's words, 256 bits: most posts that have not what is looked for are passed
 * over without reading their text. A word is found by its beginning, so what is kept of each are its first three letters
 * and its first six.
 */
record WordFilter(long a, long b, long c, long d) {

    static final WordFilter EMPTY = new WordFilter(0, 0, 0, 0);

    private static final int SHORT = 3;
    private static final int LONG = 6;

    static WordFilter of(Folded text) {
        long[] bits = new long[4];
        for (Words words = new Words(text); words.next(); ) {
            add(bits, text, words.start(), words.end(), SHORT);
            add(bits, text, words.start(), words.end(), LONG);
        }
        return new WordFilter(bits[0], bits[1], bits[2], bits[3]);
    }

    /** What the filter of a text has in it when one of its words begins so. */
    static WordFilter of(String beginning) {
        Folded text = Folded.of(beginning);
        long[] bits = new long[4];
        add(bits, text, 0, text.length(), SHORT);
        add(bits, text, 0, text.length(), LONG);
        return new WordFilter(bits[0], bits[1], bits[2], bits[3]);
    }

    private static void add(long[] bits, Folded text, int start, int end, int letters) {
        if (end - start < letters) {
            return;
        }
        int hash = letters;
        for (int i = start; i < start + letters; i++) {
            hash = hash * 31 + text.unit(i);
        }
        int bit = (hash * 0x9E3779B9) >>> 24;
        bits[bit >>> 6] |= 1L << bit;
    }

    WordFilter and(WordFilter other) {
        return new WordFilter(a | other.a, b | other.b, c | other.c, d | other.d);
    }

    boolean mayContain(WordFilter wanted) {
        return (wanted.a & ~a) == 0 && (wanted.b & ~b) == 0 && (wanted.c & ~c) == 0 && (wanted.d & ~d) == 0;
    }
}
