package org.lyceum.bittorrent.swarm;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.lyceum.bittorrent.tracker.AnnounceRequest;
import org.lyceum.bittorrent.tracker.CompactPeers;
import org.lyceum.bittorrent.tracker.UdpCodec;
import org.lyceum.bittorrent.tracker.UdpRequest;
import org.lyceum.bittorrent.tracker.UdpResponse;

/** A UDP tracker that answers an announce when a test wants it to. */
final class FakeTracker implements Closeable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final DatagramSocket socket;
    private final DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);

    FakeTracker() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    String url() {
        return "udp://127.0.0.1:" + socket.getLocalPort();
    }

    /** The next announce, not yet answered. */
    Asked next() throws IOException {
        while (true) {
            packet.setLength(2048);
            socket.receive(packet);
            var from = (InetSocketAddress) packet.getSocketAddress();
            switch (UdpCodec.decodeRequest(Unpooled.wrappedBuffer(packet.getData(), 0, packet.getLength()))
                    .orElseThrow()) {
                case UdpRequest.Connect(int transaction) -> send(new UdpResponse.Connected(transaction, 1), from);
                case UdpRequest.Announce announce -> {
                    return new Asked(announce.transactionId(), announce.announce(), from);
                }
                case UdpRequest.Scrape _ -> {}
            }
        }
    }

    /** Tells an interval of an hour and no peers. */
    void answer(Asked asked) throws IOException {
        CompactPeers nobody = CompactPeers.none(CompactPeers.Family.IPV4);
        send(new UdpResponse.Announced(asked.transaction, 3600, 0, 0, nobody), asked.from);
    }

    private void send(UdpResponse response, InetSocketAddress to) throws IOException {
        ByteBuf out = Unpooled.buffer();
        UdpCodec.encode(response, out);
        byte[] bytes = ByteBufUtil.getBytes(out);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    record Asked(int transaction, AnnounceRequest announce, InetSocketAddress from) {}

    @Override
    public void close() {
        socket.close();
    }
}
