package org.lyceum.overlay.network;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.discovery.SeedAddress;

/**
 * Which seeds of the directory a node registers with, beside those that it was told of. Anybody can be listed as a seed,
 * as often as there are keys. So there are never more of them than the node was told of: whatever majority of all it
 * registers with, one that it was told of is in it. And who was heard of first stays, so who comes later displaces nobody.
 *
 * <p>Who is taken stays where it was found, whatever addresses it lists later, as long as it answers there; who does not
 * is left out for ten minutes. So nobody can make others register anew, or dial, as often as it likes.
 */
final class FoundSeeds {

    static final String ROLE = "seed";

    /** Where a seed's record says that it is reached. */
    static final String SERVICE = "overlay";

    /** For a node that was told of none. */
    static final int NONE_TOLD = 3;

    static final long DISTRUST_MILLIS = 600_000;

    /** A listed node that is not called dead. */
    record Candidate(NodeRecord record, Instant since) {

        private Optional<Address> address() {
            return record.services().stream()
                    .filter(service -> service.name().equals(SERVICE))
                    .flatMap(service -> service.addresses().stream())
                    .findFirst()
                    .filter(_ -> record.roles().contains(ROLE));
        }
    }

    /** Whom to register with no more, and whom from now on. */
    record Change(List<SeedAddress> gone, List<SeedAddress> found) {}

    private final Map<PeerId, Address> taken = new LinkedHashMap<>();
    private final Map<PeerId, Long> distrustedUntil = new HashMap<>();

    /**
     * Looks through the directory.
     *
     * @param told addresses of seeds that the node was told of
     * @param known who has answered there, and the node itself
     */
    Change look(List<Candidate> listed, List<Address> told, Set<PeerId> known, long now) {
        distrustedUntil.values().removeIf(until -> until <= now);
        Map<PeerId, Address> wanted = new LinkedHashMap<>();
        Set<Address> addresses = new HashSet<>(told);
        int most = told.isEmpty() ? NONE_TOLD : told.size();
        listed.stream()
                .filter(it -> !known.contains(it.record.peer()))
                .filter(it -> !distrustedUntil.containsKey(it.record.peer()))
                .sorted(Comparator.comparing(Candidate::since))
                .forEach(it -> it.address()
                        .map(address -> taken.getOrDefault(it.record.peer(), address))
                        .filter(address -> wanted.size() < most && addresses.add(address))
                        .ifPresent(address -> wanted.put(it.record.peer(), address)));
        Change change =
                new Change(seeds(taken, it -> !wanted.containsKey(it)), seeds(wanted, it -> !taken.containsKey(it)));
        taken.clear();
        taken.putAll(wanted);
        return change;
    }

    /** Nobody answers there as a seed does: it is given up with the next look. */
    void distrust(Address address, long now) {
        taken.forEach((peer, at) -> {
            if (at.equals(address)) {
                distrustedUntil.put(peer, now + DISTRUST_MILLIS);
            }
        });
    }

    private static List<SeedAddress> seeds(Map<PeerId, Address> from, Predicate<PeerId> which) {
        return from.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .map(entry -> new SeedAddress(entry.getValue(), Optional.of(entry.getKey())))
                .toList();
    }
}
