package org.lyceum.bittorrent.swarm;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.lyceum.bittorrent.metainfo.MagnetLink;
import org.lyceum.bittorrent.metainfo.Metainfo;

/**
 * The engine that {@link KilledEngineTest} kills: says what it holds for verified at its start, fetches the torrent, and
 * tells of each piece. Now and then it saves, hashes everything anew, or stops and starts, so that any of these may be
 * what it is killed in.
 *
 * <p>Arguments: data folder, torrent file, port of the seed, and after how many pieces each of the three is done.
 */
final class KilledLeech {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.US_ASCII);

    private final Path data;
    private final Metainfo metainfo;
    private final int seed;
    private final int saveEvery;
    private final int verifyAfter;
    private final int restartAfter;
    private int pieces;

    private KilledLeech(String[] arguments) throws IOException {
        data = Path.of(arguments[0]);
        metainfo = Metainfo.parse(Files.readAllBytes(Path.of(arguments[1])));
        seed = Integer.parseInt(arguments[2]);
        saveEvery = Integer.parseInt(arguments[3]);
        verifyAfter = Integer.parseInt(arguments[4]);
        restartAfter = Integer.parseInt(arguments[5]);
    }

    public static void main(String[] arguments) throws Exception {
        KilledLeech leech = new KilledLeech(arguments);
        while (leech.fetch()) {
            OUT.println("restarts");
        }
        OUT.println("complete");
    }

    /** True when it is to be started again, false when everything is here. */
    private boolean fetch() throws InterruptedException {
        BlockingQueue<TorrentEvent> events = new LinkedBlockingQueue<>();
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Engine engine = Engine.start(EngineSettings.of(data, any).privateNetworks(true));
                var _ = engine.subscribe(events::add)) {
            Torrent torrent = EngineFixture.add(engine, metainfo, AddOptions.DEFAULT);
            TorrentState state = torrent.status().join().state();
            while (state == TorrentState.CHECKING) {
                events.take();
                state = torrent.status().join().state();
            }
            OUT.println("has "
                    + HexFormat.of()
                            .formatHex(torrent.pieces().join().verified().toBytes()));
            MagnetLink link = new MagnetLink(
                    torrent.infoHash(),
                    null,
                    List.of(),
                    List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), seed)));
            engine.add(link, AddOptions.DEFAULT).join();
            while (torrent.status().join().state() != TorrentState.SEEDING) {
                if (events.take() instanceof TorrentEvent.PieceDone done) {
                    OUT.println("piece " + done.piece());
                    if (++pieces == restartAfter) {
                        return true;
                    }
                    meddle(torrent);
                }
            }
            return false;
        }
    }

    private void meddle(Torrent torrent) {
        if (pieces % saveEvery == 0) {
            var _ = torrent.setPriority(0, FilePriority.NORMAL);
        }
        if (pieces == verifyAfter) {
            OUT.println("verifies");
            var _ = torrent.verify();
        }
    }
}
