package org.lyceum.chat.timeline;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.chat.events.Author;
import org.lyceum.chat.rules.Proof;
import org.lyceum.chat.rules.RoomRules;
import org.lyceum.chat.rules.RoomView.Silence;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Role;

/** Who is in the room, what they have shown, and who has to be silent. */
final class People {

    /** Of those who are in the room, were in it, or were told to be silent. */
    static final int MAX_KNOWN = 2 * RoomRules.MAX_MEMBERS;

    private final Map<PeerId, Known> known = new LinkedHashMap<>();
    private final Map<String, Set<PeerId>> byName = new HashMap<>();
    private int members;

    /** Someone who has been heard of; the claims are those of the last event. */
    static final class Known {

        private Author author;
        private Credentials shown = Credentials.NONE;
        private boolean member;
        private @Nullable Silence silence;
        private @Nullable Speaker speaker;

        private Known(Author author) {
            this.author = author;
        }

        Author author() {
            return author;
        }

        Credentials shown() {
            return shown;
        }
    }

    /** Whether the person was not in the room before. */
    boolean join(Author author, Credentials shown) {
        Known person = known.computeIfAbsent(author.peer(), _ -> new Known(author));
        person.shown = shown;
        boolean joins = !person.member;
        if (joins) {
            person.member = true;
            members++;
        } else {
            unname(person);
        }
        person.author = author;
        byName.computeIfAbsent(fold(author.name()), _ -> new HashSet<>()).add(author.peer());
        makeRoom();
        return joins;
    }

    /** Whether the person was in the room. */
    boolean leave(PeerId peer) {
        Known person = known.get(peer);
        if (person == null || !person.member) {
            return false;
        }
        unname(person);
        person.member = false;
        members--;
        return true;
    }

    /** A member's name and claims are as the last event has them. */
    void heard(Author author) {
        Known person = known.get(author.peer());
        if (person != null && person.member && !person.author.equals(author)) {
            join(author, person.shown);
        }
    }

    void silence(PeerId peer, Silence silence) {
        known.computeIfAbsent(peer, _ -> new Known(new Author(peer, "", Role.STUDENT))).silence = silence;
        makeRoom();
    }

    Speaker speaker(Author author, Proof proof) {
        Speaker now = new Speaker(author.peer(), author.name(), proof.role(), proof.complete());
        Known person = known.get(author.peer());
        if (person == null) {
            return now;
        }
        if (!now.equals(person.speaker)) {
            person.speaker = now;
        }
        return person.speaker == null ? now : person.speaker;
    }

    Credentials shown(PeerId peer) {
        Known person = known.get(peer);
        return person == null ? Credentials.NONE : person.shown;
    }

    Optional<Silence> silence(PeerId peer) {
        return Optional.ofNullable(known.get(peer)).map(person -> person.silence);
    }

    boolean isMember(PeerId peer) {
        Known person = known.get(peer);
        return person != null && person.member;
    }

    int members() {
        return members;
    }

    List<Known> all() {
        return known.values().stream().filter(person -> person.member).toList();
    }

    /** The members of a name, however its letters are written and whatever stands between its words. */
    Collection<PeerId> named(String folded) {
        return byName.getOrDefault(folded, Set.of());
    }

    void clear() {
        known.clear();
        byName.clear();
        members = 0;
    }

    static String fold(String name) {
        return String.join(" ", Words.of(name));
    }

    private void unname(Known person) {
        String name = fold(person.author.name());
        Set<PeerId> same = byName.get(name);
        if (same != null && same.remove(person.author.peer()) && same.isEmpty()) {
            byName.remove(name);
        }
    }

    /** Who has left longest ago goes first, and who may speak again. */
    private void makeRoom() {
        if (known.size() > MAX_KNOWN) {
            known.values().stream()
                    .filter(person -> !person.member)
                    .min(Comparator.comparing(person -> person.silence == null ? Instant.MIN : person.silence.until()))
                    .ifPresent(person -> known.remove(person.author.peer()));
        }
    }
}
