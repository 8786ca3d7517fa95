package org.lyceum.peer.torrents;

import org.lyceum.bittorrent.swarm.PieceMap;

/**
 * The pieces of a torrent as REST tells them.
 *
 * @param bitfield the verified ones, as in the bitfield message of BEP 3; base64 in JSON
 * @param availability connected peers that have each piece
 */
record PiecesView(byte[] bitfield, int[] availability) {

    static PiecesView of(PieceMap pieces) {
        return new PiecesView(pieces.verified().toBytes(), pieces.availability());
    }
}
