package org.lyceum.bittorrent.choker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Tit-for-tat (BEP 3, "Choking and optimistic unchoking"): a few peers are uploaded to, those that give the most, and
 * one by chance, who may turn out to give more.
 *
 * <p>What holds for every policy:
 *
 * <ul>
 *   <li>at most {@value #SLOTS} peers are unchoked;
 *   <li>a peer is not choked within {@link #HOLD} of being unchoked, nor the other way round. A peer that must not be
 *       choked yet keeps its slot even if it has lost interest;
 *   <li>only an interested peer is given a slot; one that loses interest keeps its slot until another wants it;
 *   <li>a peer that says it is interested, but asks for nothing for {@link #UNUSED} while it is unchoked, is treated as
 *       one without interest until it asks, or is choked;
 *   <li>while a slot is free, no interested peer waits longer than its hold.
 * </ul>
 *
 * <p>libtorrent goes further with a slot that is not used: as a seed it disconnects an interested peer that was unchoked
 * and asked for nothing for 60 s ({@code timed_out_no_request}). Here it is the first to make way for a new peer.
 *
 * <p>A policy belongs to one torrent, remembers the peer that it unchoked by chance, and takes for granted that its
 * answers are carried out. It is confined to the torrent's thread.
 */
public sealed interface ChokePolicy permits ClassicChoke, Bep3Choke {

    /** Peers unchoked at a time: more would spread the upload so thin that TCP gets nowhere. */
    int SLOTS = 4;

    /** The least time between choking and unchoking one peer, either way round: less gets no block through. */
    Duration HOLD = Duration.ofSeconds(10);

    /** Long enough for whoever means it to ask, on the slowest of lines. */
    Duration UNUSED = Duration.ofSeconds(60);

    /** The least time between two rounds, and the time after which the next is due. */
    Duration interval();

    /**
     * Ranks all peers anew. The caller starts its counts of bytes from nothing afterwards.
     *
     * @param peers every connected peer
     * @param seeding whether we want nothing from anybody, so that the rates to peers count and not those from them
     */
    Unchoked round(List<ChokeCandidate> peers, boolean seeding, Instant now);

    /**
     * Gives out free slots between rounds, and takes none from a peer that makes use of it. To be called when a peer leaves or
     * its interest changes, and each second or so, as holds run out.
     */
    Unchoked fill(List<ChokeCandidate> peers, boolean seeding, Instant now);
}
