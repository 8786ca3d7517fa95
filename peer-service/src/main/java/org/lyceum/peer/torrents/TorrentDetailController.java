package org.lyceum.peer.torrents;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.swarm.FilePriority;
import org.lyceum.bittorrent.swarm.TrackerStatus;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What a torrent is made of and whom it talks to. */
@RestController
@RequestMapping(TorrentController.PATH + "/{infoHash}")
class TorrentDetailController {

    private static final MediaType TORRENT = MediaType.valueOf("application/x-bittorrent");

    private final TorrentLookup torrents;

    TorrentDetailController(TorrentLookup torrents) {
        this.torrents = torrents;
    }

    /** The JSON body that changes a file. */
    record FileChange(@Nullable String priority) {

        FilePriority parsed() {
            return Arrays.stream(FilePriority.values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(priority))
                    .findFirst()
                    .orElseThrow(() -> BitTorrentException.malformed(
                            "priority: %s, expected skip, low, normal or high".formatted(priority)));
        }
    }

    @GetMapping("/files")
    Mono<List<FileView>> files(@PathVariable String infoHash) {
        return torrents.find(infoHash)
                .flatMap(torrent -> Mono.fromFuture(torrent::files))
                .map(files -> files.stream().map(FileView::of).toList());
    }

    @PatchMapping("/files/{index}")
    Mono<FileView> change(@PathVariable String infoHash, @PathVariable int index, @RequestBody FileChange change) {
        FilePriority priority = change.parsed();
        return torrents.find(infoHash)
                .flatMap(torrent -> Mono.fromFuture(() -> torrent.setPriority(index, priority))
                        .then(Mono.fromFuture(torrent::files))
                        .flatMapIterable(files -> files)
                        .filter(file -> file.index() == index)
                        .next()
                        .map(FileView::of));
    }

    @GetMapping("/pieces")
    Mono<PiecesView> pieces(@PathVariable String infoHash) {
        return torrents.find(infoHash)
                .flatMap(torrent -> Mono.fromFuture(torrent::pieces))
                .map(PiecesView::of);
    }

    @GetMapping("/peers")
    Mono<List<PeerView>> peers(@PathVariable String infoHash) {
        return torrents.find(infoHash)
                .flatMap(torrent -> Mono.fromFuture(torrent::peers))
                .map(peers -> peers.stream().map(PeerView::of).toList());
    }

    @GetMapping("/choking")
    Mono<ChokeView> choking(@PathVariable String infoHash) {
        return torrents.find(infoHash)
                .flatMap(torrent -> Mono.fromFuture(torrent::choking))
                .map(ChokeView::of);
    }

    @GetMapping("/trackers")
    Mono<List<TrackerStatus>> trackers(@PathVariable String infoHash) {
        return torrents.find(infoHash).flatMap(torrent -> Mono.fromFuture(torrent::trackers));
    }

    @GetMapping("/torrent")
    Mono<ResponseEntity<byte[]>> torrentFile(@PathVariable String infoHash) {
        return torrents.find(infoHash)
                .flatMap(torrent -> Mono.fromFuture(torrent::metainfo))
                .map(known -> known.orElseThrow(TorrentDetailController::metadataUnknown))
                .map(TorrentDetailController::download);
    }

    static BitTorrentException metadataUnknown() {
        return new BitTorrentException(
                BitTorrentException.Reason.CONFLICT,
                "the torrent's metadata is not known yet: try again when its state is no longer 'metadata'");
    }

    private static ResponseEntity<byte[]> download(Metainfo metainfo) {
        ContentDisposition attachment = ContentDisposition.attachment()
                .filename(metainfo.info().name() + ".torrent", StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(TORRENT)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .body(metainfo.toBytes());
    }
}
