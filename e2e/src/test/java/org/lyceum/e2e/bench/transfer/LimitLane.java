package org.lyceum.e2e.bench.transfer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.e2e.bench.agent.Drain;
import org.lyceum.e2e.bench.agent.Sendfile;
import org.lyceum.e2e.bench.agent.Sha1;
import org.lyceum.e2e.bench.agent.Write;
import org.lyceum.e2e.bench.measure.BenchException;
import org.lyceum.e2e.bench.measure.JvmProcess;
import org.lyceum.e2e.bench.measure.Lane;
import org.lyceum.e2e.bench.measure.Measured;
import org.lyceum.e2e.bench.measure.Meter;
import org.lyceum.e2e.bench.measure.Sample;
import org.lyceum.e2e.bench.measure.Sample.Usage;

/**
 * A part of a transfer by itself: the same bytes through the kernel's sockets alone, through SHA-1 alone, into a file
 * alone. No engine is faster than the slowest of them, nor needs less CPU time than all of them.
 */
final class LimitLane implements Lane {

    static final String WRITE = Measured.LIMIT + "write to a file";

    private final String title;
    private final long bytes;
    private final boolean computing;
    private final @Nullable JvmProcess sender;
    private final JvmProcess receiver;
    private final Supplier<List<String>> measurement;

    /** @param computing the time measured is CPU time, and the process does other things besides */
    private LimitLane(
            String title,
            long bytes,
            boolean computing,
            @Nullable JvmProcess sender,
            JvmProcess receiver,
            Supplier<List<String>> measurement) {
        this.title = title;
        this.bytes = bytes;
        this.computing = computing;
        this.sender = sender;
        this.receiver = receiver;
        this.measurement = measurement;
    }

    /** From the file over loopback to a reader that throws it away. */
    static LimitLane sendfile(Content content, Path folder) {
        JvmProcess sender =
                start(folder.resolve("sendfile"), Sendfile.class, content.root().toString());
        JvmProcess reader = start(folder.resolve("drain"), Drain.class);
        String port = sender.await("listening").getFirst();
        return new LimitLane(Measured.LIMIT + "sendfile", content.bytes(), false, sender, reader, () -> {
            reader.order("drain", port);
            return reader.await("drained");
        });
    }

    /** One core of SHA-1 over memory. */
    static LimitLane sha1(Content content, Path folder) {
        JvmProcess hasher =
                start(folder.resolve("sha1"), Sha1.class, content.root().toString());
        return new LimitLane(Measured.LIMIT + "SHA-1, one core", content.bytes(), true, null, hasher, () -> {
            hasher.order("hash");
            return hasher.await("hashed");
        });
    }

    /** From memory into a new file beside the others. */
    static LimitLane write(Content content, Path folder) {
        JvmProcess writer = start(
                folder.resolve("write"),
                Write.class,
                folder.resolve("written").toString(),
                String.valueOf(content.bytes()));
        return new LimitLane(WRITE, content.bytes(), false, null, writer, () -> {
            writer.order("write");
            return writer.await("written");
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
        Meter sending = sender == null ? null : new Meter(List.of(sender.pid()));
        Meter receiving = new Meter(List.of(receiver.pid()));
        List<String> outcome = measurement.get();
        if (Long.parseLong(outcome.getFirst()) != bytes) {
            throw new BenchException("%s: %s bytes of %d".formatted(title, outcome.getFirst(), bytes));
        }
        double seconds = Long.parseLong(outcome.get(1)) / 1e9;
        Usage received = receiving.read();
        return new Sample(
                seconds,
                null,
                sending == null ? null : sending.read(),
                computing ? new Usage(seconds, received.peakBytes()) : received,
                null);
    }

    @Override
    public void close() {
        Stream.of(sender, receiver).flatMap(Stream::ofNullable).forEach(JvmProcess::close);
    }
}
