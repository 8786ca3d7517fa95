package org.lyceum.bittorrent.tracker;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.BitTorrentException.Reason;
import org.lyceum.bittorrent.InfoHash;

/**
 * What a UDP tracker client sends, and when: the state of all exchanges that are under way (BEP 15, "Time outs").
 *
 * <p>An exchange is one query to one address. It first needs a connection id, which is good for a minute and shared by
 * all exchanges with that address; only one of them asks for it while the others wait. A packet without an answer is
 * sent again 15 x 2^n seconds later, n from 0 to 8; when the connection id has expired meanwhile, a connect goes out
 * in its place and n goes on counting, so that an exchange always ends.
 *
 * <p>Has no clock, thread or socket: every event comes with its time and returns what to do. Not thread-safe.
 */
final class UdpExchanges {

    static final Duration FIRST_TIMEOUT = Duration.ofSeconds(15);
    static final int LAST_ATTEMPT = 8;
    static final Duration CONNECTION_LIFETIME = Duration.ofSeconds(60);

    /** What is wanted of a tracker, for a packet once there is a connection id. */
    sealed interface Query {

        UdpRequest packet(long connectionId, int transactionId);

        record Announce(AnnounceRequest request, String urlData) implements Query {
            @Override
            public UdpRequest packet(long connectionId, int transactionId) {
                return new UdpRequest.Announce(connectionId, transactionId, request, urlData);
            }
        }

        record Scrape(InfoHash infoHash) implements Query {
            @Override
            public UdpRequest packet(long connectionId, int transactionId) {
                return new UdpRequest.Scrape(connectionId, transactionId, List.of(infoHash));
            }
        }
    }

    /** What is to be done after an event. */
    sealed interface Action {

        record Send(InetSocketAddress to, UdpRequest packet) implements Action {}

        /** The exchange is over, answered by {@code response}, which is of its query's kind. */
        record Succeed(long exchange, UdpResponse response) implements Action {}

        /** The exchange is over without an answer. */
        record Fail(long exchange, BitTorrentException why) implements Action {}
    }

    private record Connection(long id, Instant expires) {

        boolean isExpired(Instant now) {
            return !now.isBefore(expires);
        }
    }

    private static final class Exchange {
        final long id;
        final InetSocketAddress tracker;
        final Query query;
        Instant deadline;
        int attempt;

        /** Sent last; null while another exchange fetches the connection id for this one. */
        @Nullable
        UdpRequest packet;

        Exchange(long id, InetSocketAddress tracker, Query query, Instant deadline) {
            this.id = id;
            this.tracker = tracker;
            this.query = query;
            this.deadline = deadline;
        }

        boolean connecting() {
            return packet == null || packet instanceof UdpRequest.Connect;
        }
    }

    private final RandomGenerator random;
    private final Map<Long, Exchange> exchanges = new HashMap<>();
    private final Map<Integer, Exchange> byTransaction = new HashMap<>();
    private final Map<InetSocketAddress, Connection> connections = new HashMap<>();

