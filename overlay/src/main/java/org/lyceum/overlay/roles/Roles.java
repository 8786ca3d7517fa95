package org.lyceum.overlay.roles;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Revocations;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.identity.SignedRevocations;
import org.lyceum.overlay.identity.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is what in the network that this node is part of. Credentials are presented by whom they are about; revocation
 * lists come from anywhere. Lists of other networks are held too, but fewer, so that who is part of those hears of them
 * here. Used by one thread at a time.
 *
 * <p>Only credentials that lead to the network's key are kept, so strangers cannot make them many.
 */
public final class Roles {

    /** The topic of gossip that carries lists; its content is {@link SignedRevocations#toBytes}. */
    public static final String TOPIC = "roles";

    /** Lists of all others; for one more the one that came first goes. */
    static final int MAX_FOREIGN_LISTS = 16;

    /** Lists of the own network that may be held later; for one more the one that came first goes. */
    static final int MAX_WAITING = 16;

    private static final Logger log = LoggerFactory.getLogger(Roles.class);

    private record Source(PeerId network, PeerId signer) {}

    private record Own(PeerId network, Revocations revocations) {}

    private final Consumer<SignedRevocations> dropped;
    private final Map<PeerId, Credentials> presented = new HashMap<>();
    private final Map<Source, SignedRevocations> lists = new LinkedHashMap<>();
    private final Set<SignedRevocations> waiting = new LinkedHashSet<>();
    private @Nullable Own own;

    /** @param dropped is told which list is held no more */
    public Roles(Consumer<SignedRevocations> dropped) {
        this.dropped = dropped;
    }

    /** The network that this node is part of. */
    public Optional<PeerId> network() {
        return Optional.ofNullable(own).map(Own::network);
    }

    /** Makes this node part of a network, or of none; in another than before, all must present themselves anew. */
    public void belongTo(Optional<PeerId> network, Instant now) {
        if (network.equals(network())) {
            return;
        }
        own = network.map(it -> new Own(it, new Revocations(it))).orElse(null);
        presented.clear();
        waiting.clear();
        List<SignedRevocations> held = lists();
        lists.clear();
        held.stream().filter(list -> accept(list, now) != Acceptance.ACCEPTED).forEach(dropped);
    }

    /**
     * A peer shows what it is.
     *
     * @param credentials from {@link Credentials#toBytes}; what proves nothing in this network is as good as none
     */
    public void present(PeerId peer, byte[] credentials) {
        Credentials before = presented.remove(peer);
        if (own == null || credentials.length == 0) {
            return;
        }
        if (before != null && Arrays.equals(before.toBytes(), credentials)) {
            presented.put(peer, before);
            return;
        }
        try {
            Credentials shown = Credentials.read(credentials);
            shown.requireChain(own.network, peer);
            presented.put(peer, shown);
        } catch (OverlayException e) {
            log.debug("What {} presents proves nothing here: {}", peer, e.getMessage());
        }
    }

    /** A peer is known no more. */
    public void forget(PeerId peer) {
        presented.remove(peer);
    }

    /** What a peer is now; a student when it has shown nothing that holds, and where there is no network. */
    public Standing standing(PeerId peer, Instant now) {
        return standing(peer, presented.getOrDefault(peer, Credentials.NONE), now);
    }

    private Standing standing(PeerId peer, Credentials shown, Instant now) {
        if (own == null) {
            return Standing.student(peer);
        }
        try {
            return shown.prove(own.network, peer, own.revocations, now);
        } catch (OverlayException e) {
            return Standing.student(peer);
        }
    }

    /** Takes a list that came from anywhere. */
    public Acceptance accept(SignedRevocations list, Instant now) {
        PeerId network = list.list().network();
        if (!list.isOfAdmin()) {
            return Acceptance.NEVER;
        }
        Source source = new Source(network, list.signer());
        SignedRevocations before = lists.get(source);
        if (before != null && before.list().version() >= list.list().version()) {
            return Acceptance.STALE;
        }
        Acceptance acceptance = take(list, source, now);
        if (isOwn(source) && acceptance != Acceptance.ACCEPTED) {
            await(list);
        }
        return acceptance;
    }

    /**
     * Tries again what was {@link Acceptance#NOT_NOW} or {@link Acceptance#FULL}, as far as it is of the own network.
     *
     * @return what is held now
     */
    public List<SignedRevocations> reconsider(Instant now) {
        List<SignedRevocations> tried = List.copyOf(waiting);
        waiting.clear();
        return tried.stream()
                .filter(list -> accept(list, now) == Acceptance.ACCEPTED)
                .toList();
    }

    private Acceptance take(SignedRevocations list, Source source, Instant now) {
        Revocations there = own != null && isOwn(source) ? own.revocations : new Revocations(source.network);
        if (!isBelieved(list, there, now)) {
            return Acceptance.NOT_NOW;
        }
        if (isOwn(source) && !lists.containsKey(source) && !hasRoomFor(source, now)) {
            return Acceptance.FULL;
        }
        drop(source);
        there.accept(list.envelope(), list.credentials(), now);
        lists.put(source, list);
        if (!isOwn(source) && count(it -> !isOwn(it)) > MAX_FOREIGN_LISTS) {
            drop(first(it -> !isOwn(it)).orElseThrow());
        }
        return Acceptance.ACCEPTED;
    }

    private static boolean isBelieved(SignedRevocations list, Revocations revocations, Instant now) {
        try {
            return list.credentials()
                            .prove(list.list().network(), list.signer(), revocations, now)
                            .role()
                    == Role.ADMIN;
        } catch (OverlayException e) {
            return false;
        }
    }

    private void await(SignedRevocations list) {
        waiting.add(list);
        if (waiting.size() > MAX_WAITING) {
            waiting.remove(waiting.iterator().next());
        }
    }

    /** All that are held, to be passed on. */
    public List<SignedRevocations> lists() {
        return List.copyOf(lists.values());
    }

    /** The network's key always finds room, and can make room for others: who is an admin no more gives way. */
    private boolean hasRoomFor(Source source, Instant now) {
        if (source.signer.equals(source.network)
                || count(it -> isOwn(it) && !it.signer.equals(it.network)) < Revocations.MAX_LISTS) {
            return true;
        }
        Revocations revocations = own == null ? new Revocations(source.network) : own.revocations;
        Optional<Source> worthless = first(it -> isOwn(it) && !isBelieved(list(it), revocations, now));
        worthless.ifPresent(this::drop);
        return worthless.isPresent();
    }

    private SignedRevocations list(Source source) {
        return Objects.requireNonNull(lists.get(source));
    }

    private boolean isOwn(Source source) {
        return own != null && own.network.equals(source.network);
    }

    private long count(Predicate<Source> which) {
        return lists.keySet().stream().filter(which).count();
    }

    private Optional<Source> first(Predicate<Source> which) {
        return lists.keySet().stream().filter(which).findFirst();
    }

    private void drop(Source source) {
        SignedRevocations list = lists.remove(source);
        if (list != null) {
            if (own != null && isOwn(source)) {
                own.revocations.forget(source.signer);
            }
            dropped.accept(list);
        }
    }
}
