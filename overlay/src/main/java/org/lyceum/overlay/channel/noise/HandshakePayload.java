package org.lyceum.overlay.channel.noise;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Identity;
import org.lyceum.overlay.identity.PublicKeys;
import org.lyceum.overlay.protobuf.ProtobufReader;
import org.lyceum.overlay.protobuf.ProtobufWriter;

/**
 * What binds a Noise key to a node (libp2p specs, {@code noise/README.md}, "The libp2p Handshake Payload").
 *
 * @param peer whose key has signed the Noise key
 * @param muxers protocols of the extension {@code stream_muxers}, the preferred first
 */
record HandshakePayload(PeerId peer, List<String> muxers) {

    private static final byte[] SIGNED_PREFIX = "noise-libp2p-static-key:".getBytes(StandardCharsets.US_ASCII);

    private static final int IDENTITY_KEY = 1;
    private static final int IDENTITY_SIGNATURE = 2;
    private static final int EXTENSIONS = 4;
    private static final int STREAM_MUXERS = 2;

    /** More than a peer has reason to offer. */
    private static final int MAX_MUXERS = 16;

    static byte[] encode(Identity identity, byte[] staticKey, List<String> muxers) {
        ProtobufWriter extensions = new ProtobufWriter();
        muxers.forEach(muxer -> extensions.text(STREAM_MUXERS, muxer));
        return new ProtobufWriter()
                .bytes(IDENTITY_KEY, PublicKeys.toProtobuf(identity.peerId()))
                .bytes(IDENTITY_SIGNATURE, identity.sign(signed(staticKey)))
                .bytes(EXTENSIONS, extensions.toBytes())
                .toBytes();
    }

    /** @throws OverlayException {@code FORGED} when the identity has not signed this static key */
    static HandshakePayload verified(byte[] payload, byte[] staticKey) {
        byte[] key = {};
        byte[] signature = {};
        List<String> muxers = new ArrayList<>();
        ProtobufReader reader = new ProtobufReader("Noise payload", payload);
        while (reader.next()) {
            switch (reader.field()) {
                case IDENTITY_KEY -> key = reader.bytes();
                case IDENTITY_SIGNATURE -> signature = reader.bytes();
                case EXTENSIONS -> readMuxers(reader.bytes(), muxers);
                default -> reader.skip();
            }
        }
        PeerId peer = PublicKeys.fromProtobuf(key);
        if (!PublicKeys.verify(peer, signed(staticKey), signature)) {
            throw new OverlayException(
                    Reason.FORGED, "the other end says that it is %s and cannot prove it".formatted(peer));
        }
        return new HandshakePayload(peer, List.copyOf(muxers));
    }

    private static void readMuxers(byte[] extensions, List<String> muxers) {
        ProtobufReader reader = new ProtobufReader("Noise extensions", extensions);
        while (reader.next()) {
            if (reader.field() == STREAM_MUXERS && muxers.size() < MAX_MUXERS) {
                muxers.add(reader.text());
            } else {
                reader.skip();
            }
        }
    }

    private static byte[] signed(byte[] staticKey) {
        byte[] signed = Arrays.copyOf(SIGNED_PREFIX, SIGNED_PREFIX.length + staticKey.length);
        System.arraycopy(staticKey, 0, signed, SIGNED_PREFIX.length, staticKey.length);
        return signed;
    }
}
