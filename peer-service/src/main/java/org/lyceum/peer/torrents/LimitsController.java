package org.lyceum.peer.torrents;

import org.lyceum.bittorrent.swarm.Engine;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What all torrents together may transfer. A change holds until the peer stops: it starts with what is configured. */
@RestController
@RequestMapping("/api/v1/limits")
class LimitsController {

    private final Engine engine;

    LimitsController(Engine engine) {
        this.engine = engine;
    }

    @GetMapping
    LimitsView limits() {
        return LimitsView.of(engine.limits());
    }

    @PatchMapping
    LimitsView change(@RequestBody LimitsChange change) {
        engine.changeLimits(change::appliedTo);
        return limits();
    }
}
