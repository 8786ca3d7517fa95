package org.lyceum.overlay.channel;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;

/**
 * Where a node listens and who it is, as {@code /ip4/192.0.2.1/tcp/4001/p2p/12D3KooW...} (multiformats,
 * {@code multiaddr}). Of the many forms only IP addresses with TCP.
 *
 * @param address resolved
 * @param peer null when the address does not say
 */
public record Multiaddr(InetSocketAddress address, @Nullable PeerId peer) {

    private static final int IP4 = 4;
    private static final int TCP = 6;
    private static final int IP6 = 41;

    /** 421 as an unsigned varint. */
    private static final byte[] P2P = {(byte) 0xa5, 0x03};

    private static final int PEER_ID_BYTES = 38;

    public Multiaddr {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(address + " is not resolved");
        }
    }

    /** Reads the text form; throws {@code MALFORMED} for what is none, or is none that this node could dial. */
    public static Multiaddr parse(String text) {
        String[] parts = text.split("/", -1);
        boolean plain = parts.length == 5;
        boolean named = parts.length == 7 && parts[5].equals("p2p");
        if (!(plain || named) || !parts[0].isEmpty() || !parts[3].equals("tcp")) {
            throw malformed(text, null);
        }
        try {
            InetAddress host = InetAddress.ofLiteral(parts[2]);
            if (!parts[1].equals(host.getAddress().length == 4 ? "ip4" : "ip6")) {
                throw malformed(text, null);
            }
            InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(parts[4]));
            return new Multiaddr(address, named ? new PeerId(parts[6]) : null);
        } catch (IllegalArgumentException e) {
            throw malformed(text, e);
        }
    }

    private static OverlayException malformed(String text, @Nullable Exception cause) {
        String message = "address '%s' is not of the form /ip4/192.0.2.1/tcp/4001, with or without /p2p/ and a peer id"
                .formatted(text.length() > 200 ? text.substring(0, 200) : text);
        return cause != null
                ? new OverlayException(Reason.MALFORMED, message, cause)
                : new OverlayException(Reason.MALFORMED, message);
    }

    /** Reads the binary form; empty when it is of a kind that this node could not dial. */
    static Optional<Multiaddr> ofBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (!in.hasRemaining()) {
            return Optional.empty();
        }
        int kind = in.get();
        byte[] host = new byte[kind == IP4 ? 4 : 16];
        if ((kind != IP4 && kind != IP6) || in.remaining() < host.length + 3) {
            return Optional.empty();
        }
        in.get(host);
        if (in.get() != TCP) {
            return Optional.empty();
        }
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(host), in.getShort() & 0xffff);
            return in.hasRemaining()
                    ? ofPeer(in).map(peer -> new Multiaddr(address, peer))
                    : Optional.of(new Multiaddr(address, null));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IP address is 4 or 16 bytes", e);
        }
    }

    private static Optional<PeerId> ofPeer(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        byte[] start = {P2P[0], P2P[1], PEER_ID_BYTES};
        if (rest.length != start.length + PEER_ID_BYTES || !Arrays.equals(rest, 0, 3, start, 0, 3)) {
            return Optional.empty();
        }
        PeerId peer = PeerId.of(Arrays.copyOfRange(rest, rest.length - PeerId.KEY_BYTES, rest.length));
        return Arrays.equals(peer.toBytes(), Arrays.copyOfRange(rest, 3, rest.length))
                ? Optional.of(peer)
                : Optional.empty();
    }

    byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] host = address.getAddress().getAddress();
        out.write(host.length == 4 ? IP4 : IP6);
        out.writeBytes(host);
        out.write(TCP);
        out.write(address.getPort() >>> 8);
        out.write(address.getPort());
        if (peer != null) {
            out.writeBytes(P2P);
            out.write(PEER_ID_BYTES);
            out.writeBytes(peer.toBytes());
        }
        return out.toByteArray();
    }

    @Override
    public String toString() {
        InetAddress host = address.getAddress();
        String literal = host.getHostAddress();
        int zone = literal.indexOf('%');
        return "/%s/%s/tcp/%d%s"
                .formatted(
                        host.getAddress().length == 4 ? "ip4" : "ip6",
                        zone < 0 ? literal : literal.substring(0, zone),
                        address.getPort(),
                        peer != null ? "/p2p/" + peer : "");
    }
}
