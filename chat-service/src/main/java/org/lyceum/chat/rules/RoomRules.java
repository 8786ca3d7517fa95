package org.lyceum.chat.rules;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.events.Body;
import org.lyceum.chat.events.Body.AnonymousQuestion;
import org.lyceum.chat.events.Event;
import org.lyceum.chat.events.EventId;
import org.lyceum.chat.events.SignedEvent;
import org.lyceum.chat.rules.RoomView.Said;
import org.lyceum.chat.rules.RoomView.Silence;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Role;

/**
 * Who may say and do what. The chat node asks before it gives an event a place ({@link #refusal}), and every reader asks
 * again before it believes one ({@link #objection}), so that a chat node that lies gains nobody a right.
 */
public final class RoomRules {

    /** The most people in a room at once. */
    public static final int MAX_MEMBERS = 10_000;

    public static final int MAX_PINS = 50;

    /** Different reactions to one post. */
    public static final int MAX_REACTIONS = 30;

    /** Of one person to one post. */
    public static final int MAX_REACTIONS_OF_ONE = 6;

    /** Of what stands for a reaction, in UTF-16 units: the longest emoji sequences have some 30. */
    public static final int MAX_EMOJI_LENGTH = 40;

    /** So many in {@link #ANONYMOUS_WINDOW}, of all askers together: nobody knows who is who. */
    static final int MAX_ANONYMOUS = 20;

    static final Duration ANONYMOUS_WINDOW = Duration.ofMinutes(10);

    /** By so much a clock may be ahead of the chat node's. */
    static final Duration MAX_AHEAD = Duration.ofDays(1);

    static final Duration MAX_MUTE = Duration.ofDays(366);

    private static final String NO_ANONYMOUS_QUESTIONS = "This room takes no anonymous questions.";
    private static final int MAX_REASON_BYTES = 512;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String course;

    /** @param course as people spell it */
    public RoomRules(String course) {
        this.course = course;
    }

    /**
     * Why the chat node gives an event no place; empty when it does.
     *
     * @param chatNode who asks
     * @return at most 512 bytes of UTF-8, for its author to read
     */
    public Optional<String> refusal(SignedEvent signed, RoomView soFar, PeerId chatNode, Instant now) {
        Event event = signed.event();
        Instant sentAt = event.sentAt();
        if (!event.room().equals(soFar.room())) {
            return Optional.of("This is the room of %s, and the event is for %s.".formatted(course, event.room()));
        }
        if (sentAt.isAfter(now.plus(MAX_AHEAD))) {
            return Optional.of(
                    "Your clock is at %s, that of the room's chat node at %s. Set your clock, then try again."
                            .formatted(TIME.format(sentAt), TIME.format(now)));
        }
        if (event.body() instanceof Body.FacilitatorChanged && !signed.author().equals(chatNode)) {
            return Optional.of("Another node is the chat node by now.");
        }
        if (event.body() instanceof AnonymousQuestion && isFlooded(soFar, now)) {
            return Optional.of(
                    "%d questions were asked anonymously in the last %d minutes, which is as many as a room takes. Ask again later."
                            .formatted(MAX_ANONYMOUS, ANONYMOUS_WINDOW.toMinutes()));
        }
        Instant at = sentAt.isAfter(now) ? now : sentAt;
        return objection(event, soFar, proofNow(event.author(), soFar, at), at).map(RoomRules::cut);
    }

    /**
     * Why someone may not ask anonymously now; empty for who may. For the own node to ask before it sends a question, and
     * for whoever sees from which node one comes: the event itself does not tell.
     */
    public static Optional<String> refusalToAsk(PeerId asker, RoomView soFar, Instant now) {
        return soFar.takesAnonymousQuestions() ? muted(asker, soFar, now) : Optional.of(NO_ANONYMOUS_QUESTIONS);
    }

    /** Why an event that has its place changes nothing; empty when it counts. The same on every node, at any time. */
    public Optional<String> objection(Event event, RoomView soFar) {
        return objection(event, soFar, proof(event.author(), soFar, event.sentAt()), event.sentAt());
    }

    /** What an author has proved to be at a time, to every reader. */
    public static Proof proof(Author author, RoomView soFar, Instant at) {
        return Proof.of(author, soFar.standings().granted(author.peer(), soFar.shown(author.peer()), at), soFar.room());
    }

    /** What an author has proved to be, as far as nothing is revoked that this node knows of. */
    public static Proof proofNow(Author author, RoomView soFar, Instant now) {
        return Proof.of(
                author, soFar.standings().standing(author.peer(), soFar.shown(author.peer()), now), soFar.room());
    }

