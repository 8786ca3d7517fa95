package org.lyceum.network;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Grant;
import org.lyceum.overlay.identity.NetworkFolder;
import org.lyceum.overlay.identity.RevokedGrant;
import org.lyceum.overlay.identity.SignedGrant;
import org.lyceum.overlay.identity.SignedRevocations;
import org.lyceum.overlay.identity.Standing;

/**
 * What a node is in its network, what it has granted, and what was revoked, as JSON.
 *
 * @param network null when the node is part of none; then nothing else is there either
 * @param role null when there is a {@code fault}
 * @param course for which the role is; empty for all
 * @param until null when it has no end
 * @param fault why the node's credentials prove nothing
 */
public record RolesView(
        String peerId,
        @Nullable String network,
        @Nullable String role,
        @Nullable String course,
        @Nullable Instant until,
        @Nullable String fault,
        List<GrantView> granted,
        List<ListView> revocations) {

    /**
     * A grant of this node.
     *
     * @param state valid, expired or revoked
     */
    public record GrantView(
            long serial, String peerId, String role, String course, Instant notBefore, Instant expires, String state) {

        static GrantView of(SignedGrant signed, NetworkFolder network) {
            Grant grant = signed.grant();
            return new GrantView(
                    grant.serial(),
                    grant.peer().text(),
                    grant.role().text(),
                    grant.course(),
                    grant.notBefore(),
                    grant.expires(),
                    network.stateOf(signed).name().toLowerCase(Locale.ROOT));
        }
    }

    /** The newest list of an admin. */
    public record ListView(String signer, long version, List<RevokedView> revoked) {

        static ListView of(SignedRevocations list) {
            return new ListView(
                    list.signer().text(),
                    list.list().version(),
                    list.list().revoked().stream().map(RevokedView::of).toList());
        }
    }

    /** Which grant was taken back. */
    public record RevokedView(String issuer, long serial) {

        static RevokedView of(RevokedGrant grant) {
            return new RevokedView(grant.issuer().text(), grant.serial());
        }
    }

    /** Of the node {@code self}. */
    public static RolesView of(PeerId self, Optional<NetworkFolder> network) {
        return network.map(folder -> of(self, folder))
                .orElse(new RolesView(self.text(), null, null, null, null, null, List.of(), List.of()));
    }

    private static RolesView of(PeerId self, NetworkFolder network) {
        Standing standing = null;
        String fault = null;
        try {
            standing = network.standing();
        } catch (OverlayException e) {
            fault = e.getMessage();
        }
        return new RolesView(
                self.text(),
                network.network().text(),
                standing == null ? null : standing.role().text(),
                standing == null ? null : standing.course(),
                standing == null || standing.until().equals(Instant.MAX) ? null : standing.until(),
                fault,
                network.granted().stream()
                        .map(grant -> GrantView.of(grant, network))
                        .toList(),
                network.lists().stream().map(ListView::of).toList());
    }
}
