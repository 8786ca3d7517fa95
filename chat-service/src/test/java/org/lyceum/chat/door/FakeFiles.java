package org.lyceum.chat.door;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Files as the test says. */
final class FakeFiles implements SharedFiles {

    final Map<String, Found> byName = new ConcurrentHashMap<>();

    @Override
    public Mono<Optional<Found>> find(String nameOrInfohash) {
        return Mono.just(Optional.ofNullable(byName.get(nameOrInfohash)));
    }
}
