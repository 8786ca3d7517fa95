package org.lyceum.peer.torrents;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.swarm.ContentReader;
import org.lyceum.bittorrent.swarm.FileStatus;
import org.lyceum.bittorrent.swarm.Torrent;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The bytes of a file, as they come in: what a player asks for is fetched first. */
@RestController
class ContentController {

    private static final int CHUNK = 64 << 10;

    private final TorrentLookup torrents;

    ContentController(TorrentLookup torrents) {
        this.torrents = torrents;
    }

    @RequestMapping(
            path = TorrentController.PATH + "/{infoHash}/files/{index}/content",
            method = {RequestMethod.GET, RequestMethod.HEAD})
    Mono<ResponseEntity<Flux<DataBuffer>>> content(
            @PathVariable String infoHash, @PathVariable int index, ServerWebExchange exchange) {
        return torrents.find(infoHash)
                .flatMap(torrent -> Mono.fromFuture(torrent::files)
                        .flatMap(files -> answer(torrent, fileOf(files, index), exchange)));
    }

    private static FileStatus fileOf(List<FileStatus> files, int index) {
        if (files.isEmpty()) {
            throw TorrentDetailController.metadataUnknown();
        }
        return files.stream()
                .filter(file -> file.index() == index)
                .findFirst()
                .orElseThrow(() -> new BitTorrentException(
                        BitTorrentException.Reason.NOT_FOUND,
                        "file %d is not there: the torrent has files 0 to %d"
                                .formatted(index, files.getLast().index())));
    }

    private static Mono<ResponseEntity<Flux<DataBuffer>>> answer(
            Torrent torrent, FileStatus file, ServerWebExchange exchange) {
        HttpHeaders asked = exchange.getRequest().getHeaders();
        String tag = "\"%s-%d\"".formatted(torrent.infoHash().toHex(), file.index());
        if (exchange.checkNotModified(tag)) {
            return Mono.empty();
        }
        String condition = asked.getFirst(HttpHeaders.IF_RANGE);
        String wanted = condition == null || condition.equals(tag) ? asked.getFirst(HttpHeaders.RANGE) : null;
        ContentRange range = ContentRange.of(wanted, file.bytes());
        if (range == null) {
            return Mono.error(unsatisfiable(wanted, file.bytes()));
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(
                        range.partial() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
                .headers(headers -> describe(file, headers))
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .contentLength(range.size());
        if (range.partial()) {
            answer.header(
                    HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(range.from(), range.to() - 1, file.bytes()));
        }
        if (exchange.getRequest().getMethod().equals(HttpMethod.HEAD) || range.size() == 0) {
            return Mono.just(answer.build());
        }
        return Mono.just(answer.body(
                read(torrent, file.index(), range, exchange.getResponse().bufferFactory())));
    }

    private static ErrorResponseException unsatisfiable(@Nullable String range, long length) {
        HttpStatus status = HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE;
        ErrorResponseException refusal = new ErrorResponseException(
                status,
                ProblemDetail.forStatusAndDetail(status, "Range %s: the file has %d bytes".formatted(range, length)),
                null);
        refusal.getHeaders().set(HttpHeaders.CONTENT_RANGE, "bytes */" + length);
        return refusal;
    }

    /** Reads no further ahead than the client takes; closes the reader however it ends. */
    private static Flux<DataBuffer> read(Torrent torrent, int index, ContentRange range, DataBufferFactory buffers) {
        return Flux.usingWhen(
                Mono.fromFuture(() -> torrent.read(index, range.from(), range.to()), true),
                reader -> {
                    AtomicLong left = new AtomicLong(range.size());
                    return next(reader)
                            .doOnNext(bytes -> left.addAndGet(-bytes.remaining()))
                            .map(buffers::wrap)
                            .repeat(() -> left.get() > 0);
                },
                reader -> Mono.fromRunnable(reader::close));
    }

    private static Mono<ByteBuffer> next(ContentReader reader) {
        return Mono.fromFuture(() -> reader.next(CHUNK), true)
                .switchIfEmpty(Mono.error(() -> new BitTorrentException(
                        BitTorrentException.Reason.STORAGE, "the file ended before its length was reached")));
    }

    private static void describe(FileStatus file, HttpHeaders headers) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        ContentKind kind = ContentKind.of(name);
        headers.setContentType(kind.type());
        headers.setContentDisposition((kind.inline() ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(name, StandardCharsets.UTF_8)
                .build());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", kind.policy());
        headers.setCacheControl("private, max-age=0, must-revalidate");
    }
}
