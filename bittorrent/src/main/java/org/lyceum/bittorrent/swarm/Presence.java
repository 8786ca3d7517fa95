package org.lyceum.bittorrent.swarm;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether a torrent takes part: its peers and its trackers are met and left together. Lives on the torrent's event
 * loop.
 */
final class Presence {

    private final Swarm swarm;
    private final Announcer announcer;
    private boolean meeting;

    /** What the swarm was started with. */
    private @Nullable Content met;

    Presence(Swarm swarm, Announcer announcer) {
        this.swarm = swarm;
        this.announcer = announcer;
    }

    boolean isMeeting() {
        return meeting;
    }

    /** @param content null as long as the metadata is not known */
    void meet(@Nullable Content content) {
        if (!meeting || met != content) {
            meeting = true;
            met = content;
            swarm.start(content);
            announcer.start();
        }
    }

    /** Completes when the tracker has been told, or could not be reached. */
    CompletableFuture<?> leave(String reason) {
        meeting = false;
        swarm.stop(reason);
        return announcer.stop();
    }

    void tick() {
        swarm.tick();
        announcer.tick();
    }

    /** When {@link #tick} has something to do again; null for not before somebody comes. */
    @Nullable
    Duration untilDue() {
        Duration announce = announcer.untilDue();
        Duration dial = swarm.dialling().untilDue();
        if (announce == null || dial == null) {
            return announce == null ? dial : announce;
        }
        return announce.compareTo(dial) < 0 ? announce : dial;
    }
}
