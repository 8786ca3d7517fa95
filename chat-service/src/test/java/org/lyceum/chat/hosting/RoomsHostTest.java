package org.lyceum.chat.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.chat.anonymity.AnonymousQuestions;
import org.lyceum.chat.direct.Letter;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.hosting.LiveRoom.Sent;
import org.lyceum.chat.timeline.Post;
import org.lyceum.chat.timeline.PostKind;
import org.lyceum.chat.timeline.Where;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.discovery.SeedAddress;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentityFile;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.NetworkFolder;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.network.OverlayNode;
import org.lyceum.overlay.network.OverlaySettings;

/** Whole nodes on loopback, in one room. */
class RoomsHostTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Map<String, Person> people = new LinkedHashMap<>();
    private final List<AutoCloseable> others = new ArrayList<>();

    private record Person(OverlayNode node, RoomsHost rooms) implements AutoCloseable {

        LiveRoom room() {
            return rooms.all().getFirst();
        }

        @Override
        public void close() {
            rooms.close();
            node.close();
        }
    }

    @AfterEach
    void close() throws Exception {
        for (Person person : people.values()) {
            person.close();
        }
        for (AutoCloseable other : others) {
            other.close();
        }
    }

    private Person start(String name, boolean mayLead, SeedAddress... seeds) {
        Path data = folder.resolve(name);
        Identity identity = IdentityFile.open(data);
        OverlaySettings settings = OverlaySettings.of(name, ANY_PORT)
                .course("SWE")
                .data(data)
                .asSeed(seeds.length == 0)
                .seeds(Arrays.asList(seeds));
        OverlayNode node = OverlayNode.start(identity, settings);
        Person person = new Person(node, RoomsHost.start(node, identity, data.resolve("db"), name, mayLead));
        people.put(name, person);
        return person;
    }

    private void stop(String name) {
        Person person = people.remove(name);
        if (person != null) {
            person.close();
        }
    }

    private static SeedAddress at(Person seed) {
        return SeedAddress.of(seed.node.addresses().getFirst());
    }

    private static void await(String what, BooleanSupplier wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static <T> T answer(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static Placed say(Person person, String text) {
        return answer(answer(person.room().write(new Body.Message(text))).placed());
    }

    private static List<String> texts(Person person) {
        return answer(person.room().ask(timeline -> timeline.page(new Where.Newest(), 500))).posts().stream()
                .filter(post -> post.kind() == PostKind.MESSAGE)
                .map(Post::text)
                .toList();
    }

    @Test
    void whatOneSaysAllReadInOneOrder() {
        Person ishan = start("ishan", true);
        Person priya = start("priya", false, at(ishan));
        Person chen = start("chen", true, at(ishan));

        List<CompletableFuture<Placed>> said = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            for (Person person : List.of(ishan, priya, chen)) {
                Body body = new Body.Message(person.rooms.name() + i);
                said.add(person.room().write(body).thenCompose(Sent::placed));
            }
        }
        said.forEach(RoomsHostTest::answer);

        for (Person person : List.of(ishan, priya, chen)) {
            await(person.rooms.name() + " reads all", () -> texts(person).size() == 60);
        }
        assertThat(texts(priya)).isEqualTo(texts(ishan)).doesNotHaveDuplicates();
        assertThat(texts(chen)).isEqualTo(texts(ishan));
        assertThat(texts(chen).stream().filter(text -> text.startsWith("priya")))
                .startsWith("priya0", "priya1", "priya2");
    }

    @Test
    void whoJoinsIsWelcomedAndAllReadWhoLeads() {
        Person ishan = start("ishan", true);
        LinkedBlockingQueue<String> notices = new LinkedBlockingQueue<>();
        await("ishan leads", () -> answer(ishan.room().status()).leads());
        Person priya = start("priya", true, at(ishan));
        priya.room().listen(new RoomListener() {
            @Override
            public void notice(String text) {
                notices.add(text);
            }
        });

        await("a welcome", () -> "You have joined SWE's room. Welcome!".equals(notices.poll()));
        for (Person person : List.of(ishan, priya)) {
            await(
                    "who leads",
                    () -> kinds(person).contains("CHAT_NODE ishan")
                            && kinds(person).contains("JOINED priya"));
        }
        assertThat(answer(priya.room().status()).chatNode())
                .contains(new RoomStatus.ChatNode(ishan.node.id(), "ishan"));
    }

    private static List<String> kinds(Person person) {
        return answer(person.room().ask(timeline -> timeline.page(new Where.Newest(), 500))).posts().stream()
                .map(post -> post.kind() + " " + post.author().name())
                .toList();
    }

    @Test
    void anotherLeadsAtOnceWhenTheChatNodeLeavesAndNothingIsLost() {
        Person ishan = start("ishan", true);
        await("ishan leads", () -> answer(ishan.room().status()).leads());
        Person priya = start("priya", true, at(ishan));
        Person chen = start("chen", false, at(ishan));
        say(ishan, "before");
        await("three hold it", () -> texts(priya).size() == 1 && texts(chen).size() == 1);

        stop("ishan");
        say(chen, "after");

        await("priya leads", () -> answer(priya.room().status()).leads());
        await("priya reads it", () -> texts(priya).equals(List.of("before", "after")));
        assertThat(texts(chen)).containsExactly("before", "after");
    }

    @Test
    void aNodeThatIsStartedAgainHasItsRoomAndWhatWasSaidMeanwhile() {
        Person ishan = start("ishan", true);
        SeedAddress seed = at(ishan);
        say(start("priya", false, seed), "before");
        stop("priya");
        say(ishan, "meanwhile");

        Person priya = start("priya", false, seed);

        await("all is there", () -> texts(priya).equals(List.of("before", "meanwhile")));
        List<Placed> events = answer(priya.room().events(0, 1_000));
        assertThat(events).isSortedAccordingTo((a, b) -> Long.compare(a.seq(), b.seq()));
        assertThat(events.stream().filter(event -> event.event().event().body() instanceof Body.Joined))
                .as("who has joined is not told again")
                .hasSize(2);
    }

    @Test
    void whatIsSaidTwiceUnderOneKeyIsSaidOnce() {
        Person ishan = start("ishan", true);

        Sent first = answer(ishan.room().write(new Body.Message("once"), Optional.of("key")));
        Sent second = answer(ishan.room().write(new Body.Message("once"), Optional.of("key")));

        assertThat(second.event()).isEqualTo(first.event());
        assertThat(answer(second.placed())).isEqualTo(answer(first.placed()));
        Sent third = answer(ishan.room().write(new Body.Message("once"), Optional.of("key")));
        assertThat(answer(third.placed())).isEqualTo(answer(first.placed()));
        assertThat(texts(ishan)).containsExactly("once");
    }

    @Test
    void whatTheRulesForbidIsRefusedWithTheReason() {
        Person ishan = start("ishan", true);
        await("ishan has joined", () -> kinds(ishan).contains("JOINED ishan"));
        await("nothing waits", () -> answer(ishan.room().status()).waiting() == 0);

        assertThatThrownBy(() -> answer(ishan.room().write(new Body.Announcement("hear me"))))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(RoomException.class)
                .hasMessageStartingWith("Only a professor of SWE may announce");
    }

    @Test
    void whoIsMutedAsksNotAnonymouslyEither() {
        Identity rao = Identity.generate();
        Path data = folder.resolve("ishan");
        Identity self = IdentityFile.open(data);
        NetworkFolder.enter(data, self, InstantSource.system(), rao.peerId());
        Person ishan = start("ishan", true);
        Instant now = Instant.now();

        write(ishan, rao, now, new Body.Joined(Credentials.NONE));
        write(ishan, rao, now, new Body.Mute(self.peerId(), now.plus(Duration.ofHours(1))));
        SignedEvent question = AnonymousQuestions.ask(
                RoomName.of("SWE"),
                "why?",
                self.peerId(),
                new IdentitySignatures(self),
                List.of(rao.peerId()),
                Instant.now(),
                1);

        assertThatThrownBy(() -> answer(ishan.room().write(question, Optional.empty())))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(RoomException.class)
                .hasMessageStartingWith("You are muted until");
    }

    private static void write(Person through, Identity author, Instant sentAt, Body body) {
        Event event = new Event(RoomName.of("SWE"), new Author(author.peerId(), "rao", Role.ADMIN), sentAt, 1, body);
        SignedEvent signed = SignedEvent.sign(event, new IdentitySignatures(author));
        answer(answer(through.room().write(signed, Optional.empty())).placed());
    }

    @Test
    void aRoomThatWasLeftAnswersNothingAndCanBeEnteredAgain() {
        Person ishan = start("ishan", true);
        LiveRoom before = ishan.room();
        say(ishan, "hello");

        assertThat(ishan.rooms.leave(RoomName.of("swe"))).isTrue();
        assertThat(ishan.rooms.all()).isEmpty();
        assertThatThrownBy(() -> answer(before.write(new Body.Message("gone"))))
                .cause()
                .hasMessage("this node has left the room of SWE");

        LiveRoom again = ishan.rooms.enter("swe");
        assertThat(again.title()).isEqualTo("SWE");
        assertThat(texts(ishan)).containsExactly("hello");
    }

    @Test
    void aDirectMessageWaitsForTheOtherNodeAndArrivesOnce() {
        Person ishan = start("ishan", true);
        Person priya = start("priya", false, at(ishan));
        PeerId to = priya.node.id();
        stop("priya");

        Letter first = answer(ishan.rooms.direct().write(to, "for you alone", Optional.of("key")));
        Letter again = answer(ishan.rooms.direct().write(to, "for you alone", Optional.of("key")));
        assertThat(again).isEqualTo(first);
        assertThat(first.waiting()).isTrue();

        Person back = start("priya", false, at(ishan));
        PeerId from = ishan.node.id();
        await("it arrives", () -> directTexts(back, from).equals(List.of("for you alone")));
        await(
                "its author knows",
                () -> !answer(ishan.rooms.direct().conversations()).getFirst().waiting());
        answer(back.rooms.direct().write(from, "thanks", Optional.empty()));
        await("an answer", () -> directTexts(ishan, to).equals(List.of("for you alone", "thanks")));
        assertThat(texts(ishan)).isEmpty();
    }

    private static List<String> directTexts(Person person, PeerId with) {
        return answer(person.rooms.direct().conversation(with, Long.MAX_VALUE, 10)).stream()
                .map(letter -> ((Body.Message) letter.event().event().body()).text())
                .toList();
    }

    @Test
    void whatWasDeletedLeavesTheDiskAndItsPlaceStays() {
        Person ishan = start("ishan", true);
        Placed said = say(ishan, "secret");
        Placed edited =
                answer(answer(ishan.room().write(new Body.Edit(said.event().id(), "another")))
                        .placed());
        say(ishan, "hello");
        answer(answer(ishan.room().write(new Body.Deletion(said.event().id()))).placed());

        ishan.rooms.sweep();

        await(
                "it is gone",
                () -> answer(ishan.room().events(0, 1_000)).stream()
                        .noneMatch(event -> event.equals(said) || event.equals(edited)));
        stop("ishan");
        assertThat(texts(start("ishan", true))).containsExactly("hello");
    }

    @Test
    void whoWritesIsSeenWriting() {
        Person ishan = start("ishan", true);
        Person priya = start("priya", false, at(ishan));
        List<PeerId> typing = new CopyOnWriteArrayList<>();
        ishan.room().listen(new RoomListener() {
            @Override
            public void typing(PeerId who, String name) {
                typing.add(who);
            }
        });

        await("priya writes", () -> {
            priya.room().typing();
            return typing.contains(priya.node.id());
        });
    }
}
