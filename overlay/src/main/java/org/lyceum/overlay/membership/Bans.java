package org.lyceum.overlay.membership;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lyceum.overlay.PeerId;

/** Whom this node does not listen to for ten minutes, since they misbehaved. */
final class Bans {

    private static final long BAN_MILLIS = 600_000;
    private static final int MAX_BANS = 1_024;

    private final Map<PeerId, Long> bannedUntil = new LinkedHashMap<>();

    void add(PeerId peer, long now) {
        bannedUntil.values().removeIf(until -> until <= now);
        if (bannedUntil.size() < MAX_BANS) {
            bannedUntil.put(peer, now + BAN_MILLIS);
        }
    }

    boolean hold(PeerId peer, long now) {
        return !bannedUntil.isEmpty() && bannedUntil.getOrDefault(peer, now) > now;
    }
}
