package org.lyceum.bittorrent.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.tracker.CompactPeers.Family;
import org.lyceum.bittorrent.tracker.UdpExchanges.Action;
import org.lyceum.bittorrent.tracker.UdpExchanges.Query;

/** In virtual time: {@code at(t, ...)} is t seconds after the start. */
class UdpExchangesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final InetSocketAddress TRACKER = new InetSocketAddress("192.0.2.1", 6969);
    private static final InetSocketAddress OTHER = new InetSocketAddress("192.0.2.2", 6969);
    private static final InfoHash HASH = InfoHash.parse("01".repeat(20));
    private static final Query ANNOUNCE = new Query.Announce(
            new AnnounceRequest(HASH, new PeerId("x".repeat(20)), 0, 1, 0, AnnounceEvent.STARTED, 1, -1, 6881), "/a");
    private static final Query SCRAPE = new Query.Scrape(HASH);

    private final UdpExchanges exchanges = new UdpExchanges(new Random(1));

    @Test
    void connectsThenAnnouncesThenIsDone() {
        UdpRequest connect = onlySent(exchanges.begin(1, TRACKER, ANNOUNCE, at(0)));
        assertThat(connect).isInstanceOf(UdpRequest.Connect.class);
        UdpRequest sent = onlySent(exchanges.received(TRACKER, connected(connect, 77), at(1)));
        assertThat(sent).isEqualTo(ANNOUNCE.packet(77, sent.transactionId()));
        UdpResponse answer = announced(sent);
        assertThat(exchanges.received(TRACKER, answer, at(2))).containsExactly(new Action.Succeed(1, answer));
        assertThat(exchanges.nextDeadline()).isEmpty();
    }

    @Test
    void connectionIdIsReusedForAMinute() {
        connect(1, 77, 0);
        assertThat(onlySent(exchanges.begin(2, TRACKER, SCRAPE, at(59)))).isInstanceOf(UdpRequest.Scrape.class);
        assertThat(onlySent(exchanges.begin(3, TRACKER, SCRAPE, at(60)))).isInstanceOf(UdpRequest.Connect.class);
    }

    @Test
    void oneConnectServesAllThatWaitForIt() {
        UdpRequest connect = onlySent(exchanges.begin(1, TRACKER, ANNOUNCE, at(0)));
        assertThat(exchanges.begin(2, TRACKER, SCRAPE, at(0))).isEmpty();
        assertThat(onlySent(exchanges.begin(3, OTHER, SCRAPE, at(0)))).isInstanceOf(UdpRequest.Connect.class);
        assertThat(sent(exchanges.received(TRACKER, connected(connect, 77), at(1))))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(UdpRequest.Announce.class),
                        second -> assertThat(second).isInstanceOf(UdpRequest.Scrape.class));
    }

    @Test
    void waitingExchangeConnectsItselfWhenTheFirstIsGone() {
        exchanges.begin(1, TRACKER, ANNOUNCE, at(0));
        exchanges.begin(2, TRACKER, SCRAPE, at(0));
        exchanges.forget(1);
        assertThat(onlySent(exchanges.tick(at(15)))).isInstanceOf(UdpRequest.Connect.class);
    }

    /** "Connect times out" of BEP 15, to the end. */
    @Test
    void unansweredConnectIsRepeatedUntilTheNinthTimeOut() {
        UdpRequest connect = onlySent(exchanges.begin(1, TRACKER, ANNOUNCE, at(0)));
        for (long due : new long[] {15, 45, 105, 225, 465, 945, 1905, 3825}) {
            assertThat(exchanges.tick(at(due - 1))).isEmpty();
            assertThat(exchanges.nextDeadline()).contains(at(due));
            assertThat(onlySent(exchanges.tick(at(due)))).isEqualTo(connect);
        }
        assertThat(onlyFailure(exchanges.tick(at(7665)))).hasMessageContaining("did not answer 9 packets");
        assertThat(exchanges.nextDeadline()).isEmpty();
    }

    /** "Announce times out" of BEP 15. */
    @Test
    void unansweredAnnounceReconnectsOnceTheConnectionIdHasExpired() {
        UdpRequest connect = onlySent(exchanges.begin(1, TRACKER, ANNOUNCE, at(0)));
        UdpRequest announce = onlySent(exchanges.received(TRACKER, connected(connect, 77), at(2)));
        assertThat(onlySent(exchanges.tick(at(17)))).isEqualTo(announce);
        assertThat(onlySent(exchanges.tick(at(47)))).isEqualTo(announce);
        assertThat(onlySent(exchanges.tick(at(107)))).isInstanceOf(UdpRequest.Connect.class);
        UdpRequest again = onlySent(exchanges.tick(at(227)));
        assertThat(again).isInstanceOf(UdpRequest.Connect.class);
        UdpRequest renewed = onlySent(exchanges.received(TRACKER, connected(again, 78), at(228)));
        assertThat(renewed).isEqualTo(ANNOUNCE.packet(78, renewed.transactionId()));
    }

    @Test
    void lateAnswerToARepeatedPacketCounts() {
        UdpRequest announce = connect(1, 77, 0);
        exchanges.tick(at(15));
        assertThat(exchanges.received(TRACKER, announced(announce), at(16))).hasSize(1);
    }

    @Test
    void trackerThatConnectsButNeverAnswersEnds() {
        List<Action> actions = exchanges.begin(1, TRACKER, ANNOUNCE, at(0));
        int packets = 0;
        Instant now = at(0);
        while (!(actions.getFirst() instanceof Action.Fail)) {
            UdpRequest packet = onlySent(actions);
            packets++;
            if (packet instanceof UdpRequest.Connect) {
                actions = exchanges.received(TRACKER, connected(packet, packets), now);
            } else {
                now = exchanges.nextDeadline().orElseThrow();
                actions = exchanges.tick(now);
            }
            assertThat(packets).isLessThan(20);
        }
        assertThat(now).isEqualTo(at(7665));
    }

    @Test
    void answersFromElsewhereOrOfTheWrongKindAreIgnored() {
        UdpRequest connect = onlySent(exchanges.begin(1, TRACKER, ANNOUNCE, at(0)));
        assertThat(exchanges.received(OTHER, connected(connect, 77), at(1))).isEmpty();
        assertThat(exchanges.received(new InetSocketAddress("192.0.2.1", 1), connected(connect, 77), at(1)))
                .isEmpty();
        assertThat(exchanges.received(TRACKER, new UdpResponse.Connected(connect.transactionId() + 1, 7), at(1)))
                .isEmpty();
        assertThat(exchanges.received(TRACKER, announced(connect), at(1))).isEmpty();
        UdpRequest announce = onlySent(exchanges.received(TRACKER, connected(connect, 77), at(1)));
        assertThat(exchanges.received(TRACKER, connected(connect, 78), at(1))).isEmpty();
        assertThat(exchanges.received(TRACKER, connected(announce, 78), at(1))).isEmpty();
        assertThat(exchanges.received(TRACKER, new UdpResponse.Scraped(announce.transactionId(), List.of()), at(1)))
                .isEmpty();
        assertThat(exchanges.unreadable(OTHER, announce.transactionId(), BitTorrentException.malformed("x")))
                .isEmpty();
        assertThat(exchanges.received(TRACKER, announced(announce), at(2))).hasSize(1);
        assertThat(exchanges.received(TRACKER, announced(announce), at(2))).isEmpty();
    }

    @Test
    void refusalEndsTheExchangeAndTheConnection() {
        UdpRequest announce = connect(1, 77, 0);
        List<Action> actions = exchanges.received(
                TRACKER, new UdpResponse.Refused(announce.transactionId(), "unknown torrent"), at(1));
        assertThat(onlyFailure(actions)).hasMessage("the tracker refuses: unknown torrent");
        assertThat(onlySent(exchanges.begin(2, TRACKER, SCRAPE, at(2)))).isInstanceOf(UdpRequest.Connect.class);
    }

    @Test
    void unreadableAnswerEndsItsExchangeAlone() {
        UdpRequest announce = connect(1, 77, 0);
        exchanges.begin(2, TRACKER, SCRAPE, at(1));
        BitTorrentException why = BitTorrentException.malformed("announce answer of 25 bytes");
        assertThat(exchanges.unreadable(TRACKER, announce.transactionId(), why))
                .containsExactly(new Action.Fail(1, why));
        assertThat(exchanges.nextDeadline()).contains(at(16));
    }

    @Test
    void unreachableTrackerEndsAllItsExchanges() {
        exchanges.begin(1, TRACKER, ANNOUNCE, at(0));
        exchanges.begin(2, TRACKER, SCRAPE, at(0));
        exchanges.begin(3, OTHER, SCRAPE, at(5));
        assertThat(exchanges.unreachable(TRACKER, new BitTorrentException(BitTorrentException.Reason.NETWORK, "down")))
                .hasSize(2);
        assertThat(exchanges.nextDeadline()).contains(at(20));
    }

    @Test
    void forgottenExchangeSendsNothingMore() {
        UdpRequest announce = connect(1, 77, 0);
        exchanges.forget(1);
        assertThat(exchanges.tick(at(10_000))).isEmpty();
        assertThat(exchanges.received(TRACKER, announced(announce), at(1))).isEmpty();
    }

    /** Begins an announce and connects it; returns the announce that was sent. */
    private UdpRequest connect(long id, long connectionId, long second) {
        UdpRequest connect = onlySent(exchanges.begin(id, TRACKER, ANNOUNCE, at(second)));
        return onlySent(exchanges.received(TRACKER, connected(connect, connectionId), at(second)));
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }

    private static UdpResponse connected(UdpRequest connect, long connectionId) {
        return new UdpResponse.Connected(connect.transactionId(), connectionId);
    }

    private static UdpResponse announced(UdpRequest announce) {
        return new UdpResponse.Announced(announce.transactionId(), 1800, 0, 1, CompactPeers.none(Family.IPV4));
    }

    private static List<UdpRequest> sent(List<Action> actions) {
        List<UdpRequest> packets = new ArrayList<>();
        for (Action action : actions) {
            packets.add(((Action.Send) action).packet());
        }
        return packets;
    }

    private static UdpRequest onlySent(List<Action> actions) {
        assertThat(actions).hasSize(1);
        return sent(actions).getFirst();
    }

    private static BitTorrentException onlyFailure(List<Action> actions) {
        assertThat(actions).hasSize(1);
        return ((Action.Fail) actions.getFirst()).why();
    }
}
