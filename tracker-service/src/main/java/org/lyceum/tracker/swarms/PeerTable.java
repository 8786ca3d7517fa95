package org.lyceum.tracker.swarms;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.lyceum.bittorrent.tracker.CompactPeers;
import org.lyceum.bittorrent.tracker.CompactPeers.Family;
import org.lyceum.tracker.hash.SipHash;

/**
 * The peers of one address family in one swarm, in primitive arrays: 6 or 18 bytes of compact address (an "endpoint")
 * and 4 of time for each, and a hash index of 8 to 32 bytes.
 *
 * <p>Endpoints are dense and seeds come first, so that a random choice among all peers, or among the leechers alone, is
 * a choice among consecutive numbers. Their order means nothing else: an entry moves when another is removed or
 * changes sides.
 *
 * <p>The index is a hash table with linear probing. It hashes an endpoint's network (an IPv4 address, or the /64 of an
 * IPv6 address) and not its port: the endpoints of one network then lie in one run of slots, where they can be counted,
 * which bounds the ports per network without further memory. The bound also keeps those runs short.
 */
final class PeerTable {

    private static final int SMALLEST = 4;

    /** Slots for each entry that there is room for: the index is never more than half full. */
    private static final int SLOTS_PER_ENTRY = 2;

    private final Family family;
    private final int width;
    private final SipHash hash;

    private byte[] endpoints;
    private int[] seenAt;
    private int size;
    private int seeds;

    /** Position of an entry and 1, or 0 for a free slot; the length is a power of two. */
    private int[] slots;

    PeerTable(Family family, SipHash hash) {
        this.family = family;
        this.width = family.width();
        this.hash = hash;
        this.endpoints = new byte[SMALLEST * width];
        this.seenAt = new int[SMALLEST];
        this.slots = new int[SMALLEST * SLOTS_PER_ENTRY];
    }

    int size() {
        return size;
    }

    int seeds() {
        return seeds;
    }

    /** Position of an endpoint, good until the next change; -1 when it is not here. */
    int indexOf(byte[] endpoint) {
        for (int slot = home(endpoint, 0); slots[slot] != 0; slot = next(slot)) {
            int start = (slots[slot] - 1) * width;
            if (Arrays.equals(endpoints, start, start + width, endpoint, 0, width)) {
                return slots[slot] - 1;
            }
        }
        return -1;
    }

    boolean isSeed(int index) {
        return index >= 0 && index < seeds;
    }

    /** How many endpoints of this endpoint's network are here. */
    int countOfNetwork(byte[] endpoint) {
        long network = networkOf(family, endpoint, 0);
        int count = 0;
        for (int slot = home(endpoint, 0); slots[slot] != 0; slot = next(slot)) {
            if (networkOf(family, endpoints, (slots[slot] - 1) * width) == network) {
                count++;
            }
        }
        return count;
    }

    /** Adds an endpoint, or updates it. */
    void put(byte[] endpoint, boolean seed, int now) {
        int index = indexOf(endpoint);
        if (index < 0) {
            index = append(endpoint);
        }
        seenAt[index] = now;
        if (seed && index >= seeds) {
            swap(index, seeds++);
        } else if (!seed && index < seeds) {
            swap(index, --seeds);
        }
    }

    /** Removes an endpoint; false when it was not here. */
    boolean remove(byte[] endpoint) {
        int index = indexOf(endpoint);
        if (index < 0) {
            return false;
        }
        removeAt(index);
        return true;
    }

    /** Removes whoever was last seen before this time, and hands on each endpoint after it is gone. */
    void expire(int before, Consumer<byte[]> removed) {
        for (int index = size - 1; index >= 0; index--) {
            // removing moves entries from behind into this place, all of them looked at before
            if (seenAt[index] < before) {
                byte[] endpoint = Arrays.copyOfRange(endpoints, index * width, (index + 1) * width);
                removeAt(index);
                removed.accept(endpoint);
            }
        }
    }

