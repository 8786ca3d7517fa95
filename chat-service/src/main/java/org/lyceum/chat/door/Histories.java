package org.lyceum.chat.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.chat.history.HistoryFile;
import org.lyceum.chat.history.HistoryFormat;
import org.lyceum.chat.history.HistoryWriter;
import org.lyceum.chat.hosting.LiveRoom;
import org.lyceum.chat.timeline.Page;
import org.lyceum.chat.timeline.Post;
import org.lyceum.chat.timeline.Timeline;
import org.lyceum.chat.timeline.Where;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What this node's people see of a room, as a text or a file. */
final class Histories {

    private final Path folder;
    private final InstantSource clock;

    /** @param folder where histories are saved */
    Histories(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The file. */
    Mono<Path> save(LiveRoom room, String format) {
        HistoryFormat wanted = format(format);
        return posts(room).publishOn(Schedulers.boundedElastic()).map(posts -> {
            try {
                return HistoryFile.save(folder, room.name(), wanted, heading(room), posts.iterator());
            } catch (IOException e) {
                throw new UncheckedIOException("The history cannot be saved in " + folder, e);
            }
        });
    }

    Mono<String> text(LiveRoom room, HistoryFormat format) {
        return posts(room).publishOn(Schedulers.boundedElastic()).map(posts -> {
            StringBuilder text = new StringBuilder();
            try {
                HistoryWriter.write(format, heading(room), posts.iterator(), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return text.toString();
        });
    }

    static HistoryFormat format(String text) {
        return HistoryFormat.of(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("format: '%s', expected md, json or txt".formatted(text)));
    }

    private HistoryWriter.Heading heading(LiveRoom room) {
        return new HistoryWriter.Heading(room.title(), room.self().name(), clock.instant(), ZoneId.systemDefault());
    }

    /** Page by page, so that the room does not stand still meanwhile. */
    private static Mono<List<Post>> posts(LiveRoom room) {
        return page(room, 0)
                .expand(page -> page.moreAfter() ? page(room, page.last()) : Mono.empty())
                .collect(ArrayList::new, (all, page) -> all.addAll(page.posts()));
    }

    private static Mono<Page> page(LiveRoom room, long after) {
        return Mono.fromFuture(() -> room.ask(timeline -> timeline.page(new Where.After(after), Timeline.MAX_LIMIT)));
    }
}
