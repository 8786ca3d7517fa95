package org.lyceum.overlay.membership;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;

/**
 * Peers that a node knows and is not linked to: those to refill the links with, and those that fell silent and may
 * come back. Nothing here is proven; a contact that does not answer costs one dial.
 */
final class PassiveList {

    private final PeerId self;
    private final int capacity;
    private final RandomGenerator random;
    private final Map<PeerId, Contact> known = new LinkedHashMap<>();
    private final Map<PeerId, Contact> lost = new LinkedHashMap<>();
    private final Map<PeerId, Long> notBefore = new LinkedHashMap<>();

    PassiveList(PeerId self, int capacity, RandomGenerator random) {
        this.self = self;
        this.capacity = capacity;
        this.random = random;
    }

    /** From a peer, who may tell of the dead: it revives nobody that was lost in the same incarnation. */
    void hearOf(Contact contact) {
        Contact gone = lost.get(contact.peer());
        if (gone == null || gone.incarnation() < contact.incarnation()) {
            found(contact);
        }
    }

    /** From a seed that holds it, from itself, or because it answered. */
    void found(Contact contact) {
        if (contact.peer().equals(self)) {
            return;
        }
        lost.remove(contact.peer());
        Contact before = known.get(contact.peer());
        if (before == null && known.size() >= capacity) {
            forget(any(known));
        }
        if (before == null || before.incarnation() <= contact.incarnation()) {
            known.put(contact.peer(), contact);
        }
    }

    void lose(Contact contact) {
        forget(contact.peer());
        if (lost.size() >= capacity) {
            lost.remove(any(lost));
        }
        lost.put(contact.peer(), contact);
    }

    /** Says that someone calls it dead: no verdict, but others are asked first. */
    void doubt(PeerId peer) {
        Contact contact = known.get(peer);
        if (contact != null) {
            lose(contact);
        }
    }

    void forget(PeerId peer) {
        known.remove(peer);
        lost.remove(peer);
        notBefore.remove(peer);
    }

    /** It refused: not again before then. */
    void rest(PeerId peer, long until) {
        if (known.containsKey(peer)) {
            notBefore.put(peer, until);
        }
    }

    Optional<Contact> pick(long now, Predicate<PeerId> usable) {
        List<Contact> candidates = new ArrayList<>(known.size());
        for (Contact contact : known.values()) {
            if (notBefore.getOrDefault(contact.peer(), now) <= now && usable.test(contact.peer())) {
                candidates.add(contact);
            }
        }
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(random.nextInt(candidates.size())));
    }

    Optional<Contact> pickLost() {
        return lost.isEmpty() ? Optional.empty() : Optional.ofNullable(lost.get(any(lost)));
    }

    List<Contact> contacts() {
        return List.copyOf(known.values());
    }

    private PeerId any(Map<PeerId, Contact> contacts) {
        int index = random.nextInt(contacts.size());
        Iterator<PeerId> names = contacts.keySet().iterator();
        for (int i = 0; i < index; i++) {
            names.next();
        }
        return names.next();
    }
}
