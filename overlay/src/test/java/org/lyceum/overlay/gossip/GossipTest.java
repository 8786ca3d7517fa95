package org.lyceum.overlay.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.gossip.GossipMessage.Body;
import org.lyceum.overlay.gossip.GossipMessage.Offer;
import org.lyceum.overlay.gossip.GossipMessage.Offered;
import org.lyceum.overlay.gossip.GossipMessage.Request;

/** Whom one node asks for what its neighbours offer, and when. */
class GossipTest {

    private record Sent(PeerId to, GossipMessage message) {}

    private static final Topic TOPIC = new Topic("test", 1024);
    private static final byte[] CONTENT = "news".getBytes(StandardCharsets.UTF_8);
    private static final GossipId ID = GossipId.of(TOPIC.name(), CONTENT);
    private static final PeerId ALICE = peer(1);
    private static final PeerId BOB = peer(2);
    private static final PeerId CAROL = peer(3);

    private GossipActions.Verdict verdict = GossipActions.Verdict.FRESH;
    private final List<Sent> sent = new ArrayList<>();
    private final Gossip gossip = new Gossip(
            GossipSettings.defaults(),
            List.of(TOPIC),
            new SplittableRandom(1),
            new GossipActions() {
                @Override
                public void send(PeerId neighbour, GossipMessage message) {
                    sent.add(new Sent(neighbour, message));
                }

                @Override
                public Verdict deliver(Topic topic, byte[] content, PeerId from, int hops) {
                    return verdict;
                }

                @Override
                public void misbehaved(PeerId neighbour, String what) {
                    throw new AssertionError(what);
                }
            },
            0);

    GossipTest() {
        List.of(ALICE, BOB, CAROL).forEach(neighbour -> gossip.linked(neighbour, 0));
    }

    @Test
    void whoOffersWhatIsNearIsAskedAtOnce() {
        offer(ALICE, 2, 0);

        assertThat(sent).containsExactly(new Sent(ALICE, new Request(List.of(ID))));
    }

    @Test
    void ofThoseWhoOfferWhatIsFarTheNearestIsAskedAfterAPause() {
        offer(ALICE, 5, 0);
        offer(BOB, 3, 50);
        offer(CAROL, 4, 60);
        gossip.wake(99);
        assertThat(sent).isEmpty();

        gossip.wake(100);

        assertThat(sent).containsExactly(new Sent(BOB, new Request(List.of(ID))));
    }

    @Test
    void aNearOfferEndsThePause() {
        offer(ALICE, 5, 0);
        offer(BOB, 1, 20);

        assertThat(sent).containsExactly(new Sent(BOB, new Request(List.of(ID))));
    }

    @Test
    void theNearestOfTheOthersIsAskedWhenABodyDoesNotCome() {
        offer(ALICE, 1, 0);
        offer(BOB, 5, 10);
        offer(CAROL, 4, 20);
        sent.clear();
        gossip.wake(499);
        assertThat(sent).isEmpty();

        gossip.wake(500);
        assertThat(sent).containsExactly(new Sent(CAROL, new Request(List.of(ID))));
        gossip.wake(1_000);
        assertThat(sent).last().isEqualTo(new Sent(BOB, new Request(List.of(ID))));
        gossip.wake(1_500);
        assertThat(sent).last().isEqualTo(new Sent(ALICE, new Request(List.of(ID))));
    }

    @Test
    void nobodyIsAskedForWhatHasCome() {
        offer(ALICE, 1, 0);
        offer(BOB, 5, 10);
        gossip.receive(ALICE, new Body(2, TOPIC.name(), CONTENT), 50);
        sent.clear();

        gossip.wake(500);

        assertThat(sent).isEmpty();
    }

    @Test
    void anOfferSaysHowFarABodyHasCome() {
        offer(ALICE, 1, 0);
        gossip.receive(ALICE, new Body(2, TOPIC.name(), CONTENT), 50);

        assertThat(sent)
                .contains(
                        new Sent(BOB, new Offer(List.of(new Offered(ID, 2)))),
                        new Sent(CAROL, new Offer(List.of(new Offered(ID, 2)))));
    }

    /** Alice has sent it, and it could not be kept. */
    private void refuse() {
        verdict = GossipActions.Verdict.LATER;
        offer(ALICE, 1, 0);
        gossip.receive(ALICE, new Body(1, TOPIC.name(), CONTENT), 50);
        verdict = GossipActions.Verdict.FRESH;
        sent.clear();
    }

    @Test
    void whatCouldNotBeKeptIsNotOfferedOnAndIsLeftForTenMinutes() {
        refuse();

        gossip.wake(1_000);
        offer(BOB, 1, 600_000);

        assertThat(sent).isEmpty();
    }

    @Test
    void whatCouldNotBeKeptIsTakenAgainTenMinutesLaterOverAnotherLink() {
        refuse();

        offer(ALICE, 1, 601_000);
        assertThat(sent).as("its body has crossed this link").isEmpty();
        offer(BOB, 1, 601_000);
        assertThat(sent).containsExactly(new Sent(BOB, new Request(List.of(ID))));
        gossip.receive(BOB, new Body(1, TOPIC.name(), CONTENT), 601_050);

        assertThat(sent).last().isEqualTo(new Sent(CAROL, new Offer(List.of(new Offered(ID, 1)))));
        sent.clear();
        gossip.receive(ALICE, new Request(List.of(ID)), 601_100);
        assertThat(sent).as("nor does it cross the first link back").isEmpty();
    }

    @Test
    void whatCouldNotBeKeptIsTakenAgainOverANewLinkWhenItIsReconsidered() {
        refuse();
        gossip.reconsider();
        gossip.unlinked(ALICE);
        gossip.linked(ALICE, 1_000);

        offer(ALICE, 1, 1_100);

        assertThat(sent).containsExactly(new Sent(ALICE, new Request(List.of(ID))));
    }

    @Test
    void whatIsHeldAtLastIsOfferedToThoseWhoDoNotHaveIt() {
        refuse();

        gossip.publishLasting(TOPIC, CONTENT, 60_000);

        assertThat(sent)
                .containsExactlyInAnyOrder(
                        new Sent(BOB, new Offer(List.of(new Offered(ID, 0)))),
                        new Sent(CAROL, new Offer(List.of(new Offered(ID, 0)))));
    }

    private void offer(PeerId from, int hops, long now) {
        gossip.receive(from, new Offer(List.of(new Offered(ID, hops))), now);
    }

    private static PeerId peer(int number) {
        byte[] key = new byte[PeerId.KEY_BYTES];
        key[0] = (byte) number;
        return PeerId.of(key);
    }
}
