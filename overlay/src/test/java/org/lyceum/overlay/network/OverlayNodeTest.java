package org.lyceum.overlay.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.Connection;
import org.lyceum.overlay.channel.Host;
import org.lyceum.overlay.channel.HostSettings;
import org.lyceum.overlay.directory.DirectoryCodec;
import org.lyceum.overlay.directory.DirectoryMessage;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.directory.Presentation;
import org.lyceum.overlay.directory.Service;
import org.lyceum.overlay.directory.SignedRecord;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.gossip.Topic;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.NetworkFolder;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.network.NetworkGraph.Edge;

/** Whole nodes on loopback. */
class OverlayNodeTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TypedTopic<String> NEWS = new TypedTopic<>(
            new Topic("test-news", 100), text -> text.getBytes(UTF_8), bytes -> new String(bytes, UTF_8));

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() {
        try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
            open.forEach(each -> closing.execute(() -> closeOne(each)));
        }
    }

    private static void closeOne(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private OverlayNode seed(String name) {
        return start(OverlaySettings.of(name, ANY_PORT).asSeed(true));
    }

    private OverlayNode node(String name, OverlayNode... seeds) {
        return start(OverlaySettings.of(name, ANY_PORT).seeds(addresses(seeds)));
    }

    private OverlayNode start(OverlaySettings settings) {
        return own(OverlayNode.start(Identity.generate(), settings));
    }

    private <T extends AutoCloseable> T own(T resource) {
        open.add(resource);
        return resource;
    }

    private static List<SeedAddress> addresses(OverlayNode... seeds) {
        return Arrays.stream(seeds)
                .map(seed -> SeedAddress.of(seed.addresses().getFirst()))
                .toList();
    }

    private static NetworkSnapshot await(String what, OverlayNode node, Predicate<NetworkSnapshot> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        NetworkSnapshot seen = node.snapshot().join();
        while (!wanted.test(seen)) {
            assertThat(System.nanoTime()).as("%s; now %s", what, seen).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            seen = node.snapshot().join();
        }
        return seen;
    }

    private static boolean knows(NetworkSnapshot snapshot, PeerId peer) {
        return snapshot.nodes().stream().anyMatch(it -> it.record().peer().equals(peer));
    }

    private static boolean isLinkedTo(NetworkSnapshot snapshot, PeerId peer) {
        return snapshot.links().stream().anyMatch(it -> it.neighbour().peer().equals(peer));
    }

    private static boolean holds(NetworkSnapshot snapshot, PeerId peer) {
        return snapshot.registrations().orElseThrow().stream()
                .anyMatch(it -> it.contact().peer().equals(peer));
    }

    @Test
    void whoJoinsIsLinkedRegisteredAndKnown() {
        OverlayNode seed = seed("seed");
        OverlayNode ada = node("ada", seed);
        OverlayNode bob = node("bob", seed);

        NetworkSnapshot adas =
                await("ada is linked to bob", ada, it -> isLinkedTo(it, bob.id()) && knows(it, bob.id()));
        NetworkSnapshot seeds = await(
                "the seed holds all three",
                seed,
                it -> holds(it, seed.id()) && holds(it, ada.id()) && holds(it, bob.id()));

        assertThat(adas.self().contact().addresses()).isEqualTo(ada.addresses());
        assertThat(adas.registrations()).isEmpty();
        assertThat(adas.seeds())
                .singleElement()
                .satisfies(it -> assertThat(it.peer()).contains(seed.id()))
                .satisfies(it -> assertThat(it.holdsUs()).isTrue());
        assertThat(seeds.self().isSeed()).isTrue();
        await(
                "links are probed",
                ada,
                it -> it.links().stream().anyMatch(link -> link.roundTrip().isPresent()));
    }

    @Test
    void whatANodeOffersIsFoundByRole() {
        OverlayNode seed = seed("seed");
        OverlayNode ada = node("ada", seed);
        OverlayNode bob = node("bob", seed);
        Service bitTorrent = new Service("bittorrent", List.of(new Address("192.0.2.1", 6881)));

        ada.offer("torrents", Offering.of("peer", bitTorrent)).join();
        ada.offer("texts", new Offering(Set.of("ml"), List.of(), Set.of("ocr"), 2))
                .join();
        await(
                "bob hears of it",
                bob,
                it -> it.nodes().stream()
                        .anyMatch(node -> node.record().taskTypes().contains("ocr")));

        assertThat(bob.find(record -> record.roles().contains("peer")).join())
                .singleElement()
                .satisfies(record -> assertThat(record.name()).isEqualTo("ada"))
                .satisfies(record -> assertThat(record.roles()).containsExactly("ml", "peer"))
                .satisfies(record -> assertThat(record.services()).containsExactly(bitTorrent))
                .satisfies(record -> assertThat(record.capacity()).isEqualTo(2));
        ada.withdraw("texts").join();
        await(
                "bob hears that it is over",
                bob,
                it -> it.nodes().stream()
                        .noneMatch(node -> node.record().roles().contains("ml")));
    }

    @Test
    void anOfferingThatFitsNoRecordChangesNothing() {
        OverlayNode ada = node("ada");
        ada.offer("torrents", Offering.of("peer")).join();

        assertThatThrownBy(() -> ada.offer("games", Offering.of("No Word")).join())
                .hasMessageContaining("role 'No Word' is not 1 to 32 of a-z");

        ada.rename("Ada", "algebra").join();
        assertThat(ada.find(_ -> true).join()).singleElement().satisfies(record -> {
            assertThat(record.name()).isEqualTo("Ada");
            assertThat(record.course()).isEqualTo("algebra");
            assertThat(record.roles()).containsExactly("peer");
        });
    }

    @Test
    void aCourseThatFitsNoRecordIsRefusedAtTheStart() {
        assertThatThrownBy(() -> start(OverlaySettings.of("ada", ANY_PORT).course("x".repeat(129))))
                .isInstanceOf(OverlayException.class)
                .hasMessage("this node cannot be told to others: course takes 129 bytes, at most 128 are allowed");
    }

    @Test
    void changesAreTold() {
        OverlayNode seed = seed("seed");
        List<NetworkEvent> told = new CopyOnWriteArrayList<>();
        seed.events().subscribe(listener(told::add));

        OverlayNode ada = node("ada", seed);
        await("the seed knows ada", seed, it -> knows(it, ada.id()) && isLinkedTo(it, ada.id()));
        ada.close();
        await("the seed knows that ada left", seed, it -> !knows(it, ada.id()) && !isLinkedTo(it, ada.id()));

        await(
                "all is told",
                seed,
                _ -> told.stream().anyMatch(NetworkEvent.NodeRemoved.class::isInstance)
                        && told.stream().anyMatch(NetworkEvent.LinkDown.class::isInstance)
                        && told.stream().anyMatch(NetworkEvent.NodeDropped.class::isInstance));
        assertThat(told)
                .hasAtLeastOneElementOfType(NetworkEvent.NodeListed.class)
                .hasAtLeastOneElementOfType(NetworkEvent.LinkUp.class)
                .hasAtLeastOneElementOfType(NetworkEvent.NodeRegistered.class)
                .doesNotHaveAnyElementsOfTypes(NetworkEvent.DeathNoticed.class);
    }

    @Test
    void whoFallsSilentIsReportedAndDropped() {
        OverlayNode seed = seed("seed");
        OverlayNode ada = node("ada", seed);
        OverlayNode bob = node("bob", seed);
        await("bob is linked to both", bob, it -> isLinkedTo(it, ada.id()) && isLinkedTo(it, seed.id()));
        await("the seed holds bob", seed, it -> holds(it, bob.id()));

        bob.host().close();

        NetworkSnapshot seen = await("the seed drops bob", seed, it -> !holds(it, bob.id()));
        assertThat(seen.deaths()).singleElement().satisfies(notice -> {
            assertThat(notice.peer()).isEqualTo(bob.id());
            assertThat(notice.reports()).isNotEmpty();
            assertThat(notice.dropped()).isPresent();
            assertThat(notice.refuted()).isEmpty();
        });
        await(
                "ada hears of it",
                ada,
                it -> it.deaths().stream().anyMatch(notice -> notice.peer().equals(bob.id())));
        await("the directory lists it last", ada, it -> it.nodes().getLast().calledDead());
    }

    @Test
    void whatIsPublishedReachesWhoHasTheTopicOpen() {
        OverlayNode seed = seed("seed");
        OverlayNode ada = node("ada", seed);
        OverlayNode bob = node("bob", seed);
        List<String> heard = new CopyOnWriteArrayList<>();
        seed.messages(NEWS);
        bob.messages(NEWS).subscribe(listener(heard::add));
        await("ada is linked", ada, it -> !it.links().isEmpty());

        ada.publish(NEWS, "the lecture is here").join();

        await("bob hears it", bob, _ -> !heard.isEmpty());
        assertThat(heard).containsExactly("the lecture is here");
        assertThatThrownBy(() -> ada.publish(NEWS, "x".repeat(101)).join()).hasMessageContaining("at most 100");
    }

    @Test
    void everyoneCanAskHowNodesAreLinked() {
        OverlayNode seed = seed("seed");
        OverlayNode ada = node("ada", seed);
        OverlayNode bob = node("bob", seed);
        await("the seed is linked to both", seed, it -> isLinkedTo(it, ada.id()) && isLinkedTo(it, bob.id()));
        await("ada is linked to bob", ada, it -> isLinkedTo(it, bob.id()));
        await(
                "the seed knows of the link",
                seed,
                _ -> seed.graph().join().edges().size() == 3);

        NetworkGraph graph = bob.graph().join();

        assertThat(graph.fromSeeds()).isTrue();
        assertThat(graph.edges())
                .containsExactlyInAnyOrder(
                        new Edge(seed.id(), ada.id()), new Edge(seed.id(), bob.id()), new Edge(bob.id(), ada.id()));
        assertThat(GraphExchange.decode(GraphExchange.encode(graph.edges()))).isEqualTo(graph.edges());
    }

    @Test
    void aNodeJoinsWhileItRuns() {
        OverlayNode seed = seed("seed");
        OverlayNode ada = node("ada");
        assertThat(ada.snapshot().join().seeds()).isEmpty();

        ada.join(SeedAddress.of(new Address("localhost", seed.address().getPort())))
                .join();

        await("ada is linked", ada, it -> isLinkedTo(it, seed.id()));
        await("ada is registered", ada, it -> it.seeds().getFirst().holdsUs());
    }

    @Test
    void aSeedThatNamesItselfRegistersWithItself() {
        OverlayNode first = seed("first");
        OverlayNode second = start(
                OverlaySettings.of("second", ANY_PORT).seeds(addresses(first)).asSeed(true));

        await("both hold both", first, it -> holds(it, first.id()) && holds(it, second.id()));
        await("both hold both", second, it -> holds(it, second.id()));
    }

    @Test
    void aListedSeedThatSaysNothingLosesItsPlace() {
        OverlayNode seed = seed("seed");
        OverlayNode ada = node("ada", seed);
        Identity identity = Identity.generate();
        Host mute = own(Host.start(identity, HostSettings.listeningOn(ANY_PORT)));
        mute.hear(Message.MEMBERSHIP, (_, _) -> {});
        NodeRecord record = new NodeRecord(
                identity.peerId(),
                "mute",
                new TreeSet<>(Set.of("seed")),
                "",
                List.of(new Service(
                        "overlay",
                        List.of(new Address("127.0.0.1", mute.address().getPort())))),
                new TreeSet<>(),
                0,
                Presentation.NONE,
                1,
                Instant.now().plus(Duration.ofMinutes(10)));
        SignedRecord signed = SignedRecord.sign(record, new IdentitySignatures(identity));

        mute.connect(ada.id(), ada.address())
                .join()
                .send(Message.DIRECTORY, DirectoryCodec.encode(new DirectoryMessage.Records(List.of(signed))), PATIENCE)
                .join();

        await(
                "ada asks it",
                ada,
                it -> it.seeds().stream().anyMatch(known -> known.peer().equals(Optional.of(mute.id()))));
        NetworkSnapshot after = await("ada gives it up", ada, it -> it.seeds().size() == 1);
        assertThat(after.seeds()).allMatch(NetworkSnapshot.KnownSeed::holdsUs);
        assertThat(knows(after, mute.id())).as("it is listed as before").isTrue();
    }

    @Test
    void aSeedThatTheDirectoryTellsOfIsRegisteredWithToo() {
        OverlayNode first = seed("first");
        OverlayNode second = start(
                OverlaySettings.of("second", ANY_PORT).seeds(addresses(first)).asSeed(true));
        OverlayNode ada = node("ada", first);

        await("both hold ada", second, it -> holds(it, ada.id()));
        NetworkSnapshot adas = await(
                "ada knows that",
                ada,
                it -> it.seeds().stream()
                                .filter(NetworkSnapshot.KnownSeed::holdsUs)
                                .count()
                        == 2);

        assertThat(adas.seeds())
                .extracting(it -> it.peer().orElseThrow())
                .containsExactlyInAnyOrder(first.id(), second.id());
        second.close();
        await("who has left is forgotten", ada, it -> it.seeds().size() == 1);
    }

    @Test
    void nobodyElseMayAnswerForASeedWithAName() {
        OverlayNode seed = seed("seed");
        PeerId other = Identity.generate().peerId();
        OverlayNode ada = start(OverlaySettings.of("ada", ANY_PORT)
                .seeds(List.of(new SeedAddress(seed.addresses().getFirst(), Optional.of(other)))));
        OverlayNode bob = node("bob", seed);

        await("bob is registered", bob, it -> it.seeds().getFirst().holdsUs());
        assertThat(holds(seed.snapshot().join(), ada.id())).isFalse();
        assertThat(ada.snapshot().join().seeds().getFirst().peer()).isEmpty();
    }

    @Test
    void peersOfAnEarlierRunAreFoundWithoutASeed(@TempDir Path data) {
        OverlayNode seed = seed("seed");
        OverlayNode bob = node("bob", seed);
        Identity identity = Identity.generate();
        OverlaySettings settings = OverlaySettings.of("ada", ANY_PORT).data(data);
        OverlayNode before = OverlayNode.start(identity, settings.seeds(addresses(seed)));
        await("ada knows bob", before, it -> isLinkedTo(it, bob.id()));
        before.close();
        seed.close();

        OverlayNode after = own(OverlayNode.start(identity, settings.seeds(addresses(seed))));

        await("ada is linked to bob again", after, it -> isLinkedTo(it, bob.id()));
    }

    /** A node with a data folder, which is made part of the network of another. */
    private OverlayNode member(Path data, Identity identity, OverlayNode... seeds) {
        return own(OverlayNode.start(
                identity,
                OverlaySettings.of("member", ANY_PORT).seeds(addresses(seeds)).data(data)));
    }

    private static Role roleOf(NetworkSnapshot snapshot, PeerId peer) {
        return snapshot.nodes().stream()
                .filter(it -> it.record().peer().equals(peer))
                .map(it -> it.standing().role())
                .findFirst()
                .orElse(Role.STUDENT);
    }

    @Test
    void whatAnAdminGrantsAndTakesBackIsSeenByAll(@TempDir Path folder) {
        OverlayNode seed = seed("seed");
        OverlayNode admin = member(folder.resolve("admin"), Identity.generate(), seed);
        OverlayNode teacher = member(folder.resolve("teacher"), Identity.generate(), seed);
        OverlayNode student = member(folder.resolve("student"), Identity.generate(), seed);
        NetworkFolder network = admin.files().create();
        student.files().enter(network.network());

        Credentials granted = network.grant(
                teacher.id(), Role.PROFESSOR, "algebra", Instant.now().plusSeconds(3_600));
        teacher.files().accept(granted.toText());

        for (OverlayNode node : List.of(admin, teacher, student)) {
            await(
                    "the role is proved",
                    node,
                    it -> roleOf(it, teacher.id()) == Role.PROFESSOR && roleOf(it, admin.id()) == Role.ADMIN);
        }
        assertThat(roleOf(seed.snapshot().join(), teacher.id()))
                .as("the seed is part of no network")
                .isEqualTo(Role.STUDENT);
        List<NetworkEvent> told = new CopyOnWriteArrayList<>();
        student.events().subscribe(listener(told::add));

        network.revoke(admin.id(), 1);

        for (OverlayNode node : List.of(admin, teacher, student)) {
            await("the role is lost", node, it -> roleOf(it, teacher.id()) == Role.STUDENT);
        }
        await("it is told", student, _ -> told.stream().anyMatch(NetworkEvent.GrantsRevoked.class::isInstance));
        OverlayNode late = member(folder.resolve("late"), Identity.generate(), seed);
        late.files().enter(network.network());
        await(
                "who joins later hears of it",
                late,
                it -> roleOf(it, admin.id()) == Role.ADMIN
                        && knows(it, teacher.id())
                        && !late.files().read().orElseThrow().lists().isEmpty());
        assertThat(roleOf(late.snapshot().join(), teacher.id())).isEqualTo(Role.STUDENT);
    }

    @Test
    void aRevocationOutlivesARestart(@TempDir Path folder) {
        Identity teacher = Identity.generate();
        Identity student = Identity.generate();
        Path files = folder.resolve("student");
        OverlayNode seed = seed("seed");
        OverlayNode admin = member(folder.resolve("admin"), Identity.generate(), seed);
        NetworkFolder network = admin.files().create();
        String granted = network.grant(
                        teacher.peerId(), Role.PROFESSOR, "", Instant.now().plusSeconds(3_600))
                .toText();
        OverlayNode before = member(files, student, seed);
        before.files().enter(network.network());
        network.revoke(admin.id(), 1);
        await(
                "it is kept",
                before,
                _ -> before.files().read().stream().anyMatch(it -> !it.lists().isEmpty()));
        before.close();
        admin.close();
        seed.close();

        OverlayNode after = member(files, student);
        NetworkFolder.enter(folder.resolve("teacher"), teacher, InstantSource.system(), network.network());
        NetworkFolder.accept(folder.resolve("teacher"), teacher, InstantSource.system(), granted);
        OverlayNode revoked = member(folder.resolve("teacher"), teacher);
        revoked.join(addresses(after).getFirst()).join();
        after.hearOf(revoked.snapshot().join().self().contact());

        await("they know each other", after, it -> knows(it, revoked.id()));
        assertThat(roleOf(after.snapshot().join(), revoked.id())).isEqualTo(Role.STUDENT);
        await(
                "the teacher hears of it too",
                revoked,
                _ -> revoked.files().read().stream().anyMatch(it -> !it.lists().isEmpty()));
    }

    @Test
    void aNetworkFolderThatWasTamperedWithIsNamedAtTheStart(@TempDir Path data) throws IOException {
        Identity identity = Identity.generate();
        NetworkFolder.create(data, identity, InstantSource.system());
        Path credentials = Files.writeString(
                data.resolve("network/credentials"),
                "-----BEGIN LYCEUM CREDENTIALS-----\nAAAA\n-----END LYCEUM CREDENTIALS-----\n");

        assertThatThrownBy(() -> member(data, identity))
                .isInstanceOf(OverlayException.class)
                .hasMessageStartingWith(credentials + ": ");
    }

    @Test
    void whoSendsGarbageLosesItsConnectionAlone() {
        OverlayNode seed = seed("seed");
        OverlayNode ada = node("ada", seed);
        await("ada is linked", ada, it -> isLinkedTo(it, seed.id()));
        List<NetworkEvent> told = new CopyOnWriteArrayList<>();
        seed.events().subscribe(listener(told::add));
        Host stranger = own(Host.start(Identity.generate(), HostSettings.listeningOn(ANY_PORT)));
        Connection connection = stranger.connect(seed.id(), seed.address()).join();

        CompletableFuture<Void> sent = connection.send(Message.GOSSIP, new byte[] {7, 7, 7}, PATIENCE);

        assertThat(connection.closed().join().getMessage()).contains("blames this end");
        assertThat(sent)
                .satisfiesAnyOf(
                        it -> assertThat(it).isDone(), it -> assertThat(it).isCompletedExceptionally());
        await("the fault is told", seed, _ -> told.stream().anyMatch(NetworkEvent.PeerMisbehaved.class::isInstance));
        assertThat(isLinkedTo(seed.snapshot().join(), ada.id())).isTrue();
    }

    @Test
    void manyStreamsOfOneProtocolAreAFault() {
        OverlayNode seed = seed("seed");
        List<NetworkEvent> told = new CopyOnWriteArrayList<>();
        seed.events().subscribe(listener(event -> {
            if (event instanceof NetworkEvent.PeerMisbehaved) {
                told.add(event);
            }
        }));
        Host stranger = own(Host.start(Identity.generate(), HostSettings.listeningOn(ANY_PORT)));
        Connection connection = stranger.connect(seed.id(), seed.address()).join();

        assertThatThrownBy(() -> {
                    while (connection.isOpen()) {
                        connection.open(Message.MEMBERSHIP, PATIENCE);
                    }
                    throw new OverlayException(Reason.CLOSED_BY_PEER, "it has ended");
                })
                .isInstanceOf(OverlayException.class);

        assertThat(connection.closed().join().reason()).isEqualTo(Reason.CLOSED_BY_PEER);
        await("the fault is told", seed, _ -> !told.isEmpty());
        assertThat(told.getFirst()).asString().contains("more than 4 streams of /lyceum/membership/1");
    }

    private static <T> Flow.Subscriber<T> listener(Consumer<T> to) {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(T item) {
                to.accept(item);
            }

            @Override
            public void onError(Throwable fault) {
                throw new AssertionError(fault);
            }

            @Override
            public void onComplete() {
                // the node has left
            }
        };
    }
}
