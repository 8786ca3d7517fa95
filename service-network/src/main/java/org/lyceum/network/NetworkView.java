package org.lyceum.network;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.directory.NodeRecord;
import org.lyceum.overlay.network.DeathNotice;
import org.lyceum.overlay.network.NetworkSnapshot;

/**
 * The network as one node sees it, as JSON. Names are what nodes call themselves; empty when it is not known.
 *
 * @param registrations null when this node is no seed
 */
record NetworkView(
        SelfView self,
        List<LinkView> links,
        List<NodeView> nodes,
        List<SeedView> seeds,
        @Nullable List<RegistrationView> registrations,
        List<DeathView> deaths) {

    /** This node; {@code network} is null when it is part of none whose admins say who is what. */
    record SelfView(
            String peerId,
            @Nullable String network,
            String name,
            String course,
            Collection<String> roles,
            List<String> addresses,
            boolean seed,
            Instant since,
            boolean isolated) {}

    /**
     * A link.
     *
     * @param chosen by this node, not by the other
     * @param roundTripMillis null before the first answer to a probe
     */
    record LinkView(
            String peerId,
            String name,
            Collection<String> roles,
            List<String> addresses,
            boolean chosen,
            Instant since,
            Instant lastSeen,
            @Nullable Long roundTripMillis,
            int missedProbes) {}

    /** A seed; {@code peerId} is null while nobody has answered there. */
    record SeedView(String address, @Nullable String peerId, boolean registered) {

        static SeedView of(NetworkSnapshot.KnownSeed seed) {
            return new SeedView(
                    seed.address().toString(), seed.peer().map(PeerId::text).orElse(null), seed.holdsUs());
        }
    }

    /** Who is registered here, and with whom it says to be linked. */
    record RegistrationView(
            String peerId,
            String name,
            List<String> addresses,
            List<String> neighbours,
            Instant since,
            Instant lastSeen,
            List<String> reporters) {}

    /** That someone is called dead; {@code refuted} and {@code dropped} are null while they have not happened. */
    record DeathView(
            String peerId,
            String name,
            long incarnation,
            List<ReportView> reports,
            @Nullable Instant refuted,
            @Nullable Instant dropped) {}

    record ReportView(String reporter, String reporterName, Instant at) {}

    static NetworkView of(NetworkSnapshot snapshot) {
        return new Names(snapshot).view(snapshot);
    }

    static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** What the nodes of a snapshot say of themselves. */
    static final class Names {

        private final Map<PeerId, NodeRecord> records = new HashMap<>();

        Names(NetworkSnapshot snapshot) {
            snapshot.nodes().forEach(node -> records.put(node.record().peer(), node.record()));
        }

        String of(PeerId peer) {
            return Optional.ofNullable(records.get(peer)).map(NodeRecord::name).orElse("");
        }

        private Collection<String> roles(PeerId peer) {
            NodeRecord record = records.get(peer);
            return record == null ? List.of() : record.roles();
        }

        NetworkView view(NetworkSnapshot snapshot) {
            return new NetworkView(
                    self(snapshot.self()),
                    links(snapshot),
                    snapshot.nodes().stream().map(NodeView::of).toList(),
                    snapshot.seeds().stream().map(SeedView::of).toList(),
                    snapshot.registrations()
                            .map(all -> all.stream().map(this::registration).toList())
                            .orElse(null),
                    snapshot.deaths().stream().map(this::death).toList());
        }

        private SelfView self(NetworkSnapshot.Self self) {
            PeerId peer = self.contact().peer();
            NodeRecord record = records.get(peer);
            return new SelfView(
                    peer.text(),
                    self.network().map(PeerId::text).orElse(null),
                    of(peer),
                    record == null ? "" : record.course(),
                    roles(peer),
                    texts(self.contact().addresses()),
                    self.isSeed(),
                    self.since(),
                    self.isolated());
        }

        List<LinkView> links(NetworkSnapshot snapshot) {
            return snapshot.links().stream()
                    .map(link -> {
                        PeerId peer = link.neighbour().peer();
                        return new LinkView(
                                peer.text(),
                                of(peer),
                                roles(peer),
                                texts(link.neighbour().addresses()),
                                link.chosen(),
                                link.since(),
                                link.lastSeen(),
                                link.roundTrip().map(time -> time.toMillis()).orElse(null),
                                link.missedProbes());
                    })
                    .toList();
        }

        private RegistrationView registration(NetworkSnapshot.Registered node) {
            PeerId peer = node.contact().peer();
            return new RegistrationView(
                    peer.text(),
                    of(peer),
                    texts(node.contact().addresses()),
                    node.neighbours().stream().map(PeerId::text).toList(),
                    node.since(),
                    node.lastSeen(),
                    node.reporters().stream().map(PeerId::text).sorted().toList());
        }

        DeathView death(DeathNotice notice) {
            return new DeathView(
                    notice.peer().text(),
                    of(notice.peer()),
                    notice.incarnation(),
                    notice.reports().stream()
                            .map(report -> new ReportView(report.reporter().text(), of(report.reporter()), report.at()))
                            .toList(),
                    notice.refuted().orElse(null),
                    notice.dropped().orElse(null));
        }
    }
}
