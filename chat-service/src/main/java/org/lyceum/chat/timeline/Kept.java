package org.lyceum.chat.timeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.chat.events.EventId;

/** What stays in sight however old it is: announcements, and what is pinned. */
final class Kept {

    private final Posts posts;
    private final int maxAnnouncements;
    private final Map<EventId, Held> announced = new LinkedHashMap<>();
    private final Map<EventId, Held> pinned = new LinkedHashMap<>();

    Kept(Posts posts, int maxAnnouncements) {
        this.posts = posts;
        this.maxAnnouncements = maxAnnouncements;
    }

    /** Of too many the oldest goes. */
    void announce(Held post) {
        post.announced = true;
        announced.put(post.id, post);
        if (announced.size() > maxAnnouncements) {
            Held oldest = announced.values().iterator().next();
            announced.remove(oldest.id);
            oldest.announced = false;
            posts.release(oldest);
        }
    }

    void pin(Held post) {
        post.pinned = true;
        pinned.put(post.id, post);
    }

    void unpin(Held post) {
        post.pinned = false;
        pinned.remove(post.id);
        posts.release(post);
    }

    /** A post that was deleted, or has expired. */
    void putDown(Held post) {
        announced.remove(post.id);
        pinned.remove(post.id);
        posts.release(post);
    }

    int pins() {
        return pinned.size();
    }

    /** The newest first. */
    List<Held> announcements() {
        return new ArrayList<>(announced.values()).reversed();
    }

    /** What was pinned last first. */
    List<Held> pinned() {
        return new ArrayList<>(pinned.values()).reversed();
    }

    void clear() {
        announced.clear();
        pinned.clear();
    }
}
