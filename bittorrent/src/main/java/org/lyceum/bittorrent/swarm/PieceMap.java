package org.lyceum.bittorrent.swarm;

import org.lyceum.bittorrent.BitField;

/**
 * The pieces of a torrent.
 *
 * @param verified which are here; a copy of the caller's own
 * @param availability how many connected peers have each piece
 */
public record PieceMap(BitField verified, int[] availability) {}
