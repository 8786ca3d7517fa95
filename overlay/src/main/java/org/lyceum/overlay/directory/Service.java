package org.lyceum.overlay.directory;

import java.util.List;
import org.lyceum.overlay.Address;

/**
 * Something that a node runs for others.
 *
 * @param name such as {@code rest} or {@code bittorrent}; a {@linkplain NodeRecord#isWord word}
 * @param addresses the most useful first, at most {@value #MAX_ADDRESSES}
 */
public record Service(String name, List<Address> addresses) {

    public static final int MAX_ADDRESSES = 4;

    /** @throws IllegalArgumentException when the name is no word or there are too many addresses */
    public Service {
        addresses = List.copyOf(addresses);
        NodeRecord.requireWord("service", name);
        if (addresses.size() > MAX_ADDRESSES) {
            throw new IllegalArgumentException("service %s has %d addresses, at most %d are allowed"
                    .formatted(name, addresses.size(), MAX_ADDRESSES));
        }
    }
}
