package org.lyceum.chat.timeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.overlay.PeerId;

/** The reactions to one post: one of each kind for each person. */
final class Reactions {

    private final Map<String, Map<PeerId, Speaker>> byEmoji = new LinkedHashMap<>();

    void add(String emoji, Speaker who) {
        byEmoji.computeIfAbsent(emoji, _ -> new LinkedHashMap<>()).putIfAbsent(who.peer(), who);
    }

    void withdraw(String emoji, PeerId who) {
        Map<PeerId, Speaker> people = byEmoji.get(emoji);
        if (people != null && people.remove(who) != null && people.isEmpty()) {
            byEmoji.remove(emoji);
        }
    }

    int kinds() {
        return byEmoji.size();
    }

    boolean has(String emoji) {
        return byEmoji.containsKey(emoji);
    }

    int of(PeerId who) {
        return (int) byEmoji.values().stream()
                .filter(people -> people.containsKey(who))
                .count();
    }

    List<Reacted> all() {
        return byEmoji.entrySet().stream()
                .map(entry ->
                        new Reacted(entry.getKey(), List.copyOf(entry.getValue().values())))
                .toList();
    }
}
