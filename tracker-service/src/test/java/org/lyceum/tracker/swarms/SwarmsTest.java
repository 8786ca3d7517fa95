package org.lyceum.tracker.swarms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.PeerId;
import org.lyceum.bittorrent.tracker.AnnounceEvent;
import org.lyceum.bittorrent.tracker.AnnounceRequest;
import org.lyceum.bittorrent.tracker.ScrapeResult;
import org.lyceum.tracker.VirtualClock;
import org.lyceum.tracker.hash.SipHash;

class SwarmsTest {

    private static final InfoHash HASH = hash(1);
    private static final InetSocketAddress A = new InetSocketAddress("192.0.2.1", 6881);
    private static final InetSocketAddress B = new InetSocketAddress("192.0.2.2", 6881);
    private static final InetSocketAddress C = new InetSocketAddress("192.0.2.3", 6881);
    private static final InetSocketAddress A6 = new InetSocketAddress("2001:db8:1::1", 6881);
    private static final InetSocketAddress B6 = new InetSocketAddress("2001:db8:2::1", 6881);

    private final VirtualClock clock = new VirtualClock();
    private final Swarms swarms = swarmsOf(new SwarmLimits(Duration.ofMinutes(5), 100, 100, 50, 50));

    @Test
    void peersLearnOfEachOtherButNotOfThemselves() {
        assertThat(join(A, 1).peers().size()).isZero();
        assertThat(join(B, 1).peers().toAddresses()).containsExactly(A);
        assertThat(join(A, 1).peers().toAddresses()).containsExactly(B);
        assertThat(join(C, 1).peers().toAddresses()).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void seedsGetLeechersAndLeechersGetBoth() {
        join(A, 0);
        assertThat(join(B, 0).peers().size()).isZero();
        assertThat(join(C, 1).peers().toAddresses()).containsExactlyInAnyOrder(A, B);
        assertThat(join(A, 0).peers().toAddresses()).containsExactly(C);
    }

    @Test
    void aSeedThatStartsGetsSeedsToo() {
        join(A, 0);
        join(C, 1);
        assertThat(accepted(B, request(HASH, 0, AnnounceEvent.STARTED)).peers().toAddresses())
                .containsExactlyInAnyOrder(A, C);
    }

    @Test
    void answersHoldNoMorePeersThanWanted() {
        join(A, 1);
        join(B, 1);
        AnnounceOutcome outcome = swarms.announce(C, request(HASH, 1, AnnounceEvent.STARTED), 1);
        assertThat(((AnnounceOutcome.Accepted) outcome).peers().size()).isEqualTo(1);
    }

    @Test
    void eachFamilyGetsItsOwnPeersAndTheCountsOfBoth() {
        join(A, 0);
        join(A6, 1);
        AnnounceOutcome.Accepted forSixth = join(B6, 1);
        assertThat(forSixth.peers().toAddresses()).containsExactly(A6);
        assertThat(forSixth.seeders()).isEqualTo(1);
        assertThat(forSixth.leechers()).isEqualTo(2);
        assertThat(join(B, 1).peers().toAddresses()).containsExactly(A);
    }

    @Test
    void stoppedPeersAreGoneAtOnce() {
        join(A, 1);
        join(B, 1);
        AnnounceOutcome.Accepted goodbye = accepted(A, request(HASH, 1, AnnounceEvent.STOPPED));
        assertThat(goodbye.peers().size()).isZero();
        assertThat(goodbye.leechers()).isEqualTo(1);
        assertThat(join(B, 1).peers().size()).isZero();
        assertThat(swarms.peers()).isEqualTo(1);
    }

    @Test
    void stoppingWhereOneNeverWasChangesNothing() {
        accepted(A, request(HASH, 1, AnnounceEvent.STOPPED));
        assertThat(swarms.size()).isZero();
        assertThat(swarms.peers()).isZero();
    }

    @Test
    void completionCountsOnceHoweverOftenItIsRepeated() {
        join(A, 1);
        accepted(A, request(HASH, 0, AnnounceEvent.COMPLETED));
        accepted(A, request(HASH, 0, AnnounceEvent.COMPLETED));
        assertThat(swarms.scrape(List.of(HASH, hash(2))))
                .containsExactly(new ScrapeResult(1, 1, 0), new ScrapeResult(0, 0, 0));
    }

    @Test
    void silentPeersExpireAndTalkingOnesStay() {
        join(A, 1);
        join(B, 1);
        clock.advance(Duration.ofMinutes(4));
        join(B, 1);
        clock.advance(Duration.ofSeconds(60));
        sweepAll();
        assertThat(swarms.peers()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(1));
        sweepAll();
        assertThat(join(C, 1).peers().toAddresses()).containsExactly(B);
        assertThat(swarms.peers()).isEqualTo(2);
    }

    @Test
    void abandonedSwarmKeepsItsCountForTheExpiryAndIsForgottenThen() {
        accepted(A, request(HASH, 0, AnnounceEvent.COMPLETED));
        accepted(A, request(HASH, 0, AnnounceEvent.STOPPED));
        sweepAll();
        assertThat(swarms.find(HASH)).contains(new ScrapeResult(0, 1, 0));
        clock.advance(Duration.ofSeconds(301));
        sweepAll();
        assertThat(swarms.find(HASH)).isEmpty();
        assertThat(swarms.size()).isZero();
    }

    @Test
    void sweepsOfARoundComeByEverySwarm() {
        Swarms many = swarmsOf(new SwarmLimits(Duration.ofMinutes(5), 1000, 1000, 50, 1000));
        for (int i = 0; i < 777; i++) {
            many.announce(A, request(hash(i), 1, AnnounceEvent.STARTED), 50);
        }
        clock.advance(Duration.ofMinutes(6));
        for (int i = 0; i < Swarms.SWEEPS_PER_ROUND; i++) {
            many.sweep();
        }
        assertThat(many.size()).isZero();
        assertThat(many.peers()).isZero();
    }

    @Test
    void fullTrackerTakesNoNewSwarmButServesTheOldOnes() {
        Swarms small = swarmsOf(new SwarmLimits(Duration.ofMinutes(5), 1, 100, 50, 50));
        assertThat(small.announce(A, request(HASH, 1, AnnounceEvent.STARTED), 50))
                .isInstanceOf(AnnounceOutcome.Accepted.class);
        assertRefused(small, A, hash(2), "keeps 1 swarms at most");
        assertThat(small.announce(B, request(HASH, 1, AnnounceEvent.STARTED), 50))
                .isInstanceOf(AnnounceOutcome.Accepted.class);
    }

    @Test
    void fullTrackerTakesNoNewPeerButServesTheOldOnes() {
        Swarms small = swarmsOf(new SwarmLimits(Duration.ofMinutes(5), 100, 1, 50, 50));
        small.announce(A, request(HASH, 1, AnnounceEvent.STARTED), 50);
        assertRefused(small, B, HASH, "keeps 1 peers at most");
        assertThat(small.announce(A, request(HASH, 1, AnnounceEvent.NONE), 50))
                .isInstanceOf(AnnounceOutcome.Accepted.class);
        small.announce(A, request(HASH, 1, AnnounceEvent.STOPPED), 50);
        assertThat(small.announce(B, request(HASH, 1, AnnounceEvent.STARTED), 50))
                .isInstanceOf(AnnounceOutcome.Accepted.class);
    }

    @Test
    void oneAddressHasBoundedPortsInASwarm() {
        Swarms strict = swarmsOf(new SwarmLimits(Duration.ofMinutes(5), 100, 100, 2, 50));
        strict.announce(port(A, 1), request(HASH, 1, AnnounceEvent.STARTED), 50);
        strict.announce(port(A, 2), request(HASH, 1, AnnounceEvent.STARTED), 50);
        assertRefused(strict, port(A, 3), HASH, "2 peers of your address are in this swarm");
        assertThat(strict.announce(B, request(HASH, 1, AnnounceEvent.STARTED), 50))
                .isInstanceOf(AnnounceOutcome.Accepted.class);
        strict.announce(port(A, 1), request(HASH, 1, AnnounceEvent.STOPPED), 50);
        assertThat(strict.announce(port(A, 3), request(HASH, 1, AnnounceEvent.STARTED), 50))
                .isInstanceOf(AnnounceOutcome.Accepted.class);
    }

    @Test
    void oneAddressIsInABoundedNumberOfSwarms() {
        Swarms strict = swarmsOf(new SwarmLimits(Duration.ofMinutes(5), 100, 100, 50, 2));
        strict.announce(port(A, 1), request(hash(1), 1, AnnounceEvent.STARTED), 50);
        strict.announce(port(A, 2), request(hash(1), 1, AnnounceEvent.STARTED), 50);
        strict.announce(A, request(hash(2), 1, AnnounceEvent.STARTED), 50);
        assertRefused(strict, A, hash(3), "is in 2 swarms already");
        strict.announce(port(A, 1), request(hash(1), 1, AnnounceEvent.STOPPED), 50);
        assertRefused(strict, A, hash(3), "is in 2 swarms already");
        strict.announce(port(A, 2), request(hash(1), 1, AnnounceEvent.STOPPED), 50);
        assertThat(strict.announce(A, request(hash(3), 1, AnnounceEvent.STARTED), 50))
                .isInstanceOf(AnnounceOutcome.Accepted.class);
    }

    @Test
    void expiryGivesTheQuotaBack() {
        Swarms strict = swarmsOf(new SwarmLimits(Duration.ofMinutes(5), 100, 100, 50, 1));
        strict.announce(port(A, 1), request(hash(1), 1, AnnounceEvent.STARTED), 50);
        strict.announce(port(A, 2), request(hash(1), 1, AnnounceEvent.STARTED), 50);
        clock.advance(Duration.ofMinutes(6));
        strict.sweep();
        assertThat(strict.announce(A, request(hash(2), 1, AnnounceEvent.STARTED), 50))
                .isInstanceOf(AnnounceOutcome.Accepted.class);
        assertRefused(strict, A, hash(3), "is in 1 swarms already");
    }

    @Test
    void pagesFollowOneAnother() {
        for (int i = 5; i > 0; i--) {
            accepted(A, request(hash(i), 0, AnnounceEvent.STARTED));
        }
        List<SwarmView> first = swarms.page(null, 3);
        assertThat(first).extracting(SwarmView::infoHash).containsExactly(hex(1), hex(2), hex(3));
        assertThat(swarms.page(hash(3), 3)).extracting(SwarmView::infoHash).containsExactly(hex(4), hex(5));
        assertThat(swarms.page(hash(5), 3)).isEmpty();
    }

    private void sweepAll() {
        for (int i = 0; i < Swarms.SWEEPS_PER_ROUND; i++) {
            swarms.sweep();
        }
    }

    private AnnounceOutcome.Accepted join(InetSocketAddress peer, long left) {
        return accepted(peer, request(HASH, left, AnnounceEvent.NONE));
    }

    private AnnounceOutcome.Accepted accepted(InetSocketAddress peer, AnnounceRequest request) {
        return (AnnounceOutcome.Accepted) swarms.announce(peer, request, 50);
    }

    private static void assertRefused(Swarms swarms, InetSocketAddress peer, InfoHash infoHash, String why) {
        int before = swarms.peers();
        AnnounceOutcome outcome = swarms.announce(peer, request(infoHash, 1, AnnounceEvent.STARTED), 50);
        assertThat(outcome).isInstanceOf(AnnounceOutcome.Refused.class);
        assertThat(((AnnounceOutcome.Refused) outcome).why()).contains(why);
        assertThat(swarms.peers()).isEqualTo(before);
    }

    private Swarms swarmsOf(SwarmLimits limits) {
        return new Swarms(limits, clock, new SipHash(1, 2), new Random(1));
    }

    private static AnnounceRequest request(InfoHash infoHash, long left, AnnounceEvent event) {
        return new AnnounceRequest(infoHash, new PeerId("x".repeat(20)), 0, left, 0, event, 1, -1, 6881);
    }

    private static InetSocketAddress port(InetSocketAddress peer, int port) {
        return new InetSocketAddress(peer.getAddress(), port);
    }

    private static InfoHash hash(int number) {
        return new InfoHash(number, 0, 0);
    }

    private static String hex(int number) {
        return hash(number).toHex();
    }
}