    /** What someone may do now, so that an interface offers no more. */
    public static Set<Privilege> may(Author author, RoomView soFar, Instant now) {
        return proofNow(author, soFar, now).privileges();
    }

    private Optional<String> objection(Event event, RoomView soFar, Proof proof, Instant at) {
        Author author = event.author();
        return switch (event.body()) {
            case Body.Message m -> muted(author.peer(), soFar, at).or(() -> blank(m.text()));
            case Body.Topic m -> muted(author.peer(), soFar, at).or(() -> blank(m.text()));
            case Body.Reply m -> muted(author.peer(), soFar, at).or(() -> blank(m.text()));
            case Body.SharedFile _, Body.MlRequest _ -> muted(author.peer(), soFar, at);
            case Body.Announcement m -> needs(Privilege.ANNOUNCE, author, proof).or(() -> blank(m.text()));
            case Body.Lecture _ -> needs(Privilege.ANNOUNCE, author, proof);
            case AnonymousQuestion m ->
                soFar.takesAnonymousQuestions() ? blank(m.text()) : Optional.of(NO_ANONYMOUS_QUESTIONS);
            case Body.Edit m ->
                muted(author.peer(), soFar, at)
                        .or(() -> blank(m.text()))
                        .or(() -> onPost(m.target(), soFar, post -> edits(author, post)));
            case Body.Deletion m ->
                onPost(
                        m.target(),
                        soFar,
                        post -> post.author().equals(author.peer())
                                ? Optional.empty()
                                : needs(Privilege.DELETE, author, proof));
            case Body.Reaction m ->
                muted(author.peer(), soFar, at).or(() -> onPost(m.target(), soFar, post -> reacts(author, m, post)));
            case Body.Pin m ->
                needs(Privilege.PIN, author, proof).or(() -> onPost(m.target(), soFar, post -> pins(m, post, soFar)));
            case Body.Resolve m -> onPost(m.topic(), soFar, post -> resolves(author, proof, post));
            case Body.MlAnswer m ->
                muted(author.peer(), soFar, at)
                        .or(() -> onPost(
                                m.request(),
                                soFar,
                                post -> post.request()
                                        ? Optional.empty()
                                        : Optional.of("What it answers is no request to read a file.")));
            case Body.Mute m -> needs(Privilege.MUTE, author, proof).or(() -> mutes(m, soFar, at));
            case Body.Setting m -> needs(Privilege.SET, author, proof).or(() -> sets(m));
            case Body.Joined _ -> joins(author, soFar);
            case Body.Left _, Body.FacilitatorChanged _ -> Optional.empty();
        };
    }

    private Optional<String> needs(Privilege privilege, Author author, Proof proof) {
        if (proof.privileges().contains(privilege)) {
            return Optional.empty();
        }
        String who = proof.complete()
                ? "you are a %s".formatted(author.role().text())
                : "you say that you are %s %s, and no grant proves it: there is none, or it has expired, was revoked or is for another course"
                        .formatted(
                                author.role() == Role.ADMIN ? "an" : "a",
                                author.role().text());
        return Optional.of(
                "Only a professor of %s may %s; %s. Ask the network's admin for a grant: lyceum network grant %s --role professor --course %s"
                        .formatted(course, what(privilege), who, author.peer(), quoted(course)));
    }

    private static String what(Privilege privilege) {
        return switch (privilege) {
            case ANNOUNCE -> "announce or upload lectures";
            case PIN -> "pin";
            case DELETE -> "delete what others wrote";
            case MUTE -> "mute people";
            case SET -> "change the room's settings";
        };
    }

    private static String quoted(String course) {
        return course.chars().anyMatch(Character::isWhitespace) ? "\"" + course + "\"" : course;
    }

    private static Optional<String> muted(PeerId peer, RoomView soFar, Instant at) {
        return soFar.silence(peer)
                .filter(silence -> silence.covers(at))
                .map(Silence::until)
                .map(until -> "You are muted until %s. You can read until then, and ask a professor to let you speak."
                        .formatted(TIME.format(until)));
    }

    private static Optional<String> blank(String text) {
        return text.isBlank() ? Optional.of("There is no text in it.") : Optional.empty();
    }

