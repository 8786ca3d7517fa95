package org.lyceum.overlay.membership;

import java.time.Duration;

/**
 * The rules' numbers.
 *
 * @param probeInterval between two probes of a neighbour
 * @param answerTimeout a probe or request that is not answered by then is missed
 * @param missesBeforeReport how many probes in a row
 * @param outboundLinks the most links of our own choosing
 * @param inboundLinks the most links that others chose
 * @param passiveContacts how many peers are remembered to refill the links, and how many lost ones to look for
 * @param renewal between two registrations with the same seed
 * @param rotation between two exchanges of one link for another, on average
 * @param searchForLost between two probes of someone who was lost
 */
public record MembershipSettings(
        Duration probeInterval,
        Duration answerTimeout,
        int missesBeforeReport,
        int outboundLinks,
        int inboundLinks,
        int passiveContacts,
        Duration renewal,
        Duration rotation,
        Duration searchForLost) {

    public static MembershipSettings defaults() {
        return new MembershipSettings(
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                3,
                4,
                12,
                30,
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5));
    }

    public MembershipSettings {
        if (outboundLinks < 1 || outboundLinks + inboundLinks > MembershipMessage.MAX_NEIGHBOURS) {
            throw new IllegalArgumentException("%d outbound and %d inbound links, together at most %d are possible"
                    .formatted(outboundLinks, inboundLinks, MembershipMessage.MAX_NEIGHBOURS));
        }
    }
}
