package org.lyceum.ui.rooms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeException;
import org.lyceum.ui.nodes.NodeHealth;
import org.lyceum.ui.nodes.NodeRooms.Extract;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.nodes.Posts;
import org.lyceum.ui.page.NodeBar;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Fragment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The page of a room, and the parts of it that an open page asks for. */
@Controller
@RequestMapping("/nodes/{at}/rooms/{course}")
final class RoomsController {

    /** Posts that are fetched at once. */
    private static final int PORTION = 50;

    private static final int LARGEST_PORTION = 200;
    private static final int FOUND = 50;

    private final Nodes nodes;
    private final NodeBar bar;
    private final RoomStream stream;

    RoomsController(Nodes nodes, NodeBar bar, RoomStream stream) {
        this.nodes = nodes;
        this.bar = bar;
        this.stream = stream;
    }

    /**
     * Which posts.
     *
     * @param before seq, as are {@code after} and {@code around}; at most one of the four counts
     * @param on a date
     */
    record Wanted(
            @Nullable Long before,
            @Nullable Long after,
            @Nullable Long around,
            @Nullable String on,
            @Nullable String topic,
            @Nullable Integer limit) {

        Extract extract() {
            int some = limit == null ? PORTION : Math.clamp(limit, 1, LARGEST_PORTION);
            if (around != null) {
                return new Extract("around", around.toString(), topic, some);
            }
            if (before != null) {
                return new Extract("before", before.toString(), topic, some);
            }
            if (after != null) {
                return new Extract("after", after.toString(), topic, some);
            }
            return new Extract(on == null ? null : "at", on, topic, some);
        }
    }

    @GetMapping
    Mono<String> room(@PathVariable String at, @PathVariable String course, Wanted wanted, Model model) {
        NodeClient client = nodes.named(at);
        return client.torrents()
                .doOnNext(torrents -> bar.show(model, client.node(), NodeHealth.of(torrents)))
                .then(RoomView.of(client.rooms(), course))
                .zipWhen(view -> client.rooms().posts(course, wanted.extract()))
                .map(answers -> {
                    show(model, client, answers.getT1(), answers.getT2());
                    model.addAttribute("place", "rooms");
                    model.addAttribute("wanted", wanted);
                    return "rooms/page";
                })
                .onErrorResume(
                        NodeException.class,
                        failure -> failure.isNotFound()
                                ? Mono.just(RoomsEntrance.redirect(at, course))
                                : Mono.error(failure));
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Fragment>> events(@PathVariable String at, @PathVariable String course) {
        return stream.ofRoom(nodes.named(at), course);
    }

    @GetMapping("/posts")
    Mono<String> posts(@PathVariable String at, @PathVariable String course, Wanted wanted, Model model) {
        NodeClient client = nodes.named(at);
        return alone(client, course)
                .zipWhen(view -> client.rooms().posts(course, wanted.extract()))
                .map(answers -> {
                    show(model, client, answers.getT1(), answers.getT2());
                    return "rooms/posts :: posts";
                });
    }

    /** A post as it is now. */
    @GetMapping("/posts/{id}")
    Mono<String> post(@PathVariable String at, @PathVariable String course, @PathVariable String id, Model model) {
        NodeClient client = nodes.named(at);
        return alone(client, course)
                .zipWhen(view -> client.rooms().post(course, id))
                .map(answers -> {
                    RoomView view = answers.getT1();
                    model.addAllAttributes(view.model(client.node()));
                    model.addAttribute(
                            "line", view.lines(List.of(answers.getT2())).getFirst());
                    return "rooms/post :: post";
                });
    }

    /** The answers to a post. */
    @GetMapping("/topics/{id}")
    Mono<String> topic(@PathVariable String at, @PathVariable String course, @PathVariable String id, Model model) {
        NodeClient client = nodes.named(at);
        return client.rooms()
                .post(course, id)
                .doOnNext(begun -> model.addAttribute("topic", Line.alone(begun)))
                .then(alone(client, course))
                .zipWhen(view -> client.rooms().posts(course, new Extract(null, null, id, LARGEST_PORTION)))
                .map(answers -> {
                    show(model, client, answers.getT1(), answers.getT2());
                    return "rooms/topic :: topic";
                });
    }

    @GetMapping("/search")
    Mono<String> search(
            @PathVariable String at,
            @PathVariable String course,
            @RequestParam(defaultValue = "") String q,
            Model model) {
        NodeClient client = nodes.named(at);
        model.addAttribute("node", client.node());
        model.addAttribute("course", course);
        model.addAttribute("q", q);
        return (q.isBlank() ? Mono.just(List.of()) : client.rooms().search(course, q, FOUND)).map(found -> {
            model.addAttribute("found", found);
            return "rooms/search :: found";
        });
    }

    /** For a part of the page, on which there are no other rooms. */
    private static Mono<RoomView> alone(NodeClient client, String course) {
        return client.rooms().room(course).map(room -> new RoomView(List.of(), room));
    }

    private static void show(Model model, NodeClient client, RoomView view, Posts posts) {
        model.addAllAttributes(view.model(client.node()));
        model.addAttribute("lines", view.lines(posts.posts()));
        model.addAttribute("more", posts.more());
    }
}
