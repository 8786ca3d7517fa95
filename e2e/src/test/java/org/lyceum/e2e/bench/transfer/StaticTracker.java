package org.lyceum.e2e.bench.transfer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.lyceum.bittorrent.bencode.BencodeDictionary;

/** A tracker over HTTP (BEP 3, BEP 23) that tells everybody of the same peers: for clients that take them no other way. */
final class StaticTracker implements AutoCloseable {

    private static final int SECONDS_BETWEEN_ANNOUNCES = 1800;

    private final HttpServer server;
    private volatile List<InetSocketAddress> peers = List.of();

    StaticTracker(InetAddress address) {
        try {
            server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/announce", this::answer);
        server.start();
    }

    /** The announce URL. */
    String url() {
        InetSocketAddress address = server.getAddress();
        return "http://%s:%d/announce".formatted(address.getAddress().getHostAddress(), address.getPort());
    }

    /** Tells of these peers from now on, IPv4 all. */
    void tell(List<InetSocketAddress> told) {
        peers = List.copyOf(told);
    }

    private void answer(HttpExchange exchange) throws IOException {
        ByteArrayOutputStream compact = new ByteArrayOutputStream();
        for (InetSocketAddress peer : peers) {
            compact.writeBytes(peer.getAddress().getAddress());
            compact.write(peer.getPort() >> 8);
            compact.write(peer.getPort());
        }
        byte[] response = BencodeDictionary.builder()
                .put("interval", SECONDS_BETWEEN_ANNOUNCES)
                .put("peers", compact.toByteArray())
                .build()
                .toBytes();
        try (exchange) {
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
