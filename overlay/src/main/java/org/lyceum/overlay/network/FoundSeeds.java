package org.lyceum.overlay.network;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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
 */
final class FoundSeeds {

    static final String ROLE = "seed";

    /** Where a seed's record says that it is reached. */
    static final String SERVICE = "overlay";

    /** For a node that was told of none. */
    static final int NONE_TOLD = 3;

    /** A listed node that is not called dead. */
    record Candidate(NodeRecord record, Instant since) {

        private Optional<SeedAddress> seed() {
            return record.services().stream()
                    .filter(service -> service.name().equals(SERVICE))
                    .flatMap(service -> service.addresses().stream())
                    .findFirst()
                    .filter(_ -> record.roles().contains(ROLE))
                    .map(address -> new SeedAddress(address, Optional.of(record.peer())));
        }
    }

    private FoundSeeds() {}

    /**
     * Those to register with.
     *
     * @param told addresses of seeds that the node was told of
     * @param known who has answered there, and the node itself
     * @param isTrusted false for an address where nobody answered as a seed does: so a dead one is not asked for long
     */
    static List<SeedAddress> among(
            List<Candidate> listed, List<Address> told, Set<PeerId> known, Predicate<Address> isTrusted) {
        Set<Address> taken = new HashSet<>();
        return listed.stream()
                .sorted(Comparator.comparing(Candidate::since))
                .flatMap(candidate -> candidate.seed().stream())
                .filter(seed -> !known.contains(seed.peer().orElseThrow()))
                .filter(seed -> !told.contains(seed.address()))
                .filter(seed -> isTrusted.test(seed.address()))
                .filter(seed -> taken.add(seed.address()))
                .limit(told.isEmpty() ? NONE_TOLD : told.size())
                .toList();
    }
}