    UdpExchanges(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Begins an exchange.
     *
     * @param id chosen by the caller, not in use
     */
    List<Action> begin(long id, InetSocketAddress tracker, Query query, Instant now) {
        boolean connectionIsComing = !isConnected(tracker, now)
                && exchanges.values().stream().anyMatch(other -> other.connecting() && other.tracker.equals(tracker));
        Exchange exchange = new Exchange(id, tracker, query, now.plus(FIRST_TIMEOUT));
        exchanges.put(id, exchange);
        return connectionIsComing ? List.of() : List.of(transmit(exchange, now));
    }

    /** A packet has come; one that nobody waits for, or from another address than was asked, does nothing. */
    List<Action> received(InetSocketAddress from, UdpResponse response, Instant now) {
        Exchange exchange = byTransaction.get(response.transactionId());
        if (exchange == null || !exchange.tracker.equals(from)) {
            return List.of();
        }
        return switch (response) {
            case UdpResponse.Connected connected ->
                exchange.connecting() ? connected(from, connected.connectionId(), now) : List.of();
            case UdpResponse.Announced announced ->
                exchange.packet instanceof UdpRequest.Announce ? succeed(exchange, announced) : List.of();
            case UdpResponse.Scraped scraped ->
                exchange.packet instanceof UdpRequest.Scrape ? succeed(exchange, scraped) : List.of();
            case UdpResponse.Refused refused -> {
                connections.remove(from); // it may be the connection id that it refuses
                String words = refused.message().isEmpty() ? "no reason given" : refused.message();
                yield List.of(fail(exchange, new BitTorrentException(Reason.NETWORK, "the tracker refuses: " + words)));
            }
        };
    }

    /** A packet has come that cannot be read beyond its transaction id. */
    List<Action> unreadable(InetSocketAddress from, int transactionId, BitTorrentException why) {
        Exchange exchange = byTransaction.get(transactionId);
        return exchange != null && exchange.tracker.equals(from) ? List.of(fail(exchange, why)) : List.of();
    }

    /** A packet could not be sent: everything under way to that address ends. */
    List<Action> unreachable(InetSocketAddress to, BitTorrentException why) {
        return exchanges.values().stream().filter(exchange -> exchange.tracker.equals(to)).toList().stream()
                .map(exchange -> fail(exchange, why))
                .toList();
    }

    /** Time has passed. */
    List<Action> tick(Instant now) {
        List<Exchange> due = exchanges.values().stream()
                .filter(exchange -> !exchange.deadline.isAfter(now))
                .sorted(Comparator.comparing(exchange -> exchange.deadline))
                .toList();
        List<Action> actions = new ArrayList<>(due.size());
        for (Exchange exchange : due) {
            if (exchange.attempt == LAST_ATTEMPT) {
                actions.add(fail(
                        exchange,
                        new BitTorrentException(
                                Reason.NETWORK, "the tracker did not answer %d packets".formatted(LAST_ATTEMPT + 1))));
            } else {
                exchange.attempt++;
                actions.add(transmit(exchange, now));
            }
        }
        return actions;
    }

    /** Ends an exchange whose answer nobody wants any more. */
    void forget(long id) {
        Exchange exchange = exchanges.get(id);
        if (exchange != null) {
            end(exchange);
        }
    }

    /** When {@link #tick} is due; empty while nothing is under way. */
    Optional<Instant> nextDeadline() {
        return exchanges.values().stream().map(exchange -> exchange.deadline).min(Comparator.naturalOrder());
    }

    private List<Action> connected(InetSocketAddress tracker, long connectionId, Instant now) {
        connections.values().removeIf(connection -> connection.isExpired(now));
        connections.put(tracker, new Connection(connectionId, now.plus(CONNECTION_LIFETIME)));
        return exchanges.values().stream()
                .filter(exchange -> exchange.connecting() && exchange.tracker.equals(tracker))
                .sorted(Comparator.comparingLong(exchange -> exchange.id))
                .map(exchange -> transmit(exchange, now))
                .toList();
    }

    private Action transmit(Exchange exchange, Instant now) {
        UdpRequest packet = packetFor(exchange, now);
        if (exchange.packet != null) {
            byTransaction.remove(exchange.packet.transactionId());
        }
        byTransaction.put(packet.transactionId(), exchange);
        exchange.packet = packet;
        exchange.deadline = now.plus(FIRST_TIMEOUT.multipliedBy(1L << exchange.attempt));
        return new Action.Send(exchange.tracker, packet);
    }

    /** The last packet again where it still holds, so that a late answer to it counts. */
    private UdpRequest packetFor(Exchange exchange, Instant now) {
        Connection connection = connections.get(exchange.tracker);
        if (connection == null || connection.isExpired(now)) {
            return exchange.packet instanceof UdpRequest.Connect connect
                    ? connect
                    : new UdpRequest.Connect(newTransaction());
        }
        return switch (exchange.packet) {
            case UdpRequest.Announce announce when announce.connectionId() == connection.id -> announce;
            case UdpRequest.Scrape scrape when scrape.connectionId() == connection.id -> scrape;
            case null, default -> exchange.query.packet(connection.id, newTransaction());
        };
    }

    private boolean isConnected(InetSocketAddress tracker, Instant now) {
        Connection connection = connections.get(tracker);
        return connection != null && !connection.isExpired(now);
    }

    private int newTransaction() {
        int id = random.nextInt();
        while (byTransaction.containsKey(id)) {
            id = random.nextInt();
        }
        return id;
    }

    private List<Action> succeed(Exchange exchange, UdpResponse response) {
        end(exchange);
        return List.of(new Action.Succeed(exchange.id, response));
    }

    private Action fail(Exchange exchange, BitTorrentException why) {
        end(exchange);
        return new Action.Fail(exchange.id, why);
    }

    private void end(Exchange exchange) {
        exchanges.remove(exchange.id);
        if (exchange.packet != null) {
            byTransaction.remove(exchange.packet.transactionId());
        }
    }
}
