package org.lyceum.chat.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds posts on end. */
final class Pages {

    private final Posts posts;

    Pages(Posts posts) {
        this.posts = posts;
    }

    Page page(Where where, int limit, Predicate<Held> wanted) {
        return switch (where) {
            case Where.Newest _ -> page(posts.size(), limit, 0, wanted);
            case Where.Before before -> page(posts.indexFrom(before.seq()), limit, 0, wanted);
            case Where.After after -> page(posts.indexFrom(after.seq() + 1), 0, limit, wanted);
            case Where.Around around -> half(posts.indexFrom(around.seq()), limit, wanted);
            case Where.At at -> half(posts.indexAt(at.time().toEpochMilli()), limit, wanted);
        };
    }

    private Page half(int index, int limit, Predicate<Held> wanted) {
        return page(index, limit / 2, limit - limit / 2, wanted);
    }

    private Page page(int index, int before, int after, Predicate<Held> wanted) {
        List<Held> earlier = posts.before(index, before + 1, wanted);
        List<Held> later = posts.from(index, after + 1, wanted);
        boolean moreBefore = earlier.size() > before;
        boolean moreAfter = later.size() > after;
        List<Held> page = new ArrayList<>(moreBefore ? earlier.subList(1, earlier.size()) : earlier);
        page.addAll(moreAfter ? later.subList(0, after) : later);
        return new Page(page.stream().map(Held::view).toList(), moreBefore, moreAfter);
    }
}
