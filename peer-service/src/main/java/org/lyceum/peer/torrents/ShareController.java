package org.lyceum.peer.torrents;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes files and seeds them. */
@RestController
class ShareController {

    private final Shares shares;

    ShareController(Shares shares) {
        this.shares = shares;
    }

    @PostMapping(path = "/api/v1/shares", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<TorrentView>> share(@RequestBody Flux<PartEvent> parts) {
        return shares.share(parts).flatMap(TorrentController::answer);
    }
}
