package org.lyceum.e2e.process;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.e2e.Await;
import org.lyceum.e2e.ForeignProcess;
import org.lyceum.launcher.Lyceum;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

/** {@code lyceum up --roles peer} in a JVM of its own. */
final class PeerProcess implements AutoCloseable {

    private static final Pattern REST = Pattern.compile("REST (http://\\S+/api/v1)\\)");

    private final ForeignProcess process;
    private final RestClient rest;

    private PeerProcess(ForeignProcess process, RestClient rest) {
        this.process = process;
        this.rest = rest;
    }

    /** What it tells of a torrent, as far as tests look at it. */
    record Torrent(String state, long completedBytes) {}

    private record Pieces(byte[] bitfield) {}

    /** Starts it and waits until it is up. */
    static PeerProcess start(Path data, URI tracker) {
        ForeignProcess process = ForeignProcess.start(
                data,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lyceum.class.getName(),
                        "up",
                        "--roles=peer",
                        "--name=Ada",
                        "--data=" + data,
                        "--port=0",
                        "--bt-port=0",
                        "--overlay-port=0",
                        "--tracker=" + tracker.getAuthority()));
        process.awaitUp("the peer is up", () -> api(process).isPresent());
        return new PeerProcess(process, RestClient.create(api(process).orElseThrow()));
    }

    private static Optional<String> api(ForeignProcess process) {
        return REST.matcher(process.output()).results().findFirst().map((MatchResult result) -> result.group(1));
    }

    void fetch(Metainfo torrent) {
        MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
        form.add("torrent", new ByteArrayResource(torrent.toBytes()) {
            @Override
            public String getFilename() {
                return "lecture.torrent";
            }
        });
        rest.post().uri("/torrents").body(form).retrieve().toBodilessEntity();
    }

    Torrent torrent(Metainfo torrent) {
        return Objects.requireNonNull(rest.get()
                .uri("/torrents/{infoHash}", torrent.info().infoHash().toHex())
                .retrieve()
                .body(Torrent.class));
    }

    BitField verified(Metainfo torrent) {
        Pieces pieces = Objects.requireNonNull(rest.get()
                .uri("/torrents/{infoHash}/pieces", torrent.info().infoHash().toHex())
                .retrieve()
                .body(Pieces.class));
        return BitField.fromBytes(pieces.bitfield(), torrent.info().pieceCount());
    }

    /** Waits until exactly so many pieces are verified. */
    BitField awaitVerified(Metainfo torrent, int pieces) {
        return Await.value(
                pieces + " pieces are verified",
                () -> Optional.of(verified(torrent)).filter(verified -> verified.cardinality() == pieces));
    }

    void awaitComplete(Metainfo torrent) {
        Await.until("the peer has everything", () -> torrent(torrent).state().equals("seeding"));
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
