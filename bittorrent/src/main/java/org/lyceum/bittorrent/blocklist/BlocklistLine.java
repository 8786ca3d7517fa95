package org.lyceum.bittorrent.blocklist;

import org.jspecify.annotations.Nullable;

/** One line of a list, of whichever kind it is. */
final class BlocklistLine {

    /** eMule asks a user's leave up to this access level, and none from here on. */
    private static final int HIGHEST_BLOCKED_LEVEL = 127;

    private static final int LONGEST_QUOTE = 60;

    private BlocklistLine() {}

    /** The range that it blocks; null when it means to block nothing. */
    static @Nullable AddressRange parse(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.charAt(0) == '#' || text.charAt(0) == ';' || text.startsWith("//")) {
            return null;
        }
        AddressRange range = AddressRange.parse(withoutComment(text));
        if (range != null && !(range instanceof AddressRange.Wrong)) {
            return range;
        }
        int comma = text.indexOf(',');
        if (comma >= 0 && AddressRange.parse(text.substring(0, comma).strip()) instanceof AddressRange left) {
            int level = level(text, comma + 1);
            if (level >= 0) {
                return level > HIGHEST_BLOCKED_LEVEL ? null : left;
            }
        }
        // a name may have colons in it, an IPv4 address has none
        int colon = text.lastIndexOf(':');
        if (colon >= 0
                && text.indexOf('-', colon) >= 0
                && AddressRange.parse(text.substring(colon + 1).strip()) instanceof AddressRange named) {
            return named;
        }
        return range != null
                ? range
                : new AddressRange.Wrong("'%s' is no address, a.b.c.d/n, name:first-last or first - last , level , name"
                        .formatted(text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text));
    }

    private static String withoutComment(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i - 1))
                    && (text.charAt(i) == '#' || text.charAt(i) == ';' || text.startsWith("//", i))) {
                return text.substring(0, i).strip();
            }
        }
        return text;
    }

    /** The access level that stands there, up to the next comma or the end; -1 when none does. */
    private static int level(String text, int from) {
        int next = text.indexOf(',', from);
        String level = text.substring(from, next < 0 ? text.length() : next).strip();
        if (level.isEmpty() || level.length() > 3 || !level.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Integer.parseInt(level);
    }
}
