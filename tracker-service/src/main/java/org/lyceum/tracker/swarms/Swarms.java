package org.lyceum.tracker.swarms;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.bittorrent.tracker.AnnounceEvent;
import org.lyceum.bittorrent.tracker.AnnounceRequest;
import org.lyceum.bittorrent.tracker.CompactPeers;
import org.lyceum.bittorrent.tracker.CompactPeers.Family;
import org.lyceum.bittorrent.tracker.ScrapeResult;
import org.lyceum.tracker.hash.SipHash;

/**
 * Every swarm that the tracker knows, by info hash.
 *
 * <p>A peer is an address and a port. It is in a swarm from its first announce until it says that it stops, or until
 * {@link SwarmLimits#expiry()} has passed since its last announce; {@link #sweep()} is what takes it out then. A swarm
 * that lost its last peer is remembered, for its count of downloads, as long as a peer would be.
 *
 * <p>Thread-safe by one lock: an announce holds it for microseconds, a sweep for one slice of the swarms.
 */
public final class Swarms {

    /** How many calls of {@link #sweep()} it takes to come by every swarm. */
    public static final int SWEEPS_PER_ROUND = 60;

    private final SwarmLimits limits;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final SipHash hash;
    private final Instant start;
    private final NavigableMap<InfoHash, Swarm> swarms = new TreeMap<>();
    private final Map<Family, NetworkQuota> quotas = new EnumMap<>(Family.class);
    private int peers;

    /** The last swarm that was swept in this round; null before its first one. */
    private @Nullable InfoHash swept;

    /** Swarms for each sweep of this round. */
    private int slice;

    /**
     * No swarms yet.
     *
     * @param hash with a key that nobody knows, so that nobody can choose addresses that collide
     * @param random chooses the peers of an answer
     */
    public Swarms(SwarmLimits limits, InstantSource clock, SipHash hash, RandomGenerator random) {
        this.limits = limits;
        this.clock = clock;
        this.random = random;
        this.hash = hash;
        this.start = clock.instant();
    }

    /**
     * Puts a peer into a swarm, or takes it out.
     *
     * @param peer address that the request came from, with the port on which the peer listens
     * @param wanted at most so many other peers in the answer; a seed gets no seeds but when it starts, since aria2 calls
     *     itself a seed while it has a magnet link alone, and somebody must give it the metadata
     */
    public synchronized AnnounceOutcome announce(InetSocketAddress peer, AnnounceRequest request, int wanted) {
        Family family = Family.of(peer.getAddress());
        byte[] endpoint = CompactPeers.encode(peer);
        return request.event() == AnnounceEvent.STOPPED
                ? leave(request.infoHash(), family, endpoint)
                : join(family, endpoint, request, wanted);
    }

    private AnnounceOutcome leave(InfoHash infoHash, Family family, byte[] endpoint) {
        Swarm swarm = swarms.get(infoHash);
        if (swarm == null) {
            return new AnnounceOutcome.Accepted(0, 0, CompactPeers.none(family));
        }
        if (swarm.table(family).remove(endpoint)) {
            removed(swarm, family, endpoint);
        }
        return accepted(swarm, CompactPeers.none(family));
    }

    private AnnounceOutcome join(Family family, byte[] endpoint, AnnounceRequest request, int wanted) {
        Swarm known = swarms.get(request.infoHash());
        int index = known == null ? -1 : known.table(family).indexOf(endpoint);
        if (index < 0) {
            Optional<String> objection = admit(known, family, endpoint);
            if (objection.isPresent()) {
                return new AnnounceOutcome.Refused(objection.get());
            }
            peers++;
        }
        Swarm swarm = known == null ? new Swarm(hash) : known;
        swarms.putIfAbsent(request.infoHash(), swarm);
        PeerTable table = swarm.table(family);
        if (request.event() == AnnounceEvent.COMPLETED && !table.isSeed(index)) {
            swarm.countCompleted(); // not again when the announce is repeated because its answer got lost
        }
        boolean seed = request.left() == 0;
        int now = secondsAt(clock.instant());
        table.put(endpoint, seed, now);
        swarm.announcedAt(now);
        boolean leechersOnly = seed && request.event() != AnnounceEvent.STARTED;
        return accepted(swarm, table.sample(wanted, table.indexOf(endpoint), leechersOnly, random));
    }

