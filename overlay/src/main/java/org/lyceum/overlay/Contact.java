package org.lyceum.overlay;

import java.util.List;

/**
 * How to reach a node. It proves nothing: who dials it checks the {@link PeerId} on the channel.
 *
 * @param incarnation which life of the node this is; only the node itself raises it, to refute that it is dead
 * @param addresses the most useful first, 1 to {@value #MAX_ADDRESSES}
 */
public record Contact(PeerId peer, long incarnation, List<Address> addresses) {

    /** Loopback, the local network, one of each IP version outside. */
    public static final int MAX_ADDRESSES = 4;

    /** @throws IllegalArgumentException when there are no or too many addresses, or the incarnation is negative */
    public Contact {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || addresses.size() > MAX_ADDRESSES) {
            throw new IllegalArgumentException(
                    "%d addresses of %s, expected 1 to %d".formatted(addresses.size(), peer, MAX_ADDRESSES));
        }
        if (incarnation < 0) {
            throw new IllegalArgumentException("incarnation %d of %s is negative".formatted(incarnation, peer));
        }
    }

    /** The same node in this life of it, if that is later than the one that is known. */
    public Contact inLife(long other) {
        return other > incarnation ? new Contact(peer, other, addresses) : this;
    }

    /** The same node in its next life. */
    public Contact reborn() {
        return new Contact(peer, incarnation + 1, addresses);
    }
}
