package org.lyceum.chat.rules;

import java.time.Instant;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Credentials;
import org.lyceum.overlay.identity.Revocations;
import org.lyceum.overlay.identity.Standing;

/**
 * Standings in one network.
 *
 * @param network its key
 * @param revocations as this node knows them; may grow meanwhile
 */
public record GrantedStandings(PeerId network, Revocations revocations) implements Standings {

    @Override
    public Standing granted(PeerId peer, Credentials shown, Instant at) {
        return prove(peer, shown, new Revocations(network), at);
    }

    @Override
    public Standing standing(PeerId peer, Credentials shown, Instant at) {
        return prove(peer, shown, revocations, at);
    }

    private Standing prove(PeerId peer, Credentials shown, Revocations known, Instant at) {
        try {
            return shown.prove(network, peer, known, at);
        } catch (OverlayException e) {
            return Standing.student(peer);
        }
    }
}
