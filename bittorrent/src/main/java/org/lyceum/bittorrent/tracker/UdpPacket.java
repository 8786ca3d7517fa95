package org.lyceum.bittorrent.tracker;

/** A datagram between a peer and a tracker (BEP 15). */
public sealed interface UdpPacket permits UdpRequest, UdpResponse {

    /** Chosen by whoever asks, repeated by whoever answers. */
    int transactionId();
}
