package org.lyceum.ml.jobs;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lyceum.ml.engine.Engines;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What this node can read. */
@RestController
class EngineController {

    private final Engines engines;

    EngineController(Engines engines) {
        this.engines = engines;
    }

    record EngineView(
            String name, String kind, String model, Set<String> languages, String defaultLanguage, boolean live) {}

    @GetMapping("/api/v1/engines")
    Mono<List<EngineView>> engines() {
        return Mono.fromCallable(() -> engines.installed().stream()
                        .map(info -> new EngineView(
                                info.name(),
                                info.kind().name().toLowerCase(Locale.ROOT),
                                info.model(),
                                info.languages(),
                                info.defaultLanguage(),
                                info.live()))
                        .toList())
                .subscribeOn(Schedulers.boundedElastic());
    }
}
