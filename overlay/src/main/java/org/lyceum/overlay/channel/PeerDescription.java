package org.lyceum.overlay.channel;

import java.util.List;
import java.util.Optional;

/**
 * What a peer says of itself by identify. Nothing of it is proved.
 *
 * @param agent program and version
 * @param addresses where it says that it listens; those that this node could dial
 * @param observed where it sees this node
 * @param protocols what it speaks
 */
public record PeerDescription(
        String agent, List<Multiaddr> addresses, Optional<Multiaddr> observed, List<String> protocols) {}
