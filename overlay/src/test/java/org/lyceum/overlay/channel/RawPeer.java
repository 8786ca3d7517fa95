package org.lyceum.overlay.channel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.channel.multistream.Negotiation;
import org.lyceum.overlay.channel.noise.CipherState;
import org.lyceum.overlay.channel.noise.DhKeyPair;
import org.lyceum.overlay.channel.noise.NoiseHandshake;
import org.lyceum.overlay.channel.noise.Transport;
import org.lyceum.overlay.identity.Identity;

/** A peer on a plain socket that says what a well-behaved one would not. */
final class RawPeer implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Transport transport;

    private RawPeer(Socket socket, DataInputStream in, DataOutputStream out, Transport transport) {
        this.socket = socket;
        this.in = in;
        this.out = out;
        this.transport = transport;
    }

    /** Shakes hands as it should. */
    static RawPeer dial(Identity identity, PeerId peer, InetSocketAddress address, List<String> muxers)
            throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(60_000);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        Negotiation security = Negotiation.dialler(List.of(NoiseHandshake.PROTOCOL));
        out.write(security.greeting());
        ByteBuf received = Unpooled.buffer();
        while (security.selected().isEmpty()) {
            security.receive(received.writeByte(in.readUnsignedByte()));
        }
        NoiseHandshake handshake = NoiseHandshake.dialler(identity, DhKeyPair.generate(), muxers, peer);
        frame(out, handshake.next().orElseThrow());
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        handshake.receive(answer);
        frame(out, handshake.next().orElseThrow());
        return new RawPeer(socket, in, out, handshake.transport());
    }

    private static void frame(DataOutputStream out, byte[] message) throws IOException {
        out.writeShort(message.length);
        out.write(message);
        out.flush();
    }

    byte[] encrypted(byte[] plain) {
        byte[] message = new byte[plain.length + CipherState.TAG_BYTES];
        transport.sending().encrypt(plain, 0, plain.length, message, 0);
        return message;
    }

    void sendFrame(byte[] ciphertext) throws IOException {
        frame(out, ciphertext);
    }

    void send(byte[] plain) throws IOException {
        sendFrame(encrypted(plain));
    }

    byte[] receive() throws IOException {
        byte[] message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        byte[] plain = new byte[message.length - CipherState.TAG_BYTES];
        transport.receiving().decrypt(message, 0, message.length, plain, 0);
        return plain;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
