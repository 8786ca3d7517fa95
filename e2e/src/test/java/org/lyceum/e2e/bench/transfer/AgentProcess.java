package org.lyceum.e2e.bench.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.lyceum.bittorrent.metainfo.Metainfo;
import org.lyceum.e2e.bench.agent.Agent;
import org.lyceum.e2e.bench.measure.JvmProcess;

/** A peer behind {@link Agent}. */
final class AgentProcess implements Participant {

    private final Path folder;
    private final JvmProcess process;
    private final InetSocketAddress address;
    private volatile CompletableFuture<Arrival> arrival = new CompletableFuture<>();

    /**
     * Starts it.
     *
     * @param jvmOptions besides those of a node
     * @param environment variables that the process gets besides those of this one
     */
    AgentProcess(String kind, Path folder, List<String> jvmOptions, Map<String, String> environment) {
        this.folder = folder;
        try {
            Files.createDirectories(files());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = JvmProcess.start(
                folder, Agent.class, List.of(kind, folder.toString()), jvmOptions, environment, this::fetched);
        address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(process.await("listening").getFirst()));
    }

    private void fetched(List<String> words) {
        if (words.getFirst().equals("complete")) {
            arrival.complete(new Arrival(Long.parseLong(words.get(1)), Long.parseLong(words.get(2))));
        } else {
            arrival.completeExceptionally(process.failure(words.getLast()));
        }
    }

    private String write(Metainfo torrent) {
        try {
            return Files.write(folder.resolve("torrent"), torrent.toBytes()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Path files() {
        return folder.resolve("files");
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void seed(Metainfo torrent) {
        process.order("seed", write(torrent));
        process.await("seeding");
    }

    @Override
    public CompletableFuture<Arrival> fetch(Metainfo torrent, List<InetSocketAddress> from) {
        arrival = new CompletableFuture<>();
        Stream<String> ports = from.stream().map(peer -> String.valueOf(peer.getPort()));
        process.order(Stream.concat(Stream.of("fetch", write(torrent)), ports).toArray(String[]::new));
        process.await("fetching");
        return arrival;
    }

    @Override
    public OptionalLong uploaded() {
        process.order("uploaded");
        return OptionalLong.of(Long.parseLong(process.await("uploaded").getFirst()));
    }

    @Override
    public void forget() {
        process.order("forget");
        process.await("forgotten");
    }

    @Override
    public void close() {
        process.end();
    }
}
