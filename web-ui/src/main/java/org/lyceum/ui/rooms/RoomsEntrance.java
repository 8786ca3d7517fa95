package org.lyceum.ui.rooms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeException;
import org.lyceum.ui.nodes.NodeHealth;
import org.lyceum.ui.nodes.Nodes;
import org.lyceum.ui.nodes.Room;
import org.lyceum.ui.page.NodeBar;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** The way into rooms and out of them. */
@Controller
@RequestMapping("/nodes/{at}/rooms")
final class RoomsEntrance {

    private static final String ROOM = "/nodes/{at}/rooms/{course}";

    private final Nodes nodes;
    private final NodeBar bar;

    RoomsEntrance(Nodes nodes, NodeBar bar) {
        this.nodes = nodes;
        this.bar = bar;
    }

    /** The form: who somebody is, and the course. */
    record EntryForm(@Nullable String name, String course) {}

    /** Asks to enter a room of this name, in which the node is not. */
    static String redirect(String at, String course) {
        return "redirect:"
                + UriComponentsBuilder.fromPath("/nodes/{at}/rooms")
                        .queryParam("enter", "{course}")
                        .encode()
                        .buildAndExpand(at, course)
                        .toUriString();
    }

    /**
     * The room that was entered first, or the question which to enter.
     *
     * @param enter asks in any case, for this course if it is named
     */
    @GetMapping
    Mono<Rendering> first(
            @PathVariable String at, @RequestParam(required = false) @Nullable String enter, Model model) {
        NodeClient client = nodes.named(at);
        return client.torrents()
                .doOnNext(torrents -> bar.show(model, client.node(), NodeHealth.of(torrents)))
                .then(client.rooms().all())
                .map(rooms -> enter == null && !rooms.isEmpty()
                        ? to(at, rooms.getFirst().course())
                        : question(rooms, new EntryForm(at, enter == null ? "" : enter))
                                .build())
                .onErrorResume(
                        NodeException.class,
                        failure -> failure.isNotFound()
                                ? Mono.just(Rendering.view("rooms/none")
                                        .modelAttribute("place", "rooms")
                                        .build())
                                : Mono.error(failure));
    }

    @PostMapping
    Mono<Rendering> enter(@PathVariable String at, EntryForm form, Model model) {
        NodeClient client = nodes.named(at);
        String name = form.name() == null || form.name().isBlank()
                ? null
                : form.name().strip();
        return client.rooms()
                .enter(form.course().strip(), name)
                .map(room -> to(at, room.course()))
                .onErrorResume(NodeException.class, failure -> {
                    if (!failure.answered() || failure.isNotFound()) {
                        return Mono.error(failure);
                    }
                    bar.show(model, client.node(), NodeHealth.ANSWERING);
                    return client.rooms()
                            .all()
                            .map(rooms -> question(rooms, form)
                                    .modelAttribute("refusal", failure.getMessage())
                                    .status(HttpStatus.UNPROCESSABLE_CONTENT)
                                    .build());
                });
    }

    @PostMapping("/{course}/leave")
    Mono<Rendering> leave(@PathVariable String at, @PathVariable String course) {
        return nodes.named(at)
                .rooms()
                .leave(course)
                .thenReturn(Rendering.redirectTo(UriComponentsBuilder.fromPath("/nodes/{at}/rooms")
                                .encode()
                                .buildAndExpand(at)
                                .toUriString())
                        .status(HttpStatus.SEE_OTHER)
                        .build());
    }

    private static Rendering.Builder<?> question(List<Room> rooms, EntryForm form) {
        return Rendering.view("rooms/entrance")
                .modelAttribute("place", "rooms")
                .modelAttribute("rooms", rooms)
                .modelAttribute("form", form);
    }

    private static Rendering to(String at, String course) {
        return Rendering.redirectTo(UriComponentsBuilder.fromPath(ROOM)
                        .encode()
                        .buildAndExpand(at, course)
                        .toUriString())
                .status(HttpStatus.SEE_OTHER)
                .build();
    }
}
