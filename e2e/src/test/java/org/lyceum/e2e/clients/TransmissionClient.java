package org.lyceum.e2e.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.e2e.Await;
import org.lyceum.e2e.ForeignProcess;
import org.lyceum.e2e.FreePort;

/** Debian's Transmission as a daemon, told what to do over its RPC. */
final class TransmissionClient implements ForeignClient {

    private final Path files;
    private final ForeignProcess process;
    private final TransmissionRpc rpc;

    TransmissionClient(Path folder) {
        try {
            files = Files.createDirectories(folder.resolve("files"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int rpcPort = FreePort.find();
        process = ForeignProcess.start(
                folder,
                List.of(
                        "transmission-daemon",
                        "--foreground",
                        "--log-debug",
                        "--config-dir=" + folder.resolve("config"),
                        "--download-dir=" + files,
                        "--rpc-bind-address=127.0.0.1",
                        "--port=" + rpcPort,
                        "--no-auth",
                        "--bind-address-ipv4=127.0.0.1",
                        "--bind-address-ipv6=::1",
                        "--peerport=" + FreePort.find(),
                        "--encryption-tolerated",
                        "--no-dht",
                        "--no-lpd",
                        "--no-utp",
                        "--no-portmap",
                        "--no-global-seedratio"));
        rpc = new TransmissionRpc(rpcPort);
        process.awaitUp("Transmission answers", rpc::isUp);
    }

    @Override
    public Path files() {
        return files;
    }

    /** Transmission looks at what stands there already. */
    @Override
    public void share(Metainfo torrent) {
        fetch(torrent);
    }

    @Override
    public void fetch(Metainfo torrent) {
        add("metainfo", Base64.getEncoder().encodeToString(torrent.toBytes()));
    }

    @Override
    public void fetch(MagnetLink magnet) {
        add("filename", magnet.toString());
    }

    private void add(String argument, String value) {
        rpc.call("torrent-add", Map.of(argument, value, "paused", false));
    }

    @Override
    public void awaitFetched() {
        Await.until(
                "Transmission has everything",
                () -> rpc.torrents().stream().anyMatch(TransmissionRpc.Torrent::isComplete));
    }

    /** It drops every loopback address that it is told of, as one that no peer can have. */
    @Override
    public boolean dialsLoopback() {
        return false;
    }

    /** Not before version 4. */
    @Override
    public boolean createsEmptyFiles() {
        return false;
    }

    @Override
    public void close() {
        process.close();
    }
}
