package org.lyceum.peer.torrents;

import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.swarm.ConnectionLimits;
import org.lyceum.web.StartupException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many TCP connections with other peers there may be; see {@link ConnectionLimits} for what each counts.
 *
 * @param perTorrent peers of one torrent
 * @param inAll over all torrents, whatever their state
 * @param perHost with one remote address, loopback exempt
 * @param handshaking incoming ones that have not said what they want
 * @param handshakingPerHost the same for one remote address, loopback exempt
 * @param dials outgoing ones that wait for an answer
 */
@ConfigurationProperties("lyceum.peer.connections")
record ConnectionProperties(
        @DefaultValue("200") int perTorrent,
        @DefaultValue("1000") int inAll,
        @DefaultValue("100") int perHost,
        @DefaultValue("200") int handshaking,
        @DefaultValue("50") int handshakingPerHost,
        @DefaultValue("50") int dials) {

    /** @throws StartupException for limits that let nobody in */
    ConnectionLimits limits() {
        try {
            return new ConnectionLimits(perTorrent, inAll, perHost, handshaking, handshakingPerHost, dials);
        } catch (BitTorrentException e) {
            throw new StartupException("lyceum.peer.connections: %s.".formatted(e.getMessage()), e);
        }
    }
}
