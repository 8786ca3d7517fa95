package org.lyceum.overlay.network;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.identity.Standing;
import org.lyceum.overlay.membership.NeighbourStatus;
import org.lyceum.overlay.membership.Registration;

/**
 * The network as one node sees it at one moment.
 *
 * @param nodes all whose records are held, this one among them; those called dead last
 * @param registrations whom this node holds as a seed; empty when it is none
 * @param deaths the latest first, at most {@value Deaths#MAX_NOTICES}
 */
public record NetworkSnapshot(
        Self self,
        List<Link> links,
        List<KnownNode> nodes,
        List<KnownSeed> seeds,
        Optional<List<Registered>> registrations,
        List<DeathNotice> deaths) {

    public NetworkSnapshot {
        links = List.copyOf(links);
        nodes = List.copyOf(nodes);
        seeds = List.copyOf(seeds);
        registrations = registrations.map(List::copyOf);
        deaths = List.copyOf(deaths);
    }

    /**
     * This node.
     *
     * @param network whose admins say who is what; empty when this node is part of none
     * @param since when it joined
     * @param isolated whether all its neighbours are silent, so that the fault may be its own
     */
    public record Self(Contact contact, Optional<PeerId> network, boolean isSeed, Instant since, boolean isolated) {}

    /**
     * A link to a neighbour.
     *
     * @param chosen whether this node chose it, and not the neighbour
     * @param lastSeen when the neighbour last answered a probe
     * @param roundTrip of the last probe that was answered
     * @param missedProbes in a row
     */
    public record Link(
            Contact neighbour,
            boolean chosen,
            Instant since,
            Instant lastSeen,
            Optional<Duration> roundTrip,
            int missedProbes) {

        static Link of(NeighbourStatus link) {
            return new Link(
                    link.contact(),
                    link.outbound(),
                    Instant.ofEpochMilli(link.since()),
                    Instant.ofEpochMilli(link.lastAnswer()),
                    link.roundTripMillis() < 0
                            ? Optional.empty()
                            : Optional.of(Duration.ofMillis(link.roundTripMillis())),
                    link.misses());
        }
    }

    /**
     * A node that has made itself known.
     *
     * @param standing what it has proved to be in this node's network
     * @param since when it was first heard of here
     * @param lastHeard when its newest record came
     */
    public record KnownNode(
            NodeRecord record, Standing standing, Instant since, Instant lastHeard, boolean calledDead) {}

    /**
     * A seed that this node knows.
     *
     * @param peer who answered there; empty when nobody has
     * @param holdsUs whether it holds this node's registration
     */
    public record KnownSeed(Address address, Optional<PeerId> peer, boolean holdsUs) {}

    /**
     * A node that is registered here.
     *
     * @param neighbours whom it said to be linked to
     * @param lastSeen when it last renewed, or answered a check
     * @param reporters who has called it dead since
     */
    public record Registered(
            Contact contact, List<PeerId> neighbours, Instant since, Instant lastSeen, Set<PeerId> reporters) {

        static Registered of(Registration held) {
            return new Registered(
                    held.contact(),
                    held.neighbours(),
                    Instant.ofEpochMilli(held.since()),
                    Instant.ofEpochMilli(held.lastSeen()),
                    held.accusers());
        }
    }
}
