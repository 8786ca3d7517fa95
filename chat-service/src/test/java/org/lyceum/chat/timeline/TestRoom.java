package org.lyceum.chat.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.Placed;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.rules.GrantedStandings;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Grant;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.IdentitySignatures;
import org.lyceum.overlay.identity.Revocations;
import org.lyceum.overlay.identity.Role;

/** A room of SWE with real keys and grants, whose log is written here, a minute for each event. */
public final class TestRoom {

    public static final RoomName SWE = RoomName.of("SWE");
    public static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

    public final Identity network = Identity.generate();
    public final Revocations revocations = new Revocations(network.peerId());
    public final GrantedStandings standings = new GrantedStandings(network.peerId(), revocations);
    public final Timeline timeline;
    public final List<Placed> log = new ArrayList<>();

    public Instant now = START;
    private long nonce;

    public TestRoom() {
        timeline = new Timeline(SWE, standings);
    }

    TestRoom(int maxPosts, long maxText) {
        timeline = new Timeline(SWE, standings, maxPosts, maxText);
    }

    /** Someone with a key, and perhaps with a grant. */
    public record Someone(Identity identity, String name, Role role, Credentials credentials) {

        public PeerId peer() {
            return identity.peerId();
        }

        public Author author() {
            return new Author(peer(), name, role);
        }

        public Someone claiming(Role claim) {
            return new Someone(identity, name, claim, credentials);
        }

        public Someone called(String other) {
            return new Someone(identity, other, role, credentials);
        }
    }

    public Someone student(String name) {
        return new Someone(Identity.generate(), name, Role.STUDENT, Credentials.NONE);
    }

    public Someone professor(String name) {
        return granted(name, Role.PROFESSOR, "SWE", START.plus(Duration.ofDays(100)));
    }

    public Someone granted(String name, Role role, String course, Instant expires) {
        Identity identity = Identity.generate();
        Grant grant = new Grant(network.peerId(), identity.peerId(), role, course, 7, Instant.EPOCH, expires);
        return new Someone(identity, name, role, Credentials.NONE.with(grant.sign(network)));
    }

    public Someone joined(Someone someone) {
        post(someone, new Body.Joined(someone.credentials()));
        return someone;
    }

    /** Gives an event of now its place. */
    public EventId post(Someone author, Body body) {
        return place(signed(author, body));
    }

    public EventId say(Someone author, String text) {
        return post(author, new Body.Message(text));
    }

    public EventId place(SignedEvent event) {
        Placed placed = new Placed(1, log.size() * 2L + 1, event);
        log.add(placed);
        timeline.apply(placed);
        now = now.plus(Duration.ofMinutes(1));
        return event.id();
    }

    public SignedEvent signed(Someone author, Body body) {
        return signed(author, body, now);
    }

    public SignedEvent signed(Someone author, Body body, Instant sentAt) {
        return SignedEvent.sign(
                new Event(SWE, author.author(), sentAt, nonce++, body), new IdentitySignatures(author.identity()));
    }

    Post get(EventId id) {
        return timeline.find(id).orElseThrow();
    }

    long lastSeq() {
        return timeline.lastSeq();
    }
}
