package org.lyceum.e2e.bench.transfer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.e2e.FreePort;
import org.lyceum.e2e.clients.TransmissionRpc;

/** Debian's Transmission. It drops loopback addresses that it is told of, so it gets another one of this machine. */
final class TransmissionDaemon extends DaemonParticipant {

    private final int rpcPort;
    private final TransmissionRpc rpc;

    TransmissionDaemon(Path folder, InetAddress at) {
        this(folder, at, FreePort.find());
    }

    private TransmissionDaemon(Path folder, InetAddress at, int rpcPort) {
        this.rpcPort = rpcPort;
        super(folder, at);
        rpc = new TransmissionRpc(rpcPort);
        process().awaitUp("Transmission answers", rpc::isUp);
        // complete it calls a torrent before it has renamed the files
        rpc.call("session-set", Map.of("rename-partial-files", false));
    }

    @Override
    List<String> command(Path folder, InetSocketAddress listen) {
        return List.of(
                "transmission-daemon",
                "--foreground",
                "--log-error",
                "--config-dir=" + folder.resolve("config"),
                "--download-dir=" + files(),
                "--rpc-bind-address=127.0.0.1",
                "--port=" + rpcPort,
                "--no-auth",
                "--bind-address-ipv4=" + listen.getAddress().getHostAddress(),
                "--bind-address-ipv6=::1",
                "--peerport=" + listen.getPort(),
                "--encryption-tolerated",
                "--no-dht",
                "--no-lpd",
                "--no-utp",
                "--no-portmap",
                "--no-global-seedratio");
    }

    /** Seed or not: it looks at what stands there already. */
    @Override
    void add(Metainfo torrent, boolean complete) {
        String metainfo = Base64.getEncoder().encodeToString(torrent.toBytes());
        rpc.call("torrent-add", Map.of("metainfo", metainfo, "paused", false));
    }

    @Override
    long left() {
        return rpc.torrents().getFirst().leftUntilDone();
    }

    @Override
    void remove() {
        rpc.call("torrent-remove", Map.of("delete-local-data", true));
    }
}
