/**
 * Talking to trackers: the values of an announce and a scrape, the packets of BEP 15 with one codec for client and
 * tracker, the UDP client with its time-out rule, and the order in which a torrent's trackers are tried (BEP 12).
 *
 * <p>What decides ({@link org.lyceum.bittorrent.tracker.UdpExchanges}, {@link
 * org.lyceum.bittorrent.tracker.TrackerTiers}) knows no clock, thread or socket; {@link
 * org.lyceum.bittorrent.tracker.UdpTrackerClient} alone opens sockets.
 */
@NullMarked
package org.lyceum.bittorrent.tracker;

import org.jspecify.annotations.NullMarked;
