package org.lyceum.overlay.channel;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Counts the incoming connections whose handshake is not done, so that nobody takes all the places. */
final class HalfOpen {

    private final int limit;
    private final int limitPerAddress;
    private final Map<InetAddress, Integer> places = new HashMap<>();
    private int taken;

    HalfOpen(int limit, int limitPerAddress) {
        this.limit = limit;
        this.limitPerAddress = limitPerAddress;
    }

    /** Takes a place; false when there is none. */
    synchronized boolean enter(InetAddress address) {
        int here = places.getOrDefault(address, 0);
        if (taken >= limit || here >= limitPerAddress) {
            return false;
        }
        taken++;
        places.put(address, here + 1);
        return true;
    }

    synchronized void leave(InetAddress address) {
        taken--;
        places.computeIfPresent(address, (_, here) -> here > 1 ? here - 1 : null);
    }
}
