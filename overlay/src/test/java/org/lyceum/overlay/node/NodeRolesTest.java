package org.lyceum.overlay.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.directory.Directory;
import org.lyceum.overlay.directory.DirectorySettings;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.directory.Presentation;
import org.lyceum.overlay.directory.SignedRecord;
import org.lyceum.overlay.gossip.Gossip;
import org.lyceum.overlay.gossip.GossipActions;
import org.lyceum.overlay.gossip.GossipMessage;
import org.lyceum.overlay.gossip.GossipSettings;
import org.lyceum.overlay.gossip.Topic;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Grant;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.Role;

class NodeRolesTest {

    private static final int NODES = 5 * NodeRoles.CHECKED_AT_ONCE + 1;
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final Identity admin = Identity.generate();
    private final Directory directory = new Directory(DirectorySettings.defaults(), new Trusting());
    private final NodeRoles roles = new NodeRoles(
            directory,
            new Gossip(
                    GossipSettings.defaults(),
                    List.of(NodeRoles.TOPIC),
                    new SplittableRandom(1),
                    new Alone(),
                    NOW.toEpochMilli()),
            _ -> {},
            NOW.toEpochMilli());
    private final List<PeerId> professors =
            Stream.generate(this::listedProfessor).limit(NODES).toList();

    private PeerId listedProfessor() {
        PeerId peer = Identity.generate().peerId();
        Credentials credentials = Credentials.NONE.with(
                new Grant(admin.peerId(), peer, Role.PROFESSOR, "", 1, NOW, NOW.plusSeconds(600)).sign(admin));
        NodeRecord record = new NodeRecord(
                peer,
                "node",
                new TreeSet<>(),
                "",
                List.of(),
                new TreeSet<>(),
                0,
                new Presentation(credentials.toBytes()),
                1,
                NOW.plusSeconds(600));
        directory.offer(SignedRecord.sign(record, new Trusting()), NOW);
        return peer;
    }

    private long proven() {
        return professors.stream()
                .filter(peer -> roles.roles().standing(peer, NOW).role() == Role.PROFESSOR)
                .count();
    }

    @Test
    void whoEntersANetworkChecksAFewAtATime() {
        long now = NOW.toEpochMilli();

        roles.belongTo(Optional.of(admin.peerId()), now);
        assertThat(proven()).isZero();

        for (long before = 0; before < NODES; before = proven()) {
            assertThat(roles.nextWake()).as("at once, after what else is due").isEqualTo(now);
            roles.wake(now);
            assertThat(proven()).isGreaterThan(before).isLessThanOrEqualTo(before + NodeRoles.CHECKED_AT_ONCE);
        }
        assertThat(roles.nextWake()).isGreaterThan(now);
    }

    private static final class Trusting implements Signatures {
        @Override
        public byte[] sign(String domain, byte[] content) {
            return new byte[1];
        }

        @Override
        public boolean isSignedBy(PeerId signer, String domain, byte[] content, byte[] signature) {
            return true;
        }
    }

    private static final class Alone implements GossipActions {
        @Override
        public void send(PeerId neighbour, GossipMessage message) {
            throw new AssertionError(message);
        }

        @Override
        public Verdict deliver(Topic topic, byte[] content, PeerId from, int hops) {
            throw new AssertionError(topic);
        }

        @Override
        public void misbehaved(PeerId neighbour, String what) {
            throw new AssertionError(what);
        }
    }
}
