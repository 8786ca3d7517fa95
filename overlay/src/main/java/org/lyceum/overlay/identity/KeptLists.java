package org.lyceum.overlay.identity;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;

/**
 * The file {@code revocations}: the newest list of each admin, of as many admins as everyone holds. That of one whose
 * grant has expired is kept as long as there is room, since the grant may be renewed.
 */
final class KeptLists {

    private static final String FILE = "revocations";

    private final ArmouredFolder folder;
    private final PeerId network;
    private final PeerId self;
    private final InstantSource clock;
    private List<SignedRevocations> all = List.of();
    private Revocations revocations;

    KeptLists(ArmouredFolder folder, PeerId network, PeerId self, InstantSource clock) {
        this.folder = folder;
        this.network = network;
        this.self = self;
        this.clock = clock;
        this.revocations = new Revocations(network);
    }

    void load() {
        all = folder.read(FILE, SignedRevocations::read);
        revocations = new Revocations(network);
        all.forEach(this::believe);
    }

    List<SignedRevocations> all() {
        return all;
    }

    Optional<SignedRevocations> of(PeerId signer) {
        return all.stream().filter(list -> list.signer().equals(signer)).findFirst();
    }

    /** What those say whose signers are admins. */
    Revocations revocations() {
        return revocations;
    }

    /**
     * Takes a list from anywhere; false when the one that is here is as new.
     *
     * @throws OverlayException {@code NOT_ALLOWED} when its signer may not revoke, or there is no room
     */
    boolean accept(SignedRevocations list) {
        List<SignedRevocations> others = othersBeside(list);
        if (!revocations.accept(list.envelope(), list.credentials(), clock.instant())) {
            return false;
        }
        keep(list, others);
        return true;
    }

    /** Takes a list that is to be believed. */
    void keep(SignedRevocations list) {
        keep(list, othersBeside(list));
        believe(list);
    }

    private void keep(SignedRevocations list, List<SignedRevocations> others) {
        // also one that is not believed just now is not replaced by an older one
        if (of(list.signer())
                .filter(held -> held.list().version() > list.list().version())
                .isPresent()) {
            return;
        }
        List<SignedRevocations> kept = new ArrayList<>(others);
        kept.add(list);
        folder.write(
                FILE,
                kept.stream()
                        .map(each -> new Armour.Block(Armour.REVOCATIONS, each.toBytes()))
                        .toList());
        all = List.copyOf(kept);
    }

    private List<SignedRevocations> othersBeside(SignedRevocations list) {
        List<SignedRevocations> others = new ArrayList<>(all);
        others.removeIf(other -> other.signer().equals(list.signer()));
        if (isAlwaysKept(list)) {
            return others;
        }
        long counted = others.stream().filter(other -> !isAlwaysKept(other)).count();
        if (counted >= Revocations.MAX_LISTS) {
            others.remove(others.stream()
                    .filter(other -> !isAlwaysKept(other) && !isOfAdmin(other))
                    .findFirst()
                    .orElseThrow(() -> new OverlayException(
                            Reason.NOT_ALLOWED,
                            "%d admins have revoked something, and the lists of no more are kept; the network's key %s can revoke grants of admins"
                                    .formatted(counted, network))));
        }
        return others;
    }

    private boolean isAlwaysKept(SignedRevocations list) {
        return list.signer().equals(network) || list.signer().equals(self);
    }

    private boolean isOfAdmin(SignedRevocations list) {
        try {
            return list.credentials()
                            .prove(network, list.signer(), revocations, clock.instant())
                            .role()
                    == Role.ADMIN;
        } catch (OverlayException e) {
            return false;
        }
    }

    private void believe(SignedRevocations list) {
        try {
            revocations.accept(list.envelope(), list.credentials(), clock.instant());
        } catch (OverlayException e) {
            if (e.reason() != Reason.NOT_ALLOWED) {
                throw e;
            }
        }
    }
}
