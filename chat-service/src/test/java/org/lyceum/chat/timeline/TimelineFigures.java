package org.lyceum.chat.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.rules.Standings;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.Role;

/** What a long room costs: time for pages and searches, and memory for each post. */
final class TimelineFigures {

    private static final int POSTS = 100_000;
    private static final int MEMBERS = 200;
    private static final int VOCABULARY = 20_000;
    private static final int RUNS = 1_000;

    private final Random random = new Random(1);
    private final List<Author> members = new ArrayList<>();
    private final List<EventId> ids = new ArrayList<>();
    private final Timeline timeline = new Timeline(TestRoom.SWE, Standings.NONE);
    private long seq;

    private TimelineFigures() {}

    public static void main(String[] args) {
        new TimelineFigures().run();
    }

    private void run() {
        for (int i = 0; i < MEMBERS; i++) {
            members.add(new Author(Identity.generate().peerId(), "member " + word(i), Role.STUDENT));
            apply(members.get(i), new Body.Joined(Credentials.NONE));
        }
        long before = memory();
        long start = System.nanoTime();
        for (int i = 0; i < POSTS; i++) {
            post();
        }
        long nanos = System.nanoTime() - start;
        long bytes = (memory() - before) / POSTS;
        System.out.printf(
                "%,d posts of %d characters on average: %,d bytes each, %,d events a second (with their signatures' encoding)%n",
                POSTS, averageLength(), bytes, (long) (seq * 1e9 / nanos));
        measure("newest 50", () -> timeline.page(new Where.Newest(), 50));
        measure("50 before a place", () -> timeline.page(new Where.Before(random.nextLong(seq)), 50));
        measure("50 around a place", () -> timeline.page(new Where.Around(random.nextLong(seq)), 50));
        measure("50 at a date", () -> timeline.page(new Where.At(time(random.nextLong(seq))), 50));
        measure("50 of a topic", () -> timeline.page(ids.get(random.nextInt(ids.size())), new Where.Newest(), 50));
        measure("topics", () -> timeline.topics(50));
        measure(
                "unread of half",
                () -> timeline.unread(seq / 2, members.getFirst().peer()));
        search("a frequent word", () -> word(random.nextInt(20)));
        search("a rare word", () -> word(10_000 + random.nextInt(10_000)));
        search("three words", () -> "%s %s %s".formatted(any(), any(), any()));
        search("a phrase of frequent words", () -> "\"%s %s %s\"".formatted(word(1), word(random.nextInt(5)), word(2)));
        search("a letter", () -> Character.toString('a' + random.nextInt(26)));
        search("what is not there", () -> "qqq" + any());
        search("words of one member's", () -> "%s from:\"member %s\"".formatted(any(), word(random.nextInt(MEMBERS))));
        search("before a date", () -> "%s before:%s".formatted(any(), day()));
        search("in a topic", () -> "%s in:%s".formatted(any(), any()));
    }

    private void search(String what, Supplier<String> query) {
        measure("search: " + what, () -> timeline.search(Query.parse(query.get(), ZoneOffset.UTC), Long.MAX_VALUE, 50));
    }

    private static void measure(String what, Runnable task) {
        for (int i = 0; i < RUNS / 5; i++) {
            task.run();
        }
        long[] nanos = new long[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            task.run();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-36s ms: %8.3f / %8.3f / %8.3f%n",
                what, nanos[RUNS / 2] / 1e6, nanos[RUNS * 95 / 100] / 1e6, nanos[RUNS - 1] / 1e6);
    }

    private void post() {
        Author author = members.get(random.nextInt(MEMBERS));
        EventId some = ids.isEmpty() ? new EventId(0, 0) : ids.get(Math.max(0, ids.size() - 1 - random.nextInt(500)));
        int kind = random.nextInt(10);
        ids.add(apply(author, kind < 3 ? new Body.Reply(some, text()) : new Body.Message(text())));
        if (kind == 9) {
            apply(members.get(random.nextInt(MEMBERS)), new Body.Reaction(some, "👍", false));
        }
    }

    private EventId apply(Author author, Body body) {
        SignedEvent event =
                SignedEvent.sign(new Event(TestRoom.SWE, author, time(seq), random.nextLong(), body), UNSIGNED);
        // as read from the database: nothing is shared with what was written
        timeline.apply(new Placed(1, ++seq, SignedEvent.decode(event.encode())));
        return event.id();
    }

    private static Instant time(long seq) {
        return TestRoom.START.plus(Duration.ofMinutes(seq));
    }

    private String day() {
        return time(random.nextLong(seq)).toString().substring(0, 10);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int words = 2 + random.nextInt(30); words > 0; words--) {
            text.append(any()).append(words == 1 ? "." : " ");
        }
        return text.toString();
    }

    /** Frequent words more often than rare ones, as in languages (Zipf). */
    private String any() {
        return word((int) Math.pow(VOCABULARY, random.nextDouble()) - 1);
    }

    private static String word(int rank) {
        Random letters = new Random(rank);
        StringBuilder word = new StringBuilder();
        for (int length = 2 + Math.min(10, Integer.toString(rank).length() + letters.nextInt(4));
                length > 0;
                length--) {
            word.append("etaoinshrdlucmfwypvbgkqjxz".charAt((int) (26 * Math.pow(letters.nextDouble(), 2))));
        }
        return word.toString();
    }

    private int averageLength() {
        return (int) timeline.page(new Where.Newest(), 500).posts().stream()
                .mapToInt(post -> post.text().length())
                .average()
                .orElse(0);
    }

    private static long memory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static final Signatures UNSIGNED = new Signatures() {
        @Override
        public byte[] sign(String domain, byte[] content) {
            return new byte[64];
        }

        @Override
        public boolean isSignedBy(PeerId signer, String domain, byte[] content, byte[] signature) {
            return true;
        }
    };
}
