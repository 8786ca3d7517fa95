package org.lyceum.peer.torrents;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.swarm.AddOptions;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The multipart form that adds a torrent by its .torrent file. */
record TorrentForm(Metainfo metainfo, AddOptions options) {

    private static final int MAX_TORRENT_BYTES = 10 << 20;

    static Mono<TorrentForm> read(Flux<PartEvent> parts) {
        return parts.collect(Draft::new, Draft::accept).map(Draft::finish);
    }

    /** What has been read so far. */
    private static final class Draft {

        private @Nullable ByteArrayOutputStream torrent;
        private boolean complete;
        private boolean paused;
        private boolean sequential;
        private @Nullable RuntimeException fault;

        /** After a fault the rest is dropped: a client that is still sending would not see an earlier answer. */
        void accept(PartEvent event) {
            try {
                if (fault != null) {
                    return;
                }
                switch (event.name()) {
                    case "torrent" -> append(event);
                    case "paused" -> paused = flag(event);
                    case "sequential" -> sequential = flag(event);
                    default ->
                        throw BitTorrentException.malformed(
                                "part '%s': not known here, expected 'torrent', 'paused' or 'sequential'"
                                        .formatted(event.name()));
                }
            } catch (BitTorrentException | ResponseStatusException e) {
                fault = e;
            } finally {
                DataBufferUtils.release(event.content());
            }
        }

        private void append(PartEvent event) {
            if (complete) {
                throw BitTorrentException.malformed("part 'torrent': given twice, expected one .torrent file");
            }
            if (torrent == null) {
                torrent = new ByteArrayOutputStream();
            }
            DataBuffer content = event.content();
            if (torrent.size() + content.readableByteCount() > MAX_TORRENT_BYTES) {
                throw new ResponseStatusException(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "part 'torrent': more than %d bytes, no .torrent file is that large"
                                .formatted(MAX_TORRENT_BYTES));
            }
            byte[] bytes = new byte[content.readableByteCount()];
            content.read(bytes);
            torrent.writeBytes(bytes);
            complete = event.isLast();
        }

        private static boolean flag(PartEvent event) {
            String value = event instanceof FormPartEvent form ? form.value() : "a file";
            return switch (value) {
                case "true" -> true;
                case "false" -> false;
                default ->
                    throw BitTorrentException.malformed(
                            "part '%s': %s, expected true or false".formatted(event.name(), value));
            };
        }

        TorrentForm finish() {
            if (fault != null) {
                throw fault;
            }
            if (torrent == null) {
                throw BitTorrentException.malformed("part 'torrent': missing, expected a .torrent file");
            }
            return new TorrentForm(Metainfo.parse(torrent.toByteArray()), new AddOptions(paused, sequential));
        }
    }
}
