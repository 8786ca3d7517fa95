package org.lyceum.overlay.node;

import org.lyceum.overlay.directory.DirectorySettings;
import org.lyceum.overlay.gossip.GossipSettings;
import org.lyceum.overlay.membership.MembershipSettings;
import org.lyceum.overlay.membership.RegistrySettings;

/** The settings of all parts of a {@link Node}. */
public record NodeSettings(
        MembershipSettings membership, RegistrySettings registry, GossipSettings gossip, DirectorySettings directory) {

    public static NodeSettings defaults() {
        return new NodeSettings(
                MembershipSettings.defaults(),
                RegistrySettings.defaults(),
                GossipSettings.defaults(),
                DirectorySettings.defaults());
    }
}
