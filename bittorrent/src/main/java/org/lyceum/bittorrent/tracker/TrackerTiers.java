package org.lyceum.bittorrent.tracker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The order in which the trackers of a torrent are tried (BEP 12).
 *
 * <p>Every tier is shuffled once, so that a swarm spreads over its trackers. An announce is a round: the first tracker
 * of the first tier, then the rest of that tier, then the next tier, until one answers. The one that answers moves to
 * the front of its tier and ends the round. An announcer therefore does
 *
 * <pre>{@code
 * tiers.next()           // present: announce to it; empty: every tracker has failed, wait, then tiers.restart()
 * tiers.answered(url)    // done until the interval is over; next() is then the same tracker
 * tiers.failed(url)      // next() is now the one after it
 * }</pre>
 *
 * <p>Only UDP trackers are taken in; the others a caller reports as unsupported. A tracker named twice is kept where it
 * stands first. Not thread-safe.
 */
public final class TrackerTiers {

    private final List<List<TrackerUrl>> tiers;
    private int tier;
    private int position;

    public TrackerTiers(List<List<TrackerUrl>> tiers, RandomGenerator random) {
        Set<TrackerUrl> seen = new HashSet<>();
        List<List<TrackerUrl>> shuffled = new ArrayList<>();
        for (List<TrackerUrl> urls : tiers) {
            List<TrackerUrl> kept = new ArrayList<>(
                    urls.stream().filter(url -> url.isUdp() && seen.add(url)).toList());
            if (!kept.isEmpty()) {
                Collections.shuffle(kept, java.util.Random.from(random));
                shuffled.add(kept);
            }
        }
        this.tiers = List.copyOf(shuffled);
    }

    /** The tracker whose turn it is; empty when every one has failed in this round, or there is none. */
    public Optional<TrackerUrl> next() {
        return tier < tiers.size() ? Optional.of(tiers.get(tier).get(position)) : Optional.empty();
    }

    /** This tracker has answered: it goes to the front of its tier, and the round begins anew. */
    public void answered(TrackerUrl tracker) {
        for (List<TrackerUrl> urls : tiers) {
            if (urls.remove(tracker)) {
                urls.addFirst(tracker);
            }
        }
        restart();
    }

    /** This tracker has failed. Nothing changes when it is not its turn, as after a late answer. */
    public void failed(TrackerUrl tracker) {
        if (next().filter(tracker::equals).isEmpty()) {
            return;
        }
        position++;
        if (position == tiers.get(tier).size()) {
            tier++;
            position = 0;
        }
    }

    /** Begins a round: the first tracker of the first tier is next. */
    public void restart() {
        tier = 0;
        position = 0;
    }

    /** All of them in their present order; a copy. */
    public List<List<TrackerUrl>> tiers() {
        return tiers.stream().map(List::copyOf).toList();
    }
}
