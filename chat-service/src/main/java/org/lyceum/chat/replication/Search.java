package org.lyceum.chat.replication;

import java.util.Collection;
import java.util.random.RandomGenerator;
import org.lyceum.chat.replication.RoomMessage.Seek;
import org.lyceum.overlay.PeerId;

/**
 * Looks for the room, and finds out whether to found it. Of several who look, and could lead, the one with the lowest
 * name does; the others wait for it.
 */
final class Search {

    private static final long SEEK_MILLIS = 500;

    private final Member self;
    private final long quietMillis;
    private final ReplicaActions actions;
    private long nextSeek;
    private long quietUntil;

    Search(Member self, ReplicaSettings settings, ReplicaActions actions, RandomGenerator random, long now) {
        this.self = self;
        this.quietMillis = settings.quietBeforeFounding().toMillis();
        this.actions = actions;
        this.nextSeek = now;
        this.quietUntil = now + quietMillis + random.nextLong(quietMillis / 4);
    }

    /** Whether to found the room now. */
    boolean wake(Collection<Member> members, long now) {
        if (now >= nextSeek) {
            nextSeek = now + SEEK_MILLIS;
            for (Member member : members) {
                actions.send(member.peer(), new Seek(self.mayLead()));
            }
        }
        return self.mayLead() && now >= quietUntil;
    }

    void receive(PeerId from, Seek seek, long now) {
        if (seek.mayLead() && from.compareTo(self.peer()) < 0) {
            quietUntil = Math.max(quietUntil, now + 2 * quietMillis);
        }
    }

    /** Someone holds the room's log: its chat node will tell this node, or the room rests until it is back. */
    void roomExists(long now) {
        quietUntil = Math.max(quietUntil, now + 10 * quietMillis);
    }
}
