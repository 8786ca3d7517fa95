package org.lyceum.chat.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lyceum.overlay.PeerId;

/** Finds {@code @name} in a text. A name may have spaces in it: the longest that a member has is taken. */
final class MentionReader {

    static final int MAX_MENTIONS = 50;

    private static final String EVERYONE = "everyone";

    /** A name's words that are looked at. */
    private static final int MAX_WORDS = 5;

    private final People people;

    MentionReader(People people) {
        this.people = people;
    }

    /**
     * Finds all of a text.
     *
     * @param mayCallAll whether the author may call everyone
     */
    Mentions read(String text, boolean mayCallAll) {
        int at = text.indexOf('@');
        if (at < 0) {
            return Mentions.NONE;
        }
        Set<PeerId> peers = new HashSet<>();
        List<String> names = new ArrayList<>();
        boolean everyone = false;
        for (; at >= 0 && names.size() < MAX_MENTIONS; at = text.indexOf('@', at + 1)) {
            if (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
                continue;
            }
            for (int end : ends(text, at + 1)) {
                String name = text.substring(at + 1, end);
                Collection<PeerId> named = people.named(People.fold(name));
                boolean all = mayCallAll && name.equalsIgnoreCase(EVERYONE);
                if (all || !named.isEmpty()) {
                    everyone |= all;
                    peers.addAll(named);
                    names.add(name);
                    break;
                }
            }
        }
        return names.isEmpty() ? Mentions.NONE : new Mentions(peers, everyone, names);
    }

    /** Where a name that begins here may end, the furthest first: after each of its words. */
    private static List<Integer> ends(String text, int start) {
        List<Integer> ends = new ArrayList<>();
        int words = 0;
        boolean inWord = false;
        for (int i = start; i <= text.length() && i - start <= 128 && words < MAX_WORDS; i++) {
            char unit = i == text.length() ? '\n' : text.charAt(i);
            boolean part = Character.isLetterOrDigit(unit) || Character.isSurrogate(unit);
            if (inWord && !part) {
                ends.add(i);
                words++;
            }
            inWord = part;
            if (unit == '\n' || (i == start && unit == ' ')) {
                break;
            }
        }
        return ends.reversed();
    }
}
