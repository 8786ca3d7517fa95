package org.lyceum.ui.rooms;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.ui.nodes.NodeClient;
import org.lyceum.ui.nodes.NodeEvent;
import org.lyceum.ui.nodes.NodeException;
import org.lyceum.ui.nodes.Room;
import org.lyceum.ui.nodes.Torrent;
import org.lyceum.ui.page.LiveEvents;
import org.lyceum.ui.page.LiveStream;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Fragment;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** What an open page of a room is told beside what is said there: who is there, what is pinned, how far files are. */
@Component
final class RoomStream {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final JsonMapper json;

    RoomStream(JsonMapper json) {
        this.json = json;
    }

    Flux<ServerSentEvent<Fragment>> ofRoom(NodeClient client, String course) {
        return LiveStream.of(
                client,
                events -> Flux.merge(
                        events.ofType(NodeEvent.Changed.class).map(changed -> transfer(changed.torrent())),
                        views(client, course)
                                .publish(views -> Flux.merge(
                                        part("list", client, views, RoomView::rooms),
                                        part("state", client, views, RoomStream::state),
                                        part("people", client, views, RoomView::people),
                                        part(
                                                "announcements",
                                                client,
                                                views,
                                                view -> view.room().announcements()),
                                        part(
                                                "pinned",
                                                client,
                                                views,
                                                view -> view.room().pinned()),
                                        part("topics", client, views, RoomView::topics)))));
    }

    private static Object state(RoomView view) {
        Room room = view.room();
        return new State(room.chatNode(), room.waiting(), room.leads(), room.online(), room.members());
    }

    private record State(Room.@Nullable ChatNode chatNode, int waiting, boolean leads, int online, int members) {}

    private static Flux<RoomView> views(NodeClient client, String course) {
        return Flux.interval(Duration.ZERO, LOOK)
                .onBackpressureDrop()
                .concatMap(tick -> RoomView.of(client.rooms(), course).onErrorComplete(NodeException.class), 1);
    }

    private static Flux<ServerSentEvent<Fragment>> part(
            String name, NodeClient client, Flux<RoomView> views, Function<RoomView, Object> shown) {
        return views.distinctUntilChanged(shown)
                .map(view -> LiveEvents.html("rooms/" + name + " :: " + name, view.model(client.node())));
    }

    private ServerSentEvent<Fragment> transfer(Torrent torrent) {
        return LiveEvents.data(
                "transfer",
                json.writeValueAsString(Map.of(
                        "infoHash", torrent.infoHash(),
                        "progress", torrent.progress(),
                        "complete", torrent.complete(),
                        "rate", torrent.downloadRate())));
    }
}