    /** Makes room for a peer that is new in a swarm, or says which limit is in the way. */
    private Optional<String> admit(@Nullable Swarm swarm, Family family, byte[] endpoint) {
        if (swarm == null && swarms.size() >= limits.swarms()) {
            return Optional.of("this tracker is full: it keeps %d swarms at most".formatted(limits.swarms()));
        }
        if (peers >= limits.peers()) {
            return Optional.of("this tracker is full: it keeps %d peers at most".formatted(limits.peers()));
        }
        int ports = swarm == null ? 0 : swarm.table(family).countOfNetwork(endpoint);
        if (ports >= limits.portsPerNetwork()) {
            return Optional.of("%d peers of your address are in this swarm already".formatted(ports));
        }
        if (ports == 0 && !quota(family).take(networkOf(family, endpoint))) {
            return Optional.of("your address is in %d swarms already".formatted(limits.swarmsPerNetwork()));
        }
        return Optional.empty();
    }

    /** Keeps the counts after an endpoint has gone from a swarm. */
    private void removed(Swarm swarm, Family family, byte[] endpoint) {
        peers--;
        if (swarm.table(family).countOfNetwork(endpoint) == 0) {
            quota(family).release(networkOf(family, endpoint));
        }
    }

    private static AnnounceOutcome accepted(Swarm swarm, CompactPeers others) {
        ScrapeResult counts = swarm.scrape();
        return new AnnounceOutcome.Accepted(counts.leechers(), counts.seeders(), others);
    }

    /** One result for each info hash, in that order; zeros for a swarm that is not known (BEP 48). */
    public synchronized List<ScrapeResult> scrape(List<InfoHash> infoHashes) {
        return infoHashes.stream()
                .map(infoHash -> find(infoHash).orElse(new ScrapeResult(0, 0, 0)))
                .toList();
    }

    public synchronized Optional<ScrapeResult> find(InfoHash infoHash) {
        return Optional.ofNullable(swarms.get(infoHash)).map(Swarm::scrape);
    }

    /**
     * Swarms in the order of their info hashes.
     *
     * @param after the info hash before the first, not included; null for the very first
     */
    public synchronized List<SwarmView> page(@Nullable InfoHash after, int limit) {
        NavigableMap<InfoHash, Swarm> rest = after == null ? swarms : swarms.tailMap(after, false);
        return rest.entrySet().stream()
                .limit(limit)
                .map(entry -> SwarmView.of(entry.getKey(), entry.getValue().scrape()))
                .toList();
    }

    /**
     * Takes out expired peers and abandoned swarms in one slice of all swarms. Called once a second, it leaves nobody
     * longer than a minute beyond the expiry.
     */
    public synchronized void sweep() {
        int before = secondsAt(clock.instant().minus(limits.expiry()));
        if (swept == null) {
            slice = swarms.size() / SWEEPS_PER_ROUND + 1;
        }
        List<InfoHash> abandoned = new ArrayList<>();
        Iterator<Map.Entry<InfoHash, Swarm>> entries = (swept == null ? swarms : swarms.tailMap(swept, false))
                .entrySet()
                .iterator();
        for (int i = 0; i < slice && entries.hasNext(); i++) {
            Map.Entry<InfoHash, Swarm> entry = entries.next();
            Swarm swarm = entry.getValue();
            swarm.expire(before, (family, endpoint) -> removed(swarm, family, endpoint));
            if (swarm.isAbandoned(before)) {
                abandoned.add(entry.getKey());
            }
            swept = entry.getKey();
        }
        if (!entries.hasNext()) {
            swept = null;
        }
        abandoned.forEach(swarms::remove);
    }

    /** How many swarms there are. */
    public synchronized int size() {
        return swarms.size();
    }

    /** How many peers there are, each counted once for every swarm that it is in. */
    public synchronized int peers() {
        return peers;
    }

    private NetworkQuota quota(Family family) {
        return quotas.computeIfAbsent(family, _ -> new NetworkQuota(limits.swarmsPerNetwork()));
    }

    private static long networkOf(Family family, byte[] endpoint) {
        return PeerTable.networkOf(family, endpoint, 0);
    }

    private int secondsAt(Instant time) {
        return (int) Duration.between(start, time).toSeconds();
    }
}
