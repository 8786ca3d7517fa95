package org.lyceum.e2e.bench.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.e2e.clients.Libtorrent;

/**
 * A peer in a process of its own, in the folder it is started with, its content in {@code files} there. Each line of its
 * standard input is a command, words parted by tabs; each answer is a line of its standard output.
 *
 * <pre>
 * (started)                  listening PORT
 * seed TORRENT               seeding
 * fetch TORRENT PORT...      fetching
 *                            and later: complete NANOS-TO-FIRST-PIECE NANOS, or: incomplete WHY
 * uploaded                   uploaded BYTES
 * forget                     forgotten
 * (what cannot be done)      failed WHY
 * </pre>
 *
 * <p>Times run from the moment that the command was read. The process ends with its standard input.
 */
public final class Agent {

    private final AgentPeer peer;
    private final PrintStream answers;

    private Agent(AgentPeer peer, PrintStream answers) {
        this.peer = peer;
        this.answers = answers;
    }

    /**
     * Starts the peer.
     *
     * @param args kind of peer (lyceum, libtorrent, libtorrent-posix), and its folder
     */
    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        // what libraries print is no answer
        System.setOut(System.err);
        Path folder = Path.of(args[1]);
        AgentPeer peer = peer(args[0], folder);
        new Agent(peer, answers).run();
        System.exit(0);
    }

    private static AgentPeer peer(String kind, Path folder) {
        return switch (kind) {
            case "lyceum" -> new EnginePeer(folder);
            case "libtorrent" -> libtorrent(folder, LibtorrentPeer.DiskIo.MMAP);
            case "libtorrent-posix" -> libtorrent(folder, LibtorrentPeer.DiskIo.POSIX);
            default -> throw new IllegalArgumentException("no such kind of peer: " + kind);
        };
    }

    private static AgentPeer libtorrent(Path folder, LibtorrentPeer.DiskIo disk) {
        Libtorrent.load();
        return new LibtorrentPeer(folder.resolve("files"), disk);
    }

    private void run() throws IOException {
        answer("listening", peer.port());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            long told = System.nanoTime();
            try {
                obey(Arrays.asList(line.split("\t")), told);
            } catch (RuntimeException | IOException e) {
                answer("failed", explain(e));
            }
        }
    }

    private void obey(List<String> words, long told) throws IOException {
        switch (words.getFirst()) {
            case "seed" -> {
                peer.seed(torrent(words));
                answer("seeding");
            }
            case "fetch" -> {
                AtomicLong first = new AtomicLong();
                var arrival = peer.fetch(
                        torrent(words),
                        words.stream().skip(2).map(Agent::onLoopback).toList(),
                        () -> first.set(System.nanoTime() - told));
                answer("fetching");
                var _ = arrival.whenComplete((_, failure) -> {
                    long took = System.nanoTime() - told;
                    if (failure == null) {
                        answer("complete", first.get(), took);
                    } else {
                        answer("incomplete", explain(failure));
                    }
                });
            }
            case "uploaded" -> answer("uploaded", peer.uploaded());
            case "forget" -> {
                peer.forget();
                answer("forgotten");
            }
            default -> throw new IllegalArgumentException("no such command: " + words.getFirst());
        }
    }

    private static Metainfo torrent(List<String> words) throws IOException {
        return Metainfo.parse(Files.readAllBytes(Path.of(words.get(1))));
    }

    private static InetSocketAddress onLoopback(String port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }

    private static String explain(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        cause.printStackTrace();
        return cause.toString().replaceAll("\\s+", " ");
    }

    private void answer(String word, Object... values) {
        StringBuilder line = new StringBuilder(word);
        for (Object value : values) {
            line.append('\t').append(value);
        }
        synchronized (answers) {
            answers.println(line);
            answers.flush();
        }
    }
}
