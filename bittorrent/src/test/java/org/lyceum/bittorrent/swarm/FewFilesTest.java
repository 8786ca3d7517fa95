package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.EngineFixture.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.metainfo.TorrentCreator;
import org.lyceum.bittorrent.rate.RateLimits;
import org.lyceum.bittorrent.wire.Message;

/** A seed in a process of its own that may open few files more, under a flood of connections. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "counts open files in /proc, and limits them by prlimit")
class FewFilesTest {

    private static final int FLOOD = 250;

    @TempDir
    private Path folder;

    private final List<SocketChannel> flood = new ArrayList<>();
    private Path log;
    private Metainfo small;
    private Metainfo large;

    @BeforeEach
    void writeContent() throws Exception {
        log = folder.resolve("seed.log");
        Path files = Files.createDirectories(folder.resolve("seed/files"));
        small = torrent(Files.write(files.resolve("small.bin"), EngineFixture.randomBytes(Block.SIZE, 2)));
        large = torrent(Files.write(files.resolve("large.bin"), EngineFixture.randomBytes(40 * Block.SIZE, 1)));
    }

    private static Metainfo torrent(Path file) {
        return TorrentCreator.create(file, List.of(), _ -> {});
    }

    @AfterEach
    void closeFlood() throws IOException {
        for (SocketChannel socket : flood) {
            socket.close();
        }
        flood.clear();
    }

    /**
     * A process that shares both files.
     *
     * @param mostConnections that it lets itself have
     */
    private record Seed(Process process, int port, int mostConnections) implements AutoCloseable {

        int openFiles() throws IOException {
            try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
                return (int) open.count();
            }
        }

        /** It has one open at this moment for each that it may open. */
        void awaitOpenFiles(int count) throws IOException {
            long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (openFiles() < count) {
                assertThat(System.nanoTime()).as("no file left to open").isLessThan(patience);
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() throws IOException {
            process.outputWriter().close();
            process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
            process.destroyForcibly();
        }
    }

    /** @param before the command that runs the JVM, if another than itself does */
    private Seed seed(String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                FewFilesSeed.class.getName(),
                folder.resolve("seed").toString()));
        Process process =
                new ProcessBuilder(command).redirectOutput(log.toFile()).start();
        String[] told = String.valueOf(process.errorReader().readLine()).split(" ", -1);
        assertThat(told).as(Files.readString(log)).hasSize(2);
        return new Seed(process, Integer.parseInt(told[0]), Integer.parseInt(told[1]));
    }

    private void flood(int port) throws IOException {
        for (int i = 0; i < FLOOD; i++) {
            flood.add(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        }
    }

    private static void limitOpenFiles(Process process, int limit) throws Exception {
        Process prlimit = new ProcessBuilder("prlimit", "--pid=" + process.pid(), "--nofile=%d:".formatted(limit))
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor()).isZero();
    }

    @Test
    void whoIsConnectedIsServedWhenNoConnectionCanBeTakenAndOthersAreOnceOneCan() throws Exception {
        try (Seed seed = seed();
                EngineFixture fixture = new EngineFixture(folder)) {
            Engine early = fixture.engine("early");
            early.limit(new RateLimits(Block.SIZE, 0));
            Torrent begun = EngineFixture.addFrom(early, large, seed.port);
            await(early, begun, status -> status.completedBytes() > 0);
            int limit = seed.openFiles() + 10;
            limitOpenFiles(seed.process, limit);
            flood(seed.port);
            seed.awaitOpenFiles(limit);

            early.limit(RateLimits.NONE);
            await(early, begun, TorrentState.SEEDING);
            closeFlood();

            Engine late = fixture.engine("late");
            await(late, EngineFixture.addFrom(late, small, seed.port), TorrentState.SEEDING);
        }
        assertThat(Files.readString(log))
                .contains("cannot take connections of peers")
                .doesNotContain("Exception:", "ERROR");
    }

    @Test
    void aFloodLeavesFilesToReadContentFrom() throws Exception {
        try (Seed seed = seed("sh", "-c", "ulimit -n 300 && exec \"$@\"", "sh")) {
            assertThat(seed.mostConnections).isLessThan(FLOOD);
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), seed.port);
            try (FakePeer peer = FakePeer.join(socket, small.info().infoHash(), true)) {
                peer.send(new Message.Interested());
                peer.next(Message.Unchoke.class);
                flood(seed.port);

                Block block = new Block(0, 0, Block.SIZE);
                peer.send(new Message.Request(block));
                assertThat(peer.next(Message.Piece.class).block()).isEqualTo(block);
            }
            assertThat(seed.openFiles()).isLessThan(300);
        }
        assertThat(Files.readString(log)).doesNotContain("Too many open files");
    }
}