    private static Optional<String> onPost(EventId id, RoomView soFar, Function<Said, Optional<String>> then) {
        Optional<Said> post = soFar.said(id).filter(Said::written);
        return post.isPresent()
                ? then.apply(post.get())
                : Optional.of("What this is about is not in the room (any more): it was deleted, or has not come yet.");
    }

    private static Optional<String> edits(Author author, Said post) {
        if (!post.author().equals(author.peer())) {
            return Optional.of("Only who wrote a message can edit it.");
        }
        return post.request() ? Optional.of("A request has no text to edit.") : Optional.empty();
    }

    private static Optional<String> reacts(Author author, Body.Reaction reaction, Said post) {
        String emoji = reaction.emoji();
        if (emoji.isEmpty()
                || emoji.length() > MAX_EMOJI_LENGTH
                || emoji.codePoints()
                        .anyMatch(point -> Character.isWhitespace(point) || Character.isISOControl(point))) {
            return Optional.of("A reaction is one emoji or word of at most %d characters.".formatted(MAX_EMOJI_LENGTH));
        }
        if (reaction.withdrawn()) {
            return Optional.empty();
        }
        if (post.reactionsOf(author.peer()) >= MAX_REACTIONS_OF_ONE) {
            return Optional.of("You have reacted to this %d times, which is the most: take one back first."
                    .formatted(MAX_REACTIONS_OF_ONE));
        }
        if (!post.hasReaction(emoji) && post.reactions() >= MAX_REACTIONS) {
            return Optional.of(
                    "This has %d different reactions, which is the most: join one of them.".formatted(MAX_REACTIONS));
        }
        return Optional.empty();
    }

    private static Optional<String> pins(Body.Pin pin, Said post, RoomView soFar) {
        return pin.withdrawn() || post.pinned() || soFar.pins() < MAX_PINS
                ? Optional.empty()
                : Optional.of("%d posts are pinned, which is the most: take one down first.".formatted(MAX_PINS));
    }

    private static Optional<String> resolves(Author author, Proof proof, Said post) {
        if (post.reply()) {
            return Optional.of("This is a reply: only a whole topic can be resolved.");
        }
        return post.author().equals(author.peer()) || proof.role() != Role.STUDENT
                ? Optional.empty()
                : Optional.of("Only who began a topic, or a professor, can resolve or reopen it.");
    }

    private static Optional<String> mutes(Body.Mute mute, RoomView soFar, Instant at) {
        if (mute.until().isAfter(at.plus(MAX_MUTE))) {
            return Optional.of("Nobody can be muted for more than %d days.".formatted(MAX_MUTE.toDays()));
        }
        Author strongest = new Author(mute.peer(), "", Role.ADMIN);
        return proof(strongest, soFar, at).role() == Role.STUDENT
                ? Optional.empty()
                : Optional.of("Professors and admins cannot be muted; the network's admin can revoke their grant.");
    }

    private static Optional<String> sets(Body.Setting setting) {
        Optional<RoomSetting> known = RoomSetting.of(setting.name());
        if (known.isEmpty()) {
            return Optional.of("There is no setting '%s'; there are %s."
                    .formatted(setting.name(), String.join(", ", RoomSetting.names())));
        }
        return known.get().allows(setting.value())
                ? Optional.empty()
                : Optional.of("'%s' cannot be '%s': it is %s."
                        .formatted(setting.name(), setting.value(), known.get().allowed()));
    }

    private static Optional<String> joins(Author author, RoomView soFar) {
        if (author.name().isBlank()) {
            return Optional.of("To join a room takes a name.");
        }
        return soFar.isMember(author.peer()) || soFar.members() < MAX_MEMBERS
                ? Optional.empty()
                : Optional.of("The room is full: it has %d people.".formatted(MAX_MEMBERS));
    }

    private static boolean isFlooded(RoomView soFar, Instant now) {
        return soFar.anonymousQuestion(MAX_ANONYMOUS)
                .filter(time -> time.isAfter(now.minus(ANONYMOUS_WINDOW)))
                .isPresent();
    }

    /** A course's name and a person's may be long; what is needed comes first. */
    private static String cut(String reason) {
        if (reason.getBytes(StandardCharsets.UTF_8).length <= MAX_REASON_BYTES) {
            return reason;
        }
        StringBuilder kept = new StringBuilder();
        int bytes = "…".getBytes(StandardCharsets.UTF_8).length;
        for (int point : reason.codePoints().toArray()) {
            String next = Character.toString(point);
            bytes += next.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_REASON_BYTES) {
                break;
            }
            kept.append(next);
        }
        return kept.append('…').toString();
    }
}
