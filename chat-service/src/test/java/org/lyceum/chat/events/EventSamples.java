package org.lyceum.chat.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Grant;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.Role;

/** Events of every kind. */
public final class EventSamples {

    private EventSamples() {}

    public static Arbitrary<Event> events(PeerId author) {
        return Combinators.combine(
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(20).filter(EventSamples::isCourse),
                        texts(30),
                        Arbitraries.of(Role.class),
                        Arbitraries.longs().between(0, 4_000_000_000_000L),
                        Arbitraries.longs(),
                        bodies())
                .as((course, name, role, sentAt, nonce, body) -> new Event(
                        RoomName.of(course),
                        new Author(author, name, role),
                        Instant.ofEpochMilli(sentAt),
                        nonce,
                        body));
    }

    static Arbitrary<Body> bodies() {
        Arbitrary<EventId> ids =
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(EventId::new);
        Arbitrary<String> infohashes = Arbitraries.strings()
                .withChars("0123456789abcdef")
                .ofMinLength(40)
                .ofMaxLength(64)
                .filter(digits -> digits.length() == 40 || digits.length() == 64);
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        Arbitrary<PeerId> peers =
                Arbitraries.bytes().array(byte[].class).ofSize(PeerId.KEY_BYTES).map(PeerId::of);
        return Arbitraries.oneOf(
                texts(2_000).map(Body.Message::new),
                Combinators.combine(ids, texts(200)).as(Body.Reply::new),
                Combinators.combine(ids, texts(200)).as(Body.Edit::new),
                ids.map(Body.Deletion::new),
                Combinators.combine(ids, texts(4), flags).as(Body.Reaction::new),
                Combinators.combine(ids, flags).as(Body.Pin::new),
                texts(200).map(Body.Announcement::new),
                Combinators.combine(infohashes, texts(20), Arbitraries.longs().greaterOrEqual(0), texts(200))
                        .as(Body.Lecture::new),
                Arbitraries.of(new Body.Joined(Credentials.NONE), new Body.Joined(professor()), new Body.Left()),
                Arbitraries.longs().greaterOrEqual(1).map(Body.FacilitatorChanged::new),
                Combinators.combine(peers, Arbitraries.longs().between(0, 4_000_000_000_000L))
                        .as((peer, until) -> new Body.Mute(peer, Instant.ofEpochMilli(until))),
                Combinators.combine(texts(200), infohashes).as(Body.AnonymousQuestion::new),
                Combinators.combine(infohashes, texts(20)).as(Body.MlRequest::new),
                Combinators.combine(ids, texts(2_000)).as(Body.MlAnswer::new),
                Combinators.combine(ids, flags).as(Body.Resolve::new),
                Combinators.combine(infohashes, texts(20), Arbitraries.longs().greaterOrEqual(0), texts(20), texts(200))
                        .as(Body.SharedFile::new),
                Combinators.combine(texts(20), texts(20)).as(Body.Setting::new),
                texts(200).map(Body.Topic::new));
    }

    private static Credentials professor() {
        Identity admin = Identity.generate();
        Grant grant = new Grant(
                admin.peerId(),
                Identity.generate().peerId(),
                Role.PROFESSOR,
                "swe",
                1,
                Instant.ofEpochSecond(0),
                Instant.ofEpochSecond(4_000_000_000L));
        return Credentials.NONE.with(grant.sign(admin));
    }

    /** Strings that have an encoding. */
    private static Arbitrary<String> texts(int maxLength) {
        return Arbitraries.strings()
                .ofMaxLength(maxLength)
                .filter(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text));
    }

    private static boolean isCourse(String text) {
        try {
            RoomName.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
