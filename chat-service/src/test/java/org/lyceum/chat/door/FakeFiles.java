package org.lyceum.chat.door;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Files as the test says. */
final class FakeFiles implements SharedFiles {

    final Map<String, Found> byName = new ConcurrentHashMap<>();

    /** By infohash. */
    final Map<String, String> contents = new ConcurrentHashMap<>();

    @Override
    public Mono<Optional<Found>> find(String nameOrInfohash) {
        return Mono.just(Optional.ofNullable(byName.get(nameOrInfohash)));
    }

    @Override
    public Mono<Flux<DataBuffer>> content(String infohash, String file) {
        return Mono.justOrEmpty(contents.get(infohash))
                .map(text ->
                        Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }
}
