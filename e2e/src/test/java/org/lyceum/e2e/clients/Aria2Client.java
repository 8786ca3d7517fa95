package org.lyceum.e2e.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.e2e.ForeignProcess;
import org.lyceum.e2e.FreePort;

/** Debian's aria2: a process for one download, which ends by itself once that is complete. */
final class Aria2Client implements ForeignClient {

    private final Path folder;
    private final Path files;
    private @Nullable ForeignProcess process;

    Aria2Client(Path folder) {
        this.folder = folder;
        try {
            files = Files.createDirectories(folder.resolve("files"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path files() {
        return files;
    }

    @Override
    public void share(Metainfo torrent) {
        start("--bt-seed-unverified=true", "--seed-ratio=0.0", write(torrent));
    }

    @Override
    public void fetch(Metainfo torrent) {
        start("--seed-time=0", write(torrent));
    }

    @Override
    public void fetch(MagnetLink magnet) {
        start("--seed-time=0", magnet.toString());
    }

    private String write(Metainfo torrent) {
        try {
            return Files.write(folder.resolve("shared.torrent"), torrent.toBytes())
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(String... arguments) {
        int port = FreePort.find();
        List<String> command = new ArrayList<>(List.of(
                "aria2c",
                "--no-conf=true",
                "--dir=" + files,
                "--interface=127.0.0.1",
                "--disable-ipv6=true",
                "--listen-port=" + port,
                // UDP trackers share the socket of the DHT, which has nobody to talk to
                "--enable-dht=true",
                "--dht-listen-port=" + port,
                "--dht-file-path=" + folder.resolve("dht.dat"),
                "--enable-peer-exchange=false",
                "--file-allocation=none",
                "--console-log-level=info",
                "--summary-interval=0"));
        command.addAll(List.of(arguments));
        process = ForeignProcess.start(folder, command);
    }

    @Override
    public void awaitFetched() {
        if (process == null) {
            throw new IllegalStateException("nothing is being fetched");
        }
        process.awaitSuccess();
    }

    @Override
    public boolean dialsLoopback() {
        return true;
    }

    @Override
    public boolean createsEmptyFiles() {
        return true;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
