package org.lyceum.chat.door;

import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The files that this node's own peer has, or is fetching. */
interface SharedFiles {

    /**
     * A file by its name, whatever its case, or by the infohash of its torrent.
     *
     * @return empty when there is none; fails with a {@link org.lyceum.chat.hosting.RoomException} when the peer cannot be
     *     asked
     */
    Mono<Optional<Found>> find(String nameOrInfohash);

    /**
     * The bytes of a file, by the infohash of its torrent and its name.
     *
     * @return empty when the peer does not have all of it; fails as {@link #find}
     */
    Mono<Flux<DataBuffer>> content(String infohash, String file);

    /**
     * A file.
     *
     * @param bytes its length
     */
    record Found(String infohash, String file, long bytes, String mediaType) {}
}
