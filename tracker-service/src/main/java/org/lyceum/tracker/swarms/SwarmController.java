package org.lyceum.tracker.swarms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;
import org.lyceum.bittorrent.InfoHash;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The swarms, to look at. */
@RestController
@RequestMapping("/api/v1/swarms")
final class SwarmController {

    private static final int MAX_LIMIT = 1000;

    private final Swarms swarms;

    SwarmController(Swarms swarms) {
        this.swarms = swarms;
    }

    /**
     * A page in the order of the info hashes; a {@code Link} to the next one while there is more (RFC 8288).
     *
     * @param limit 1 to 1,000
     * @param after last info hash of the page before
     */
    @GetMapping
    ResponseEntity<List<SwarmView>> swarms(
            @RequestParam(defaultValue = "100") int limit, @RequestParam(required = false) @Nullable String after) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw BitTorrentException.malformed("limit: %d is not between 1 and %d".formatted(limit, MAX_LIMIT));
        }
        List<SwarmView> page = swarms.page(after == null ? null : InfoHash.parse(after), limit + 1);
        if (page.size() <= limit) {
            return ResponseEntity.ok(page);
        }
        List<SwarmView> shown = page.subList(0, limit);
        String next = "</api/v1/swarms?limit=%d&after=%s>; rel=\"next\""
                .formatted(limit, shown.getLast().infoHash());
        return ResponseEntity.ok().header(HttpHeaders.LINK, next).body(shown);
    }

    @GetMapping("/{infoHash}")
    SwarmView swarm(@PathVariable String infoHash) {
        InfoHash parsed = InfoHash.parse(infoHash);
        return swarms.find(parsed)
                .map(counts -> SwarmView.of(parsed, counts))
                .orElseThrow(() ->
                        new BitTorrentException(Reason.NOT_FOUND, "No peer has announced %s here.".formatted(parsed)));
    }
}
