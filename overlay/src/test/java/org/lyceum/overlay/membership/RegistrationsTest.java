package org.lyceum.overlay.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.membership.MembershipMessage.Register;
import org.lyceum.overlay.membership.MembershipMessage.Registered;

class RegistrationsTest {

    private static final Address FIRST = new Address("first", 4001);
    private static final Address SECOND = new Address("second", 4001);
    private static final Address THIRD = new Address("third", 4001);
    private static final Contact SELF =
            new Contact(PeerId.of(new byte[PeerId.KEY_BYTES]), 1, List.of(new Address("self", 4001)));

    private final SeedsAtHand network = new SeedsAtHand();
    private final Registrations registrations = new Registrations(
            List.of(FIRST, SECOND, THIRD),
            MembershipSettings.defaults(),
            new SplittableRandom(1),
            network,
            () -> SELF,
            List::of);
    private long now = 1_000;

    /** Wakes it as often as it asks for, and lets the seeds that are there answer at once. */
    private void run(long millis, Set<Address> answering) {
        for (long end = now + millis; now < end; now = Math.clamp(registrations.nextWake(), now, end)) {
            network.registers.clear();
            registrations.wake(now);
            network.registers.stream()
                    .filter(sent -> answering.contains(sent.seed))
                    .forEach(sent -> registrations.answered(new Registered(sent.message.token(), 0, false, List.of())));
            registrations.wake(now);
        }
    }

    @Test
    void aMajorityOfThoseWhoAnswerHoldsTheNode() {
        run(20_000, Set.of(FIRST, THIRD));

        assertThat(registrations.held()).containsExactlyInAnyOrder(FIRST, THIRD);
    }

    @Test
    void whoIsAskedInVainRoundAfterRoundIsTold() {
        run(60_000, Set.of(FIRST));

        assertThat(network.unanswered).contains(SECOND, THIRD).doesNotContain(FIRST);
    }

    @Test
    void whoMissesOneRoundIsForgiven() {
        run(7_000, Set.of());
        assertThat(registrations.held()).isEmpty();
        run(60_000, Set.of(FIRST, SECOND, THIRD));

        assertThat(network.unanswered).isEmpty();
        assertThat(registrations.held()).hasSize(2);
    }

    /** Remembers what was sent. */
    private static final class SeedsAtHand implements MembershipActions {

        private record Sent(Address seed, Register message) {}

        private final List<Sent> registers = new ArrayList<>();
        private final List<Address> unanswered = new ArrayList<>();

        @Override
        public void sendToSeed(Address seed, MembershipMessage message) {
            if (message instanceof Register register) {
                registers.add(new Sent(seed, register));
            }
        }

        @Override
        public void unanswered(Address seed) {
            unanswered.add(seed);
        }

        @Override
        public void send(Contact to, MembershipMessage message) {
            throw new AssertionError(message);
        }

        @Override
        public void reply(PeerId to, MembershipMessage message) {
            throw new AssertionError(message);
        }

        @Override
        public void linked(Contact neighbour) {
            throw new AssertionError(neighbour);
        }

        @Override
        public void unlinked(PeerId neighbour, UnlinkReason reason) {
            throw new AssertionError(neighbour);
        }

        @Override
        public void spread(News news) {
            throw new AssertionError(news);
        }

        @Override
        public void refusedBy(Address seed, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void misbehaved(PeerId peer, String what) {
            throw new AssertionError(what);
        }

        @Override
        public void left() {
            throw new AssertionError("nobody leaves");
        }
    }
}
