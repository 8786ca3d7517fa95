package org.lyceum.chat.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.EventId;

/**
 * The posts in their order: the newest, up to a number and to a length of all their texts together. What is pinned or
 * announced is found by its id for as long as it is, however old.
 */
final class Posts {

    private final int maxPosts;
    private final long maxLength;
    private final List<Held> inOrder = new ArrayList<>();
    private final Map<EventId, Held> byId = new HashMap<>();
    private int start;
    private long length;

    Posts(int maxPosts, long maxLength) {
        this.maxPosts = maxPosts;
        this.maxLength = maxLength;
    }

    void add(Held post) {
        inOrder.add(post);
        byId.put(post.id, post);
        length += post.text().length();
        trim();
    }

    @Nullable
    Held find(EventId id) {
        return byId.get(id);
    }

    /** Does to a post what may change its text. */
    void change(Held post, Consumer<Held> change) {
        int before = post.text().length();
        change.accept(post);
        if (size() > 0 && post.seq >= get(0).seq) {
            length += post.text().length() - before;
            trim();
        }
    }

    /** What is kept no longer however old it is goes like the others. */
    void release(Held post) {
        if (!post.isKept() && (size() == 0 || post.seq < get(0).seq || post.expired())) {
            byId.remove(post.id);
        }
    }

    int size() {
        return inOrder.size() - start;
    }

    /** By its index from 0, the oldest. */
    Held get(int index) {
        return inOrder.get(start + index);
    }

    /** The first one at this place or after it; their number when there is none. */
    int indexFrom(long seq) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).seq < seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Where a time is: the place that has the most posts on the right side of it, as authors' clocks differ and now and
     * then one is far off.
     */
    int indexAt(long millis) {
        int best = 0;
        int bestBalance = 0;
        int balance = 0;
        for (int i = 0; i < size(); i++) {
            balance += get(i).sentAt < millis ? 1 : -1;
            if (balance > bestBalance) {
                bestBalance = balance;
                best = i + 1;
            }
        }
        return best;
    }

    /** Up to so many before an index, the nearest, in order. */
    List<Held> before(int index, int limit, Predicate<Held> wanted) {
        List<Held> found = new ArrayList<>();
        for (int i = index - 1; i >= 0 && found.size() < limit; i--) {
            if (wanted.test(get(i))) {
                found.add(get(i));
            }
        }
        return found.reversed();
    }

    /** Up to so many from an index on, in order. */
    List<Held> from(int index, int limit, Predicate<Held> wanted) {
        List<Held> found = new ArrayList<>();
        for (int i = index; i < size() && found.size() < limit; i++) {
            if (wanted.test(get(i))) {
                found.add(get(i));
            }
        }
        return found;
    }

    void clear() {
        inOrder.clear();
        byId.clear();
        start = 0;
        length = 0;
    }

    private void trim() {
        while (size() > 0 && (size() > maxPosts || length > maxLength || get(0).expired())) {
            Held oldest = get(0);
            start++;
            length -= oldest.text().length();
            if (!oldest.isKept()) {
                byId.remove(oldest.id);
            }
        }
        if (start > 1_024 && start > inOrder.size() / 2) {
            inOrder.subList(0, start).clear();
            start = 0;
        }
    }
}
