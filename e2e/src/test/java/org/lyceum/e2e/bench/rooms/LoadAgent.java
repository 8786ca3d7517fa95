package org.lyceum.e2e.bench.rooms;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Readers and writers of one server, on one thread. Orders, and what they are answered with:
 *
 * <ul>
 *   <li>{@code connect ws PORT PATH READERS} or {@code connect mqtt PORT PAYLOAD READERS}: {@code connected}
 *   <li>{@code run RATE SECONDS TEXT-BYTES}: {@code ran SENT DELIVERED DISORDERED P50-MS P99-MS MAX-MS SECONDS BYTES}, when
 *       everything has come, or nothing more comes
 * </ul>
 */
public final class LoadAgent {

    /** Message n is the writer's with the number n mod {@value}. */
    static final int WRITERS = 8;

    private static final int BUFFER = 4 << 20;
    private static final int UNSENT = 128 << 10;
    private static final long SETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final Selector selector;
    private final Wire wire;
    private final List<Connection> readers = new ArrayList<>();
    private final List<Connection> writers = new ArrayList<>();
    private final Latencies latencies = new Latencies();

    /** One for all: what is left of a frame goes to its connection. */
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    private long delivered;
    private long bytes;
    private long heardAt;

    private LoadAgent(Wire wire) throws IOException {
        this.wire = wire;
        selector = Selector.open();
    }

    public static void main(String[] args) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        LoadAgent agent = null;
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            List<String> words = Arrays.asList(line.split("\t"));
            if (words.getFirst().equals("connect")) {
                int port = Integer.parseInt(words.get(2));
                Wire wire = words.get(1).equals("ws")
                        ? new WebSocketWire("127.0.0.1:" + port, words.get(3))
                        : new MqttWire(Integer.parseInt(words.get(3)));
                agent = new LoadAgent(wire);
                agent.connect(port, Integer.parseInt(words.get(4)), words.get(1).equals("mqtt"));
                System.out.println("connected");
            } else if (agent != null) {
                System.out.println(agent.run(
                        Integer.parseInt(words.get(1)),
                        Integer.parseInt(words.get(2)),
                        Integer.parseInt(words.get(3))));
            }
        }
    }

    private final class Connection {
        private final SocketChannel channel;
        private final Marks.Reader marks = new Marks.Reader();
        private ByteBuffer rest = ByteBuffer.allocate(0);
        private final ByteBuffer unsent = ByteBuffer.allocate(UNSENT);

        Connection(int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(byte[] message) throws IOException {
            unsent.put(message);
            flush();
        }

        void flush() throws IOException {
            if (unsent.position() > 0) {
                channel.write(unsent.flip());
                unsent.compact();
            }
        }

        void read(long now) throws IOException {
            buffer.clear().put(rest);
            int read = channel.read(buffer);
            buffer.flip();
            long before = marks.delivered();
            if (read < 0 || !wire.take(buffer, marks, latencies, now, unsent)) {
                throw new IOException("the server has closed a connection");
            }
            bytes += read;
            delivered += marks.delivered() - before;
            rest = buffer.hasRemaining()
                    ? ByteBuffer.allocate(buffer.remaining()).put(buffer).flip()
                    : rest.limit(0);
            flush();
        }
    }

    private void connect(int port, int count, boolean separateWriters) throws IOException {
        for (int i = 0; i < count; i++) {
            Connection reader = new Connection(port);
            reader.send(wire.greeting());
            readers.add(reader);
        }
        for (int i = 0; i < WRITERS; i++) {
            if (separateWriters) {
                Connection writer = new Connection(port);
                writer.send(wire.writerGreeting());
                writers.add(writer);
            } else {
                writers.add(readers.get(i % count));
            }
        }
        heardAt = System.nanoTime();
        while (System.nanoTime() - heardAt < SETTLED_NANOS) {
            turn();
        }
    }

    private String run(int rate, int seconds, int textBytes) throws IOException {
        latencies.clear();
        delivered = 0;
        bytes = 0;
        readers.forEach(reader -> reader.marks.reset());
        long begun = System.nanoTime();
        long total = (long) rate * seconds;
        long sent = 0;
        while (sent < total) {
            long now = System.nanoTime();
            for (long due = (now - begun) * rate / TimeUnit.SECONDS.toNanos(1); sent < Math.min(due, total); sent++) {
                long dueAt = begun + sent * TimeUnit.SECONDS.toNanos(1) / rate;
                writers.get((int) (sent % WRITERS)).send(wire.message(sent, dueAt, textBytes));
            }
            turn();
        }
        long expected = total * readers.size();
        heardAt = System.nanoTime();
        while (delivered < expected && System.nanoTime() - heardAt < SILENCE_NANOS) {
            turn();
        }
        double took = (System.nanoTime() - begun) / 1e9;
        long order = readers.getFirst().marks.order();
        long disordered = readers.stream()
                .mapToLong(reader ->
                        reader.marks.disordered() + (delivered == expected && reader.marks.order() != order ? 1 : 0))
                .sum();
        return "ran\t%d\t%d\t%d\t%.1f\t%.1f\t%.1f\t%.2f\t%d"
                .formatted(
                        sent,
                        delivered,
                        disordered,
                        latencies.quantile(0.5),
                        latencies.quantile(0.99),
                        latencies.quantile(1),
                        took,
                        bytes);
    }

    /** Takes what has come. */
    private void turn() throws IOException {
        if (selector.select(1) > 0) {
            long now = System.nanoTime();
            heardAt = now;
            for (SelectionKey key : selector.selectedKeys()) {
                ((Connection) key.attachment()).read(now);
            }
            selector.selectedKeys().clear();
        }
        for (Connection writer : writers) {
            writer.flush();
        }
    }
}
