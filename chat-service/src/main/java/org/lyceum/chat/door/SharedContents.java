package org.lyceum.chat.door;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.history.RoomExport.SharedContent;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;

/** What this node's peer has of the files that were shared in a room; waits for the peer, on a thread that may. */
final class SharedContents implements Iterator<SharedContent> {

    private final RoomEvents events;
    private final SharedFiles shared;
    private @Nullable Iterator<RoomEvents.Named> names;
    private @Nullable SharedContent next;

    /** @param events have been read to their end when the first file is asked for */
    SharedContents(RoomEvents events, SharedFiles shared) {
        this.events = events;
        this.shared = shared;
    }

    @Override
    public boolean hasNext() {
        if (names == null) {
            names = events.files().iterator();
        }
        while (next == null && names.hasNext()) {
            RoomEvents.Named name = names.next();
            Flux<DataBuffer> content =
                    shared.content(name.infohash(), name.file()).block();
            if (content != null) {
                next = new SharedContent(
                        name.infohash(),
                        name.file(),
                        out -> DataBufferUtils.write(content, out)
                                .doOnNext(DataBufferUtils::release)
                                .blockLast());
            }
        }
        return next != null;
    }

    @Override
    public SharedContent next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        SharedContent content = next;
        next = null;
        return content;
    }
}
