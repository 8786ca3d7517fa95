package org.lyceum.chat.hosting;

import java.time.Instant;
import java.util.Optional;
import org.lyceum.chat.events.RoomName;
import org.lyceum.chat.rules.GrantedStandings;
import org.lyceum.chat.rules.Standings;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.NetworkFolder;
import org.lyceum.overlay.identity.Role;
import org.lyceum.overlay.identity.Standing;

/** Who is what, by the network that this node is part of now. May be asked from any thread. */
final class OwnStanding implements Standings {

    private final PeerId self;
    private volatile Standings standings = Standings.NONE;
    private volatile Credentials credentials = Credentials.NONE;

    OwnStanding(PeerId self) {
        this.self = self;
    }

    /** Goes by what is in the network folder now. */
    void belongTo(Optional<NetworkFolder> folder) {
        standings = folder.<Standings>map(it -> new GrantedStandings(it.network(), it.revocations()))
                .orElse(Standings.NONE);
        credentials = folder.map(NetworkFolder::credentials).orElse(Credentials.NONE);
    }

    /** What this node has been granted, for others to check. */
    Credentials credentials() {
        return credentials;
    }

    /** What this node's people are in a room. */
    Role role(RoomName room, Instant now) {
        Standing own = standing(self, credentials, now);
        boolean isForRoom = own.course().isEmpty() || RoomName.of(own.course()).equals(room);
        return isForRoom ? own.role() : Role.STUDENT;
    }

    @Override
    public Standing granted(PeerId peer, Credentials shown, Instant at) {
        return standings.granted(peer, shown, at);
    }

    @Override
    public Standing standing(PeerId peer, Credentials shown, Instant at) {
        return standings.standing(peer, shown, at);
    }
}
