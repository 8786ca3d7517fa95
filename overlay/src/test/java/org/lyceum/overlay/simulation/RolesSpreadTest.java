package org.lyceum.overlay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.gossip.Topic;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Grant;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.RevocationList;
import org.lyceum.overlay.identity.RevokedGrant;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.identity.SignedRevocations;
import org.lyceum.overlay.roles.Roles;

/** Revocation lists on the simulated network. */
class RolesSpreadTest {

    private static final int TEN_MINUTES = 600_000;
    private static final Topic ROLES = new Topic(Roles.TOPIC, SignedRevocations.MAX_BYTES);

    private final Identity admin = Identity.generate();

    private SignedRevocations list(long version) {
        PeerId network = admin.peerId();
        return new SignedRevocations(
                new RevocationList(network, version, new TreeSet<>(List.of(new RevokedGrant(network, version))))
                        .sign(admin),
                Credentials.NONE);
    }

    /** Every other node is part of the network whose admin revokes. */
    private SimulatedNetwork settled(Conditions conditions) {
        SimulatedNetwork network = new SimulatedNetwork(11, 40, 5, conditions);
        network.startAll(2_000);
        network.run(12_000);
        network.nodes.stream().filter(node -> node.index % 2 == 0).forEach(node -> enter(network, node));
        return network;
    }

    private void enter(SimulatedNetwork network, SimulatedNode node) {
        node.core().belongTo(Optional.of(admin.peerId()), network.now());
    }

    private static void revoke(SimulatedNetwork network, SimulatedNode node, SignedRevocations list) {
        assertThat(node.core().revoke(list, network.now())).isTrue();
        node.schedule();
    }

    private static List<SignedRevocations> lists(SimulatedNode node) {
        return node.core().roles().lists();
    }

    @Test
    void aRevocationIsHeardByAllWhateverNetworkTheyArePartOf() {
        SimulatedNetwork network = settled(Conditions.LOSSY);

        revoke(network, network.nodes.get(8), list(1));
        network.run(15_000);

        assertThat(network.nodes).allSatisfy(node -> assertThat(lists(node)).containsExactly(list(1)));
        assertThat(network.misbehaviour).isEmpty();
    }

    @Test
    void whoComesLaterHearsOfTheNewestAlone() {
        SimulatedNetwork network = settled(Conditions.CLEAN);
        SimulatedNode late = network.nodes.get(30);
        late.running = false;
        revoke(network, network.nodes.get(8), list(1));
        network.run(15_000);
        revoke(network, network.nodes.get(8), list(2));
        network.run(TEN_MINUTES);

        late.start();
        enter(network, late);
        network.run(15_000);

        assertThat(lists(late)).containsExactly(list(2));
    }

    @Test
    void anOlderListDoesNotSpreadAgain() {
        SimulatedNetwork network = settled(Conditions.CLEAN);
        SimulatedNode late = network.nodes.get(30);
        late.running = false;
        revoke(network, network.nodes.get(8), list(2));
        network.run(TEN_MINUTES);

        late.start();
        revoke(network, late, list(1));
        network.run(15_000);

        assertThat(network.nodes).allSatisfy(node -> assertThat(lists(node)).containsExactly(list(2)));
        assertThat(network.misbehaviour)
                .as("who knows no better is not to blame")
                .isEmpty();
    }

    @Test
    void aListThatComesBeforeItsTimeIsHeldByAllWhenThatHasCome() {
        SimulatedNetwork network = new SimulatedNetwork(11, 4, 1, Conditions.CLEAN);
        network.startAll(500);
        network.run(12_000);
        network.nodes.forEach(node -> enter(network, node));
        Identity dean = Identity.generate();
        Instant start = Instant.ofEpochMilli(network.now()).plusSeconds(90);
        Credentials ofDean = Credentials.NONE.with(
                new Grant(admin.peerId(), dean.peerId(), Role.ADMIN, "", 1, start, start.plusSeconds(TEN_MINUTES))
                        .sign(admin));
        SignedRevocations early = new SignedRevocations(
                new RevocationList(admin.peerId(), 1, new TreeSet<>(List.of(new RevokedGrant(dean.peerId(), 5))))
                        .sign(dean),
                ofDean);

        // whose clock is ahead
        network.nodes.get(3).core().publish(ROLES, early.toBytes(), network.now());
        network.nodes.get(3).schedule();
        network.run(30_000);
        assertThat(network.nodes).allSatisfy(node -> assertThat(lists(node)).isEmpty());
        assertThat(network.misbehaviour).isEmpty();
        network.run(150_000);

        assertThat(network.nodes.subList(0, 3))
                .allSatisfy(node -> assertThat(lists(node)).containsExactly(early));
    }

    @Test
    void whoPassesOnAForgedListLosesItsLink() {
        SimulatedNetwork network = settled(Conditions.CLEAN);
        SimulatedNode liar = network.nodes.get(20);
        byte[] forged = list(1).toBytes();
        forged[forged.length / 2] ^= 1;

        liar.core().publish(ROLES, forged, network.now());
        liar.schedule();
        network.run(5_000);

        assertThat(network.nodes).allSatisfy(node -> assertThat(lists(node)).isEmpty());
        assertThat(network.misbehaviour).anyMatch(it -> it.contains("should have refused, on topic " + Roles.TOPIC));
    }
}
