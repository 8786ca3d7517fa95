package org.lyceum.e2e.bench.channel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.e2e.bench.agent.ChaChaPoly;
import org.lyceum.e2e.bench.agent.Drain;
import org.lyceum.e2e.bench.agent.PlainSource;
import org.lyceum.e2e.bench.agent.StreamDrain;
import org.lyceum.e2e.bench.agent.StreamSource;
import org.lyceum.e2e.bench.measure.BenchException;
import org.lyceum.e2e.bench.measure.JvmProcess;
import org.lyceum.e2e.bench.measure.Lane;
import org.lyceum.e2e.bench.measure.Meter;
import org.lyceum.e2e.bench.measure.Sample;

/** Processes that carry or encrypt so many bytes whenever told to. */
final class ChannelLane implements Lane {

    static final String CHANNEL = "channel, one stream";
    static final String SEAL = "ChaCha20-Poly1305, seal";
    static final String OPEN = "ChaCha20-Poly1305, open";
    static final String TCP = "plain TCP";

    private final String title;
    private final long bytes;
    private final @Nullable JvmProcess sender;
    private final JvmProcess receiver;
    private final Function<JvmProcess, List<String>> order;

    private ChannelLane(
            String title,
            long bytes,
            @Nullable JvmProcess sender,
            JvmProcess receiver,
            Function<JvmProcess, List<String>> order) {
        this.title = title;
        this.bytes = bytes;
        this.sender = sender;
        this.receiver = receiver;
        this.order = order;
    }

    /** From node to node on one stream of the overlay. */
    static ChannelLane channel(long bytes, Path folder, List<String> jvmOptions) {
        return pair(CHANNEL, bytes, folder, jvmOptions, StreamSource.class, StreamDrain.class, (drain, source) -> {
            drain.order(
                    Stream.concat(Stream.concat(Stream.of("drain"), source.stream()), Stream.of(String.valueOf(bytes)))
                            .toArray(String[]::new));
            return drain.await("drained");
        });
    }

    /** The same processes' worth of sockets, without anything on top. */
    static ChannelLane tcp(long bytes, Path folder) {
        return pair(TCP, bytes, folder, List.of(), PlainSource.class, Drain.class, (drain, source) -> {
            drain.order("drain", source.getFirst());
            return drain.await("drained");
        });
    }

    private static ChannelLane pair(
            String title,
            long bytes,
            Path folder,
            List<String> jvmOptions,
            Class<?> source,
            Class<?> drain,
            BiFunction<JvmProcess, List<String>, List<String>> order) {
        JvmProcess sender = start(folder, source, List.of(String.valueOf(bytes)), jvmOptions);
        JvmProcess receiver = start(folder, drain, List.of(), jvmOptions);
        List<String> listening = sender.await("listening");
        return new ChannelLane(title, bytes, sender, receiver, ordered -> order.apply(ordered, listening));
    }

    /** One core of the JDK's cipher. */
    static ChannelLane seal(long bytes, Path folder) {
        return cipher(SEAL, bytes, folder, "seal", "sealed");
    }

    /** One core of the JDK's cipher, the other way. */
    static ChannelLane open(long bytes, Path folder) {
        return cipher(OPEN, bytes, folder, "open", "opened");
    }

    private static ChannelLane cipher(String title, long bytes, Path folder, String order, String answer) {
        return new ChannelLane(title, bytes, null, start(folder, ChaChaPoly.class, List.of(), List.of()), process -> {
            process.order(order, String.valueOf(bytes));
            return process.await(answer);
        });
    }

    private static JvmProcess start(Path folder, Class<?> main, List<String> arguments, List<String> jvmOptions) {
        return JvmProcess.start(folder.resolve(main.getSimpleName()), main, arguments, jvmOptions, Map.of(), _ -> {});
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
        Meter sending = sender != null ? new Meter(List.of(sender.pid())) : null;
        Meter receiving = new Meter(List.of(receiver.pid()));
        List<String> outcome = order.apply(receiver);
        // a cipher works on whole messages
        if (Long.parseLong(outcome.get(0)) < bytes) {
            throw new BenchException("%s: %s bytes of %d".formatted(title, outcome.get(0), bytes));
        }
        return new Sample(
                Long.parseLong(outcome.get(1)) / 1e9,
                null,
                sending != null ? sending.read() : null,
                sender != null ? receiving.read() : null,
                null);
    }

    @Override
    public void close() {
        receiver.close();
        if (sender != null) {
            sender.close();
        }
    }
}
