package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.Block;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.bittorrent.wire.Message;

/**
 * A download whose process is killed 200 times: as it starts, as pieces come in, in the middle of a verification or of a
 * stop. At every start each piece that it has for verified is right on disk, and each that it ever told of is among them.
 */
@Timeout(900)
class KilledEngineTest {

    private static final int KILLS = 200;
    private static final int PIECE = 2 * Block.SIZE;
    private static final int PIECES = 150;
    private static final int MOST_AT_A_TIME = 40;
    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    private Path folder;

    private final Random random = new Random(1);
    private final byte[] content = EngineFixture.randomBytes(PIECE * PIECES - 1000, 1);
    private Metainfo metainfo;
    private Path torrentFile;
    private String classPath;

    /** When a process ends: at a line that it prints, or when the seed has sent so many blocks; a line may set it up. */
    private record Plan(String line, int blocks, int verifyAfter, int restartAfter) {}

    @BeforeEach
    void makeTorrent() throws Exception {
        metainfo = EngineFixture.metainfo("lecture.bin", content, PIECE);
        torrentFile = Files.write(folder.resolve("lecture.torrent"), metainfo.toBytes());
        classPath = jars();
    }

    @Test
    void isKilledAtAnyPointAndHasNothingFalseAndLosesNothing() throws Exception {
        // this one lives, and leaves its classes in an archive from which the others start twice as fast
        assertThat(run(folder.resolve("unhurt"), new Plan("", NEVER, NEVER, NEVER), new TreeSet<>()))
                .isTrue();

        int kills = 0;
        for (int round = 0; kills < KILLS; round++) {
            Path data = folder.resolve("round-" + round);
            Set<Integer> told = new TreeSet<>();
            while (kills < KILLS && !run(data, plan(), told)) {
                kills++;
            }
        }
    }

    /** Our class path without folders, of which the JVM makes no archive. */
    private String jars() throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            jars.add(Files.isDirectory(path) ? jarOf(path, folder.resolve(jars.size() + ".jar")) : entry);
        }
        return String.join(File.pathSeparator, jars);
    }

    private static String jarOf(Path classes, Path jar) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return jar.toString();
    }

    private Plan plan() {
        int after = 1 + random.nextInt(MOST_AT_A_TIME);
        return switch (random.nextInt(8)) {
            case 0 -> new Plan("has", NEVER, NEVER, NEVER);
            case 1 -> new Plan("verifies", NEVER, after, NEVER);
            case 2 -> new Plan("restarts", NEVER, NEVER, after);
            case 3 -> new Plan("", after + MOST_AT_A_TIME, NEVER, after);
            default -> new Plan("", after, NEVER, NEVER);
        };
    }

    /** One process; true when it came to its end, false when it was killed. */
    private boolean run(Path data, Plan plan, Set<Integer> told) throws Exception {
        AtomicReference<Process> child = new AtomicReference<>();
        Files.createDirectories(data);
        Thread seed;
        int status;
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            seed = Thread.startVirtualThread(() -> serve(listener, plan.blocks, child));
            Process process = start(data, listener.getLocalPort(), plan);
            child.set(process);
            try (BufferedReader output = process.inputReader()) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    if (line.startsWith("has ")) {
                        check(data, line.substring(4), told);
                    } else if (line.startsWith("piece ")) {
                        told.add(Integer.parseInt(line.substring(6)));
                    }
                    if (!plan.line.isEmpty() && line.startsWith(plan.line)) {
                        process.toHandle().destroyForcibly();
                    }
                }
            } finally {
                process.toHandle().destroyForcibly();
            }
            status = process.waitFor();
        }
        seed.join();
        String log = Files.readString(data.resolveSibling("leech.log"));
        assertThat(status).describedAs(log).isIn(0, 137);
        assertThat(log).doesNotContain("ERROR", "Exception");
        if (status == 0) {
            assertThat(data.resolve("files/lecture.bin")).hasBinaryContent(content);
        }
        return status == 0;
    }

    private void check(Path data, String bits, Set<Integer> told) throws IOException {
        BitField verified = BitField.fromBytes(HexFormat.of().parseHex(bits), PIECES);
        Path file = data.resolve("files/lecture.bin");
        byte[] found = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        Set<Integer> held = new TreeSet<>();
        for (int piece = verified.nextSet(0); piece >= 0; piece = verified.nextSet(piece + 1)) {
            int from = piece * PIECE;
            int to = from + metainfo.info().lengthOf(piece);
            assertThat(Arrays.copyOfRange(found, from, to))
                    .describedAs("piece " + piece)
                    .isEqualTo(Arrays.copyOfRange(content, from, to));
            held.add(piece);
        }
        assertThat(held).describedAs("what it told of before").containsAll(told);
    }

    private Process start(Path data, int seed, Plan plan) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                KilledLeech.class.getName()));
        command.addAll(List.of(data.toString(), torrentFile.toString()));
        for (int number : List.of(seed, 1 + random.nextInt(10), plan.verifyAfter, plan.restartAfter)) {
            command.add(String.valueOf(number));
        }
        return new ProcessBuilder(command)
                .redirectError(data.resolveSibling("leech.log").toFile())
                .start();
    }

    private void serve(ServerSocket listener, int blocks, AtomicReference<Process> child) {
        int[] left = {blocks};
        while (!listener.isClosed()) {
            try (FakePeer peer = FakePeer.accept(listener, metainfo.info().infoHash(), true)) {
                peer.send(new Message.HaveAll());
                peer.serve(block -> {
                    if (left[0] == 0) {
                        return null;
                    }
                    if (--left[0] == 0) {
                        child.get().toHandle().destroyForcibly();
                    }
                    int from = block.piece() * PIECE + block.offset();
                    return Arrays.copyOfRange(content, from, from + block.length());
                });
            } catch (IOException e) {
                // it was killed in the middle of a message, or the run is over
            }
        }
    }
}
