package org.lyceum.chat.history;

import java.nio.charset.StandardCharsets;

/** A file's name as the last part of an entry's name: never a path. */
final class ArchivedName {

    private static final int MAX_BYTES = 255;

    private ArchivedName() {}

    static String of(String name) {
        String plain = name.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_").strip();
        return isSafe(plain) ? plain : "file";
    }

    static boolean isSafe(String name) {
        return !name.isBlank()
                && !name.equals(".")
                && !name.equals("..")
                && name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
                && name.codePoints()
                        .noneMatch(point -> Character.isISOControl(point) || "/\\:*?\"<>|".indexOf(point) >= 0);
    }
}
