package org.lyceum.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.swarm.Engine;
import org.lyceum.bittorrent.swarm.Torrent;
import org.lyceum.bittorrent.swarm.TrackerStatus;
import org.lyceum.e2e.Await;
import org.lyceum.e2e.ForeignProcess;
import org.lyceum.e2e.FreePort;
import org.lyceum.e2e.NeedsProgram;

/** Our peers at the tracker that most public ones run. */
@NeedsProgram(value = "opentracker", debianPackage = "opentracker")
@Timeout(120)
class OpentrackerTest {

    @TempDir
    private Path folder;

    @Test
    void ourPeersFindEachOtherAndAreCounted() throws Exception {
        int port = FreePort.find();
        try (OurSide ours = new OurSide(folder, URI.create("udp://127.0.0.1:" + port))) {
            Engine seed = ours.peer("seed");
            Path root = Sample.FOLDER.writeTo(seed.files(), port);
            Metainfo torrent = ours.torrentOf(root);
            try (ForeignProcess _ = opentracker(port, torrent)) {
                Torrent shared = OurSide.share(seed, torrent, root);
                await(shared, 1, 0);
                Engine leech = ours.peer("leech");
                Torrent fetched = OurSide.fetch(leech, ours.magnetOf(torrent));
                OurSide.awaitFetched(fetched);

                assertThat(Sample.FOLDER.checksums(leech.files())).isEqualTo(Sample.FOLDER.checksums(seed.files()));
                // the answer to the announce that the download is done
                await(fetched, 2, 0);
                // unlike a pause it waits for the tracker's answer
                seed.remove(torrent.info().infoHash(), false).join();
                fetched.pause().join();
                fetched.resume().join();
                await(fetched, 1, 0);
            }
        }
    }

    /** Debian's wants a list of the torrents that it may serve; as root it locks itself into its folder, as nobody. */
    private ForeignProcess opentracker(int port, Metainfo torrent) throws Exception {
        Path root = Files.createDirectories(folder.resolve("opentracker"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(root.resolve("whitelist"), torrent.info().infoHash().toHex() + "\n");
        String number = Integer.toString(port);
        ForeignProcess process = ForeignProcess.start(
                root,
                List.of(
                        "opentracker",
                        "-i",
                        "127.0.0.1",
                        "-p",
                        number,
                        "-P",
                        number,
                        "-d",
                        root.toString(),
                        "-w",
                        "whitelist"));
        process.awaitUp("opentracker listens", () -> isListening(port));
        return process;
    }

    private static boolean isListening(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void await(Torrent torrent, int seeders, int leechers) {
        Await.until("opentracker counts %d seeders and %d leechers".formatted(seeders, leechers), () -> {
            TrackerStatus status = torrent.trackers().join().getFirst();
            return Integer.valueOf(seeders).equals(status.seeders())
                    && Integer.valueOf(leechers).equals(status.leechers());
        });
    }
}
