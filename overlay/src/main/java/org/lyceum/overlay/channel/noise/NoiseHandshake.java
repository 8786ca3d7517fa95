package org.lyceum.overlay.channel.noise;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Identity;

/** One end of libp2p's secure channel handshake: messages in, messages out. */
public final class NoiseHandshake {

    /** The protocol that multistream-select agrees on. */
    public static final String PROTOCOL = "/noise";

    /** The most bytes of one message behind its 2-byte length. */
    public static final int MAX_MESSAGE = 65_535;

    private final Identity identity;
    private final List<String> muxers;
    private final @Nullable PeerId expected;
    private final XxHandshake handshake;
    private @Nullable HandshakePayload remote;

    private NoiseHandshake(
            boolean initiator, Identity identity, DhKeyPair statics, List<String> muxers, @Nullable PeerId expected) {
        this.identity = identity;
        this.muxers = muxers;
        this.expected = expected;
        handshake = new XxHandshake(initiator, statics, DhKeyPair.generate(), new byte[0]);
    }

    /** The end that dials, and knows who is to answer; or, where nobody is expected, learns who does. */
    public static NoiseHandshake dialler(
            Identity identity, DhKeyPair statics, List<String> muxers, @Nullable PeerId expected) {
        return new NoiseHandshake(true, identity, statics, muxers, expected);
    }

    /** The end that is dialled, and learns by whom. */
    public static NoiseHandshake listener(Identity identity, DhKeyPair statics, List<String> muxers) {
        return new NoiseHandshake(false, identity, statics, muxers, null);
    }

    /** The message that it is this end's turn to send. */
    public Optional<byte[]> next() {
        if (!handshake.isOurTurn()) {
            return Optional.empty();
        }
        // the first message is in the clear, and so says nothing of who sends it
        byte[] payload =
                handshake.isFirst() ? new byte[0] : HandshakePayload.encode(identity, handshake.staticKey(), muxers);
        return Optional.of(handshake.write(payload));
    }

    /**
     * Takes a message of the other end.
     *
     * @throws OverlayException when the handshake has failed: {@code WRONG_PEER}, {@code FORGED}, {@code CORRUPTED},
     *     {@code MALFORMED} or {@code PROTOCOL_VIOLATION}
     */
    public void receive(byte[] message) {
        if (handshake.isOurTurn() || handshake.isComplete()) {
            throw new OverlayException(Reason.PROTOCOL_VIOLATION, "a Noise message out of turn");
        }
        boolean anonymous = handshake.isFirst();
        byte[] payload = handshake.read(message);
        if (anonymous) {
            return;
        }
        HandshakePayload verified = HandshakePayload.verified(payload, handshake.remoteStatic());
        if (expected != null && !expected.equals(verified.peer())) {
            throw new OverlayException(
                    Reason.WRONG_PEER, "%s was dialled and %s answers".formatted(expected, verified.peer()));
        }
        remote = verified;
    }

    public boolean isComplete() {
        return handshake.isComplete();
    }

    /** Who the other end has proved to be; of a complete handshake, as all below. */
    public PeerId remote() {
        return Objects.requireNonNull(remote).peer();
    }

    /** What the other end offers in {@code stream_muxers}. */
    public List<String> remoteMuxers() {
        return Objects.requireNonNull(remote).muxers();
    }

    public Transport transport() {
        return handshake.split();
    }
}
