package org.lyceum.overlay.membership;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lyceum.overlay.PeerId;

/** The newest that was heard of each node, to tell news from what is old. */
final class LastWords {

    private static final int CAPACITY = 8192;

    private record Word(long alive, long dead, long departed) {
        static final Word NONE = new Word(-1, -1, -1);
    }

    private final Map<PeerId, Word> words = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, Word> eldest) {
            return size() > CAPACITY;
        }
    };

    /**
     * Remembers it and says whether it was new. A node's own word outweighs any claim about it: being alive forgets
     * all claims of its death, so that a claim of a death to come silences nobody.
     */
    boolean isNew(News news) {
        Word word = words.getOrDefault(news.about(), Word.NONE);
        long incarnation = news.incarnation();
        Word next = switch (news) {
            case News.Alive _
            when incarnation > Math.max(word.alive, word.departed) -> new Word(incarnation, -1, word.departed);
            case News.Death _
            when incarnation >= word.alive && incarnation > Math.max(word.dead, word.departed) ->
                new Word(word.alive, incarnation, word.departed);
            case News.Departure _
            when incarnation >= word.alive && incarnation > word.departed ->
                new Word(word.alive, word.dead, incarnation);
            default -> word;
        };
        if (next.equals(word)) {
            return false;
        }
        words.put(news.about(), next);
        return true;
    }
}
