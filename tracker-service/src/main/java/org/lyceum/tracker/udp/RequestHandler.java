package org.lyceum.tracker.udp;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.lyceum.bittorrent.tracker.CompactPeers.Family;
import org.lyceum.bittorrent.tracker.UdpRequest;
import org.lyceum.bittorrent.tracker.UdpResponse;
import org.lyceum.tracker.hash.SipHash;
import org.lyceum.tracker.stats.Traffic;
import org.lyceum.tracker.stats.Traffic.Kind;
import org.lyceum.tracker.swarms.AnnounceOutcome;
import org.lyceum.tracker.swarms.Swarms;

/**
 * Decides how a request is answered; knows no socket.
 *
 * <p>Nothing that comes without a valid connection id gets an answer larger than itself, so that the tracker cannot be
 * made to flood a third party.
 */
public final class RequestHandler {

    /** Peers for those who leave the number to the tracker. */
    static final int DEFAULT_PEERS = 50;

    static final int MAX_PEERS = 200;

    /** Bytes of payload that fit into an IPv6 packet on every link (RFC 8200, section 5), so that none is fragmented. */
    static final int MAX_ANSWER = 1280 - 40 - 8;

    private static final int ANNOUNCED_HEADER = 20;

    private final Swarms swarms;
    private final ConnectionIds connectionIds;
    private final Traffic traffic;
    private final int intervalSeconds;

    /**
     * Answers requests for these swarms.
     *
     * @param interval that peers are told to wait between announces
     * @param mac signs connection ids, with a key that nobody knows
     */
    public RequestHandler(Swarms swarms, Traffic traffic, Duration interval, InstantSource clock, SipHash mac) {
        this.swarms = swarms;
        this.connectionIds = new ConnectionIds(mac, clock);
        this.traffic = traffic;
        this.intervalSeconds = Math.toIntExact(interval.toSeconds());
    }

    /** The answer to a request that came from this address and port; empty for silence. */
    Optional<UdpResponse> answer(UdpRequest request, InetSocketAddress source) {
        return switch (request) {
            case UdpRequest.Connect connect -> {
                traffic.count(Kind.CONNECT);
                yield Optional.of(
                        new UdpResponse.Connected(connect.transactionId(), connectionIds.issue(source.getAddress())));
            }
            case UdpRequest.Announce announce ->
                isProven(announce.connectionId(), source) ? Optional.of(announce(announce, source)) : Optional.empty();
            case UdpRequest.Scrape scrape ->
                isProven(scrape.connectionId(), source) ? Optional.of(scrape(scrape)) : Optional.empty();
        };
    }

    private boolean isProven(long connectionId, InetSocketAddress source) {
        boolean valid = connectionIds.isValid(connectionId, source.getAddress());
        if (!valid) {
            traffic.count(Kind.UNPROVEN);
        }
        return valid;
    }

    private UdpResponse announce(UdpRequest.Announce packet, InetSocketAddress source) {
        traffic.count(Kind.ANNOUNCE);
        int port = packet.announce().port();
        if (port == 0) {
            return refused(packet, "port 0: nobody can connect to it");
        }
        InetSocketAddress peer = new InetSocketAddress(source.getAddress(), port);
        int wanted = wanted(packet.announce().numWant(), Family.of(source.getAddress()));
        return switch (swarms.announce(peer, packet.announce(), wanted)) {
            case AnnounceOutcome.Accepted accepted ->
                new UdpResponse.Announced(
                        packet.transactionId(),
                        intervalSeconds,
                        accepted.leechers(),
                        accepted.seeders(),
                        accepted.peers());
            case AnnounceOutcome.Refused refused -> refused(packet, refused.why());
        };
    }

    private UdpResponse refused(UdpRequest request, String why) {
        traffic.count(Kind.REFUSED);
        return new UdpResponse.Refused(request.transactionId(), why);
    }

    private static int wanted(int numWant, Family family) {
        int fitting = Math.min(MAX_PEERS, (MAX_ANSWER - ANNOUNCED_HEADER) / family.width());
        return Math.min(numWant < 0 ? DEFAULT_PEERS : numWant, fitting);
    }

    private UdpResponse scrape(UdpRequest.Scrape scrape) {
        traffic.count(Kind.SCRAPE);
        return new UdpResponse.Scraped(scrape.transactionId(), swarms.scrape(scrape.infoHashes()));
    }
}
