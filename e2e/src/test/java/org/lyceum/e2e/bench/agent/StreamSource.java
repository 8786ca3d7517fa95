package org.lyceum.e2e.bench.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.HostSettings;
import org.lyceum.overlay.channel.Protocol;
import org.lyceum.overlay.channel.Stream;
import org.lyceum.overlay.identity.Identity;

/**
 * A node that sends random bytes, as many as a stream asks for, until its standard input ends. Tells
 * {@code listening PORT PEER-ID}.
 */
public final class StreamSource {

    /** The request is how many bytes are wanted, in decimal; they follow, and the end of the stream. */
    static final Protocol PROTOCOL = new Protocol("/lyceum/bench/1", 32);

    private static final int BUFFER = 256 * 1024;

    private StreamSource() {}

    public static void main(String[] args) throws IOException {
        byte[] bytes = new byte[BUFFER];
        new Random(1).nextBytes(bytes);
        try (Host host = Host.start(
                Identity.generate(),
                HostSettings.listeningOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))) {
            host.handle(PROTOCOL, stream -> send(stream, bytes));
            System.out.printf("listening\t%d\t%s%n", host.address().getPort(), host.id());
            while (System.in.read() >= 0) {
                // no orders: the other end asks
            }
        }
    }

    private static void send(Stream stream, byte[] bytes) {
        byte[] request = stream.receive();
        if (request == null) {
            return;
        }
        long left = Long.parseLong(new String(request, StandardCharsets.US_ASCII));
        while (left > 0) {
            int length = (int) Math.min(left, bytes.length);
            stream.write(bytes, 0, length);
            left -= length;
        }
    }
}
