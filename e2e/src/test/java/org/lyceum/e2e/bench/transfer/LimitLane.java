package org.lyceum.e2e.bench.transfer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.lyceum.e2e.bench.agent.Drain;
import org.lyceum.e2e.bench.agent.Sendfile;
import org.lyceum.e2e.bench.agent.Sha1;

/** What no engine can beat on this machine: the same bytes through the kernel alone, or through SHA-1 alone. */
final class LimitLane implements Lane {

    private final String title;
    private final long bytes;
    private final List<JvmProcess> processes;
    private final Supplier<List<String>> measurement;

    private LimitLane(String title, long bytes, List<JvmProcess> processes, Supplier<List<String>> measurement) {
        this.title = title;
        this.bytes = bytes;
        this.processes = processes;
        this.measurement = measurement;
    }

    /** From the file over loopback to a reader that throws it away. */
    static LimitLane sendfile(Content content, Path folder) {
        JvmProcess sender =
                start(folder.resolve("sendfile"), Sendfile.class, content.root().toString());
        JvmProcess reader = start(folder.resolve("drain"), Drain.class);
        String port = sender.await("listening").getFirst();
        return new LimitLane("limit: sendfile", content.bytes(), List.of(sender, reader), () -> {
            reader.order("drain", port);
            return reader.await("drained");
        });
    }

    /** One core of SHA-1 over memory. */
    static LimitLane sha1(Content content, Path folder) {
        JvmProcess hasher =
                start(folder.resolve("sha1"), Sha1.class, content.root().toString());
        return new LimitLane("limit: SHA-1, one core", content.bytes(), List.of(hasher), () -> {
            hasher.order("hash");
            return hasher.await("hashed");
        });
    }

    private static JvmProcess start(Path folder, Class<?> main, String... arguments) {
        return JvmProcess.start(folder, main, List.of(arguments), List.of(), Map.of(), _ -> {});
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public Sample run() {
        List<String> outcome = measurement.get();
        if (Long.parseLong(outcome.get(0)) != bytes) {
            throw new BenchException("%s: %s bytes of %d".formatted(title, outcome.get(0), bytes));
        }
        return new Sample(Long.parseLong(outcome.get(1)) / 1e9, null, null, null, null);
    }

    @Override
    public void close() {
        processes.forEach(JvmProcess::close);
    }
}
