package org.lyceum.e2e.bench.transfer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.e2e.FreePort;
import org.lyceum.e2e.bench.measure.BenchException;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Debian's aria2, told what to do by JSON-RPC. */
final class Aria2Daemon extends DaemonParticipant {

    private final int rpcPort;
    private final RestClient http;
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    /** aria2's number of the torrent. */
    private String gid = "";

    Aria2Daemon(Path folder) {
        this(folder, FreePort.find());
    }

    private Aria2Daemon(Path folder, int rpcPort) {
        this.rpcPort = rpcPort;
        super(folder, InetAddress.getLoopbackAddress());
        http = RestClient.create("http://127.0.0.1:%d/jsonrpc".formatted(rpcPort));
        process().awaitUp("aria2 answers", this::isUp);
    }

    private record Text(String result) {}

    private record Status(State result) {

        private record State(String status, long totalLength, long completedLength) {}
    }

    @Override
    List<String> command(Path folder, InetSocketAddress listen) {
        return List.of(
                "aria2c",
                "--no-conf=true",
                "--enable-rpc=true",
                "--rpc-listen-port=" + rpcPort,
                "--rpc-max-request-size=64M",
                "--dir=" + files(),
                "--interface=127.0.0.1",
                "--disable-ipv6=true",
                "--listen-port=" + listen.getPort(),
                "--enable-dht=false",
                "--bt-enable-lpd=false",
                "--enable-peer-exchange=false",
                "--file-allocation=none",
                "--quiet=true");
    }

    private boolean isUp() {
        try {
            call(Map.class, "aria2.getVersion");
            return true;
        } catch (ResourceAccessException notYet) {
            return false;
        }
    }

    @Override
    void add(Metainfo torrent, boolean complete) {
        gid = call(
                        Text.class,
                        "aria2.addTorrent",
                        Base64.getEncoder().encodeToString(torrent.toBytes()),
                        List.of(),
                        complete ? Map.of("bt-seed-unverified", "true", "seed-ratio", "0.0") : Map.of("seed-time", "0"))
                .result();
    }

    @Override
    long left() {
        Status.State state = call(
                        Status.class, "aria2.tellStatus", gid, List.of("status", "totalLength", "completedLength"))
                .result();
        if (state.status().equals("error")) {
            throw new BenchException(
                    "aria2 has given up:%n%s".formatted(process().output()));
        }
        return state.totalLength() - state.completedLength();
    }

    @Override
    void remove() {
        while (!call(Status.class, "aria2.tellStatus", gid, List.of("status", "totalLength", "completedLength"))
                .result()
                .status()
                .equals("complete")) {
            Thread.onSpinWait();
        }
        call(Text.class, "aria2.removeDownloadResult", gid);
    }

    private <T> T call(Class<T> type, String method, Object... parameters) {
        Map<String, ?> call = Map.of("jsonrpc", "2.0", "id", "bench", "method", method, "params", List.of(parameters));
        // as bytes, whose length is known: it reads no chunks, and calls its answers application/json-rpc
        byte[] answer = http.post()
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.writeValueAsBytes(call))
                .retrieve()
                .body(byte[].class);
        return json.readValue(Objects.requireNonNull(answer), type);
    }
}