    /**
     * Chooses peers at random, every set of them as likely as any other (Floyd's algorithm; Bentley, 1987), without
     * copying or reordering the swarm.
     *
     * @param wanted at most so many
     * @param except position of the one that asks, -1 when it is not here
     * @param leechersOnly leave the seeds out
     */
    CompactPeers sample(int wanted, int except, boolean leechersOnly, RandomGenerator random) {
        int from = leechersOnly ? seeds : 0;
        int left = except >= from ? except : size;
        int candidates = size - from - (left < size ? 1 : 0);
        int count = Math.min(wanted, candidates);
        if (count <= 0) {
            return CompactPeers.none(family);
        }
        int[] chosen = new int[count];
        for (int taken = 0; taken < count; taken++) {
            int last = candidates - count + taken;
            int candidate = count == candidates ? last : random.nextInt(last + 1);
            chosen[taken] = contains(chosen, taken, candidate) ? last : candidate;
        }
        byte[] bytes = new byte[count * width];
        for (int i = 0; i < count; i++) {
            int index = from + chosen[i];
            System.arraycopy(endpoints, (index < left ? index : index + 1) * width, bytes, i * width, width);
        }
        return new CompactPeers(family, bytes);
    }

    private static boolean contains(int[] values, int length, int value) {
        for (int i = 0; i < length; i++) {
            if (values[i] == value) {
                return true;
            }
        }
        return false;
    }

    /** What counts as one participant's network: an IPv4 address, or the first 64 bits of an IPv6 address. */
    static long networkOf(Family family, byte[] bytes, int start) {
        int length = switch (family) {
            case IPV4 -> Integer.BYTES;
            case IPV6 -> Long.BYTES;
        };
        long network = 0;
        for (int i = 0; i < length; i++) {
            network = network << Byte.SIZE | (bytes[start + i] & 0xff);
        }
        return network;
    }

    private int append(byte[] endpoint) {
        if (size == seenAt.length) {
            resize(size * 2);
        }
        System.arraycopy(endpoint, 0, endpoints, size * width, width);
        index(size);
        return size++;
    }

    private void removeAt(int removed) {
        int index = removed;
        if (index < seeds) {
            swap(index, --seeds);
            index = seeds;
        }
        swap(index, size - 1);
        free(slotOf(size - 1));
        size--;
        if (size < seenAt.length / 4 && seenAt.length > SMALLEST) {
            resize(seenAt.length / 2);
        }
    }

    private void swap(int one, int other) {
        if (one == other) {
            return;
        }
        int slotOfOne = slotOf(one);
        int slotOfOther = slotOf(other);
        slots[slotOfOne] = other + 1;
        slots[slotOfOther] = one + 1;
        for (int i = 0; i < width; i++) {
            byte kept = endpoints[one * width + i];
            endpoints[one * width + i] = endpoints[other * width + i];
            endpoints[other * width + i] = kept;
        }
        int kept = seenAt[one];
        seenAt[one] = seenAt[other];
        seenAt[other] = kept;
    }

    private void resize(int capacity) {
        endpoints = Arrays.copyOf(endpoints, capacity * width);
        seenAt = Arrays.copyOf(seenAt, capacity);
        slots = new int[capacity * SLOTS_PER_ENTRY];
        for (int index = 0; index < size; index++) {
            index(index);
        }
    }

    private void index(int index) {
        int slot = home(endpoints, index * width);
        while (slots[slot] != 0) {
            slot = next(slot);
        }
        slots[slot] = index + 1;
    }

    private int slotOf(int index) {
        int slot = home(endpoints, index * width);
        while (slots[slot] != index + 1) {
            slot = next(slot);
        }
        return slot;
    }

    /** Frees a slot and moves back whatever only stood behind it because it was taken. */
    private void free(int slot) {
        int hole = slot;
        for (int each = next(hole); slots[each] != 0; each = next(each)) {
            int home = home(endpoints, (slots[each] - 1) * width);
            if (distance(home, each) >= distance(hole, each)) {
                slots[hole] = slots[each];
                hole = each;
            }
        }
        slots[hole] = 0;
    }

    private int distance(int from, int to) {
        return (to - from) & (slots.length - 1);
    }

    private int home(byte[] bytes, int start) {
        return (int) hash.hash(networkOf(family, bytes, start)) & (slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }
}
