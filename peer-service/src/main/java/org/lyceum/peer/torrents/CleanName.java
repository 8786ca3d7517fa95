package org.lyceum.peer.torrents;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.lyceum.bittorrent.metainfo.SafeName;

/** One file name that is safe to store for us and for whoever fetches it: see {@link SafeName}. */
record CleanName(String text) {

    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
    private static final int LONGEST_EXTENSION = 16;

    /** Cleans one name; a name of which nothing is left becomes {@code unnamed}. */
    static CleanName of(String raw) {
        return new CleanName(SafeName.of(Normalizer.normalize(raw, Normalizer.Form.NFC), "unnamed"));
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
        return n == 1 ? this : new CleanName(SafeName.numbered(text, n));
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
        return dot > 0 && text.length() - dot <= LONGEST_EXTENSION ? text.substring(dot) : "";
    }
}
