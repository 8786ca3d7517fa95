package org.lyceum.bittorrent.swarm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The engine that {@link FewFilesTest} leaves few files to open: shares each file of its folder, tells its port and how
 * many connections it lets itself have on standard error, since what it logs is on the other, and goes on until its standard input ends. Argument: data folder, whose {@code files} are to be shared.
 */
final class FewFilesSeed {

    private FewFilesSeed() {}

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Engine engine = Engine.start(EngineSettings.of(Path.of(arguments[0]), any))) {
            List<Path> files;
            try (Stream<Path> found = Files.list(engine.files())) {
                files = found.toList();
            }
            for (Path file : files) {
                EngineFixture.share(engine, file);
            }
            System.err.println(engine.port() + " " + engine.connectionLimits().inAll());
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }
}
