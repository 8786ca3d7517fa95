package org.lyceum.chat.rules;

import java.time.Instant;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Standing;

/** What people have shown to be. Who has shown nothing that leads to the network's key is a student. */
public interface Standings {

    /** Where there is no network: nobody can be more than a student. */
    Standings NONE = new Standings() {

        @Override
        public Standing granted(PeerId peer, Credentials shown, Instant at) {
            return Standing.student(peer);
        }

        @Override
        public Standing standing(PeerId peer, Credentials shown, Instant at) {
            return Standing.student(peer);
        }
    };

    /**
     * What grants made of a peer at a time, whatever was revoked since: what was done by then, stands. The same answer on
     * every node and at any time, as it depends on the credentials and the network's key alone.
     */
    Standing granted(PeerId peer, Credentials shown, Instant at);

    /** The same, less what is revoked as far as this node knows now. */
    Standing standing(PeerId peer, Credentials shown, Instant at);
}
