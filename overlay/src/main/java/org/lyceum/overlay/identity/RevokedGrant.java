package org.lyceum.overlay.identity;

import java.util.Comparator;
import org.lyceum.overlay.PeerId;

/** Which grant is taken back. */
public record RevokedGrant(PeerId issuer, long serial) implements Comparable<RevokedGrant> {

    private static final Comparator<RevokedGrant> ORDER =
            Comparator.comparing(RevokedGrant::issuer).thenComparingLong(RevokedGrant::serial);

    @Override
    public int compareTo(RevokedGrant other) {
        return ORDER.compare(this, other);
    }
}
