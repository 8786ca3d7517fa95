package org.lyceum.bittorrent.metainfo;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Turns any text into one file name that Linux, macOS and Windows all take, that names no other folder or device, and
 * that shows as what it is. A name that is safe already stays as it is.
 */
public final class SafeName {

    /** Bytes of UTF-8, the limit of Linux' file systems; those of macOS and Windows (255 UTF-16 units) lie higher. */
    static final int MAX_BYTES = 255;

    /** Room for a space and a number in brackets, up to the count of files that a torrent may have. */
    private static final int NUMBER_BYTES = 12;

    /** Stands for what cannot stay. */
    private static final char BLANK = '_';

    private static final String FORBIDDEN = "/\\<>:\"|?*\u2028\u2029\ufffd";

    /** The marks that reorder text, with which {@code gpj.exe} can be made to look like {@code exe.jpg}. */
    private static final Pattern REORDERING = Pattern.compile("[\u202a-\u202e\u2066-\u2069]");

    /** Device names of Windows, which it sees before any extension, even with spaces between. */
    private static final Pattern DEVICE = Pattern.compile(
            "(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9¹²³]) *(\\..*)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,16}$");

    private SafeName() {}

    /** The name made safe, or {@code fallback} where nothing of it remains: {@code ..} and the like. */
    public static String of(String raw, String fallback) {
        StringBuilder replaced = new StringBuilder(raw.length());
        REORDERING
                .matcher(raw)
                .replaceAll("_")
                .codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE || isForbidden(c)
                        ? BLANK
                        : c)
                .forEach(replaced::appendCodePoint);
        String name = trim(shorten(trim(replaced.toString()), MAX_BYTES));
        if (name.isEmpty()) {
            return fallback;
        }
        return DEVICE.matcher(name).matches() ? trim(shorten(BLANK + name, MAX_BYTES)) : name;
    }

    /** A variant such as {@code notes (2).pdf}; different numbers and different names never give the same one. */
    public static String numbered(String name, int number) {
        return stem(name) + " (" + number + ")" + extension(name);
    }

    /** What {@link #numbered} keeps of a name before its number and after it. */
    static String numberedRoot(String name) {
        return stem(name) + extension(name);
    }

    static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isForbidden(int codePoint) {
        return FORBIDDEN.indexOf(codePoint) >= 0;
    }

    /** Windows drops dots and spaces at the end; spaces in front only hide things. */
    private static String trim(String name) {
        String stripped = name.stripLeading();
        int end = stripped.length();
        while (end > 0 && (stripped.charAt(end - 1) == '.' || Character.isWhitespace(stripped.charAt(end - 1)))) {
            end--;
        }
        return stripped.substring(0, end);
    }

    private static String stem(String name) {
        String extension = extension(name);
        String stem = name.substring(0, name.length() - extension.length());
        return cut(stem, MAX_BYTES - NUMBER_BYTES - extension.length());
    }

    private static String shorten(String name, int bytes) {
        if (utf8Length(name) <= bytes) {
            return name;
        }
        String extension = extension(name);
        return cut(name.substring(0, name.length() - extension.length()), bytes - extension.length()) + extension;
    }

    private static String cut(String text, int bytes) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            used += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (used > bytes) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    private static String extension(String name) {
        var matcher = EXTENSION.matcher(name);
        return matcher.find() && matcher.start() > 0 ? matcher.group() : "";
    }
}
