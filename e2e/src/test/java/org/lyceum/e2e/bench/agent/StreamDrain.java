package org.lyceum.e2e.bench.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Connection;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.HostSettings;
import org.lyceum.overlay.channel.Stream;
import org.lyceum.overlay.identity.Identity;

/**
 * A node that reads from a {@link StreamSource} to the end of a stream and throws it away: for {@code drain PORT PEER-ID
 * BYTES} answers {@code drained BYTES NANOS}. The connection stays; each order opens a stream, which is part of its time.
 */
public final class StreamDrain {

    private static final int BUFFER = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private StreamDrain() {}

    public static void main(String[] args) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Host host = Host.start(
                Identity.generate(),
                HostSettings.listeningOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))) {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                String[] words = line.split("\t", -1);
                Connection connection = host.connect(
                                new PeerId(words[2]),
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words[1])))
                        .join();
                long begun = System.nanoTime();
                long bytes = drain(connection, words[3]);
                System.out.printf("drained\t%d\t%d%n", bytes, System.nanoTime() - begun);
            }
        }
    }

    private static long drain(Connection connection, String wanted) {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        try (Stream stream = connection.open(StreamSource.PROTOCOL, PATIENCE)) {
            stream.send(wanted.getBytes(StandardCharsets.US_ASCII));
            for (int read = stream.read(buffer, 0, BUFFER); read >= 0; read = stream.read(buffer, 0, BUFFER)) {
                bytes += read;
            }
        }
        return bytes;
    }
}
