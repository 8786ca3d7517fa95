package org.lyceum.chat.replication;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lyceum.overlay.PeerId;

/**
 * Who votes: a part of the log, so that every change of it is acknowledged by those who voted before (joint consensus:
 * Ongaro, "Consensus: Bridging Theory and Practice", section 4.3).
 *
 * @param voters 1 to {@value #MAX_VOTERS}
 * @param outgoing who voted before, while a change is under way: a majority of them is needed too; else empty
 */
public record Configuration(List<Voter> voters, List<Voter> outgoing) {

    public static final int MAX_VOTERS = 9;

    /** @throws IllegalArgumentException when there are too few or too many, or one votes twice */
    public Configuration {
        voters = List.copyOf(voters);
        outgoing = List.copyOf(outgoing);
        if (voters.isEmpty() || voters.size() > MAX_VOTERS || outgoing.size() > MAX_VOTERS) {
            throw new IllegalArgumentException("%d voters and %d before, of each at most %d are allowed"
                    .formatted(voters.size(), outgoing.size(), MAX_VOTERS));
        }
        requireDistinct(voters);
        requireDistinct(outgoing);
    }

    private static void requireDistinct(List<Voter> voters) {
        if (voters.stream().map(Voter::peer).distinct().count() < voters.size()) {
            throw new IllegalArgumentException("a voter is there twice");
        }
    }

    static Configuration of(List<Voter> voters) {
        return new Configuration(voters, List.of());
    }

    /** Whether a majority agrees; of both sides while they change. */
    boolean isDecidedBy(Predicate<Voter> agrees) {
        return isMajority(voters, agrees) && (outgoing.isEmpty() || isMajority(outgoing, agrees));
    }

    private static boolean isMajority(List<Voter> voters, Predicate<Voter> agrees) {
        return voters.stream().filter(agrees).count() > voters.size() / 2;
    }

    boolean isChanging() {
        return !outgoing.isEmpty();
    }

    /** What a change leads to. */
    Configuration settled() {
        return of(voters);
    }

    /** Both sides. */
    Stream<Voter> all() {
        return Stream.concat(voters.stream(), outgoing.stream()).distinct();
    }

    /** Among those who vote from now on. */
    Optional<Voter> voter(PeerId peer) {
        return voters.stream().filter(voter -> voter.peer().equals(peer)).findAny();
    }

    boolean isSameAs(List<Voter> others) {
        return new HashSet<>(voters).equals(new HashSet<>(others));
    }
}
