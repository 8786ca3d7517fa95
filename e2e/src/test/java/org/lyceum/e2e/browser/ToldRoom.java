package org.lyceum.e2e.browser;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A room that is told by a test: no log, no network, one list of posts that the nodes of all its people share. What
 * people do on the page happens to it as to a real room's timeline.
 */
final class ToldRoom implements AutoCloseable {

    static final String COURSE = "swe";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<Long, Map<String, Object>> posts = new LinkedHashMap<>();
    private final List<ToldNode> nodes = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> changes = new ArrayList<>();
    private long seq;

    List<ToldNode> nodes() {
        return nodes;
    }

    synchronized long lastSeq() {
        return seq;
    }

    /** In no order that matters here. */
    synchronized List<Map<String, Object>> eventsAfter(long after) {
        return Stream.concat(posts.values().stream().map(ToldRoom::event), changes.stream())
                .filter(event -> seqOf(event) > after)
                .toList();
    }

    ToldNode enter(String name, String role) {
        ToldNode told = new ToldNode(this, name, role);
        nodes.add(told);
        return told;
    }

    static String idOf(String name) {
        return "12D3KooW" + name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }

    /** A post of before the test. */
    synchronized Map<String, Object> tell(String name, String role, String kind, Instant at, String html) {
        Map<String, Object> post = new LinkedHashMap<>();
        seq++;
        post.put("id", "%032x".formatted(seq));
        post.put("seq", seq);
        post.put("epoch", 1);
        post.put("kind", kind);
        Map<String, Object> author = new LinkedHashMap<>();
        author.put("peerId", idOf(kind.equals("question") ? "one-time" : name));
        author.put("name", kind.equals("question") ? "a student" : name);
        author.put("role", role);
        author.put("proven", role.equals("professor"));
        post.put("author", author);
        post.put("sentAt", at.toString());
        post.put(
                "text",
                html.replaceAll("<[^>]+>", "")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&"));
        post.put("html", html);
        post.put("topic", null);
        post.put("replies", 0);
        post.put("resolved", false);
        post.put("reactions", List.of());
        post.put("edited", false);
        post.put("deleted", false);
        post.put("deletedBy", null);
        post.put("pinned", false);
        post.put("mentionsMe", false);
        post.put("file", null);
        posts.put(seq, post);
        return post;
    }

    /** Answers an earlier post. */
    synchronized Map<String, Object> answerTo(Map<String, Object> root, Map<String, Object> answer) {
        answer.put("topic", root.get("id"));
        root.put("replies", repliesTo(root) + 1);
        return answer;
    }

    synchronized Map<String, Object> say(ToldNode by, Map<String, Object> told) {
        String text = String.valueOf(told.get("text"));
        String kind = String.valueOf(told.getOrDefault("kind", "message"));
        if (kind.equals("message") && text.startsWith("[PROF announcement] ")) {
            kind = "announce";
            text = text.substring("[PROF announcement] ".length());
        }
        if (kind.equals("announce") && !by.role.equals("professor")) {
            return Map.of(
                    "type", "refused",
                    "id", told.getOrDefault("id", ""),
                    "reason", "Only a professor of SWE may announce; you are a student here.");
        }
        Map<String, Object> target = posts.values().stream()
                .filter(post -> Objects.equals(post.get("id"), told.get("target"))
                        || Objects.equals(post.get("id"), told.get("topic")))
                .findFirst()
                .orElse(null);
        Map<String, Object> event = switch (kind) {
            case "edit", "delete", "react", "pin", "resolve" ->
                change(by, kind, Objects.requireNonNull(target), told, text);
            default -> {
                Map<String, Object> post =
                        tell(by.name, by.role, nameOf(kind), Instant.now(), "<p>" + escaped(text) + "</p>");
                if (kind.equals("file")) {
                    post.put(
                            "file",
                            Map.of(
                                    "infohash", told.get("infohash"),
                                    "name", told.get("file"),
                                    "bytes", told.get("bytes"),
                                    "mediaType", ""));
                }
                if (kind.equals("reply")) {
                    answerTo(Objects.requireNonNull(target), post);
                }
                yield event(post);
            }
        };
        broadcast(Map.of("type", "events", "events", List.of(event)), null);
        return Map.of(
                "type", "ack",
                "id", told.getOrDefault("id", ""),
                "eventId", event.get("id"),
                "seq", event.get("seq"),
                "epoch", 1);
    }

    private static String nameOf(String kind) {
        return switch (kind) {
            case "announce" -> "announcement";
            case "anonymous" -> "question";
            case "reply" -> "message";
            default -> kind;
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br>");
    }

    private Map<String, Object> change(
            ToldNode by, String kind, Map<String, Object> target, Map<String, Object> told, String text) {
        boolean withdrawn = Boolean.TRUE.equals(told.get("withdrawn"));
        switch (kind) {
            case "edit" -> {
                target.put("text", text);
                target.put("html", "<p>" + escaped(text) + "</p>");
                target.put("edited", true);
            }
            case "delete" -> {
                target.put("deleted", true);
                target.put("deletedBy", by.name);
                target.put("text", null);
                target.put("html", null);
            }
            case "pin" -> target.put("pinned", !withdrawn);
            case "resolve" -> target.put("resolved", !withdrawn);
            default -> react(by, target, String.valueOf(told.get("emoji")), withdrawn);
        }
        seq++;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("target", target.get("id"));
        body.put("topic", target.get("id"));
        Map<String, Object> change =
                Map.of("epoch", 1, "seq", seq, "id", "%032x".formatted(seq), "kind", kind, "body", body);
        changes.add(change);
        return change;
    }

    private static void react(ToldNode by, Map<String, Object> target, String emoji, boolean withdrawn) {
        List<Reaction> all = new ArrayList<>();
        List<String> who = new ArrayList<>();
        for (Reaction each : reactions(target)) {
            if (each.emoji().equals(emoji)) {
                who.addAll(each.who());
            } else {
                all.add(each);
            }
        }
        who.remove(by.name);
        if (!withdrawn) {
            who.add(by.name);
        }
        if (!who.isEmpty()) {
            all.add(new Reaction(emoji, who));
        }
        target.put("reactions", all);
    }

    private record Reaction(String emoji, List<String> who) {}

    private static List<Reaction> reactions(Map<String, Object> post) {
        return ((List<?>) Objects.requireNonNull(post.get("reactions")))
                .stream().map(Reaction.class::cast).toList();
    }

    static long seqOf(Map<String, Object> told) {
        return ((Number) Objects.requireNonNull(told.get("seq"))).longValue();
    }

    static int repliesTo(Map<String, Object> post) {
        return ((Number) Objects.requireNonNull(post.get("replies"))).intValue();
    }

    /** Somebody reacted before the test. */
    static void reaction(Map<String, Object> post, String emoji, String... who) {
        List<Reaction> all = new ArrayList<>(reactions(post));
        all.add(new Reaction(emoji, List.of(who)));
        post.put("reactions", all);
    }

    static Map<String, Object> forEyesOf(Map<String, Object> post, String name) {
        Map<String, Object> seen = new LinkedHashMap<>(post);
        seen.put(
                "reactions",
                reactions(post).stream()
                        .map(each -> Map.of(
                                "emoji", each.emoji(),
                                "count", each.who().size(),
                                "mine", each.who().contains(name),
                                "who", each.who()))
                        .toList());
        seen.put("mentionsMe", String.valueOf(post.get("text")).contains("@" + name));
        return seen;
    }

    static Map<String, Object> topic(Map<String, Object> post) {
        Map<String, Object> topic = new LinkedHashMap<>();
        topic.put("id", post.get("id"));
        topic.put("text", post.get("text"));
        topic.put("author", ((Map<?, ?>) Objects.requireNonNull(post.get("author"))).get("name"));
        topic.put("replies", post.get("replies"));
        topic.put("lastSeq", post.get("seq"));
        topic.put("resolved", post.get("resolved"));
        return topic;
    }

    static Map<String, Object> event(Map<String, Object> post) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", post.get("text"));
        body.put("topic", post.get("topic"));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("epoch", 1);
        for (String field : List.of("seq", "id", "kind", "author")) {
            event.put(field, post.get(field));
        }
        event.put("body", body);
        return event;
    }

    void broadcast(Map<String, Object> frame, @Nullable ToldNode except) {
        String text = JSON.writeValueAsString(frame);
        nodes.stream().filter(node -> node != except).forEach(node -> node.tell(text));
    }

    synchronized List<Map<String, Object>> those(Predicate<Map<String, Object>> which) {
        return posts.values().stream().filter(which).toList();
    }

    synchronized long newest() {
        return posts.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public void close() {
        nodes.forEach(ToldNode::close);
    }
}
