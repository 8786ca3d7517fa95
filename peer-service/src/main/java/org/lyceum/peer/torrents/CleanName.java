package org.lyceum.peer.torrents;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A file name that any operating system takes, so that whoever fetches it can store it: no separators, no control
 * characters, none of the names that Windows keeps for devices, not longer than a file system allows.
 */
record CleanName(String text) {

    /** Below the 255 bytes of common file systems, with room for a number. */
    private static final int MAX_BYTES = 240;

    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}<>:\"/\\\\|?*]");
    private static final Pattern TRAILING = Pattern.compile("[. ]+$");
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

    /** Cleans one name; a name of which nothing is left becomes {@code unnamed}. */
    static CleanName of(String raw) {
        String text = Normalizer.normalize(raw, Normalizer.Form.NFC);
        text = FORBIDDEN.matcher(text).replaceAll("_");
        text = TRAILING.matcher(text.strip()).replaceAll("");
        if (text.isEmpty()) {
            return new CleanName("unnamed");
        }
        return shortened(DEVICE.matcher(text).matches() ? "_" + text : text);
    }

    /** Cleans a path with either kind of separator; steps to nowhere ({@code .} and {@code ..}) are left out. */
    static List<CleanName> path(String raw) {
        List<CleanName> path = Arrays.stream(SEPARATOR.split(raw))
                .map(String::strip)
                .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
                .map(CleanName::of)
                .toList();
        return path.isEmpty() ? List.of(of("")) : path;
    }

    /** The {@code n}th of several things of this name: {@code notes (2).pdf}; the first keeps it. */
    CleanName numbered(int n) {
        return n == 1 ? this : new CleanName("%s (%d)%s".formatted(stem(), n, extension()));
    }

    /** This name, ended by the extension of {@code other} unless it has that already. */
    CleanName withExtensionOf(CleanName other) {
        String wanted = other.extension();
        return text.toLowerCase(Locale.ROOT).endsWith(wanted.toLowerCase(Locale.ROOT)) ? this : of(text + wanted);
    }

    String stem() {
        return text.substring(0, text.length() - extension().length());
    }

    /** With its dot; empty for a name without one, or one that begins with its only dot. */
    String extension() {
        int dot = text.lastIndexOf('.');
        return dot > 0 && text.length() - dot <= 16 ? text.substring(dot) : "";
    }

    private static CleanName shortened(String text) {
        CleanName whole = new CleanName(text);
        String stem = whole.stem();
        int limit = MAX_BYTES - whole.extension().getBytes(StandardCharsets.UTF_8).length;
        while (stem.getBytes(StandardCharsets.UTF_8).length > limit) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return new CleanName(stem + whole.extension());
    }
}
