package org.lyceum.overlay.channel.noise;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/**
 * The pattern XX (Noise, section 7.5), whose three messages are {@code -> e}, {@code <- e, ee, s, es} and
 * {@code -> s, se}. Each carries a payload.
 */
final class XxHandshake {

    private static final int MESSAGES = 3;

    private final boolean initiator;
    private final DhKeyPair statics;
    private final DhKeyPair ephemeral;
    private final SymmetricState symmetric = new SymmetricState();
    private byte @Nullable [] remoteEphemeral;
    private byte @Nullable [] remoteStatic;
    private int step;

    XxHandshake(boolean initiator, DhKeyPair statics, DhKeyPair ephemeral, byte[] prologue) {
        this.initiator = initiator;
        this.statics = statics;
        this.ephemeral = ephemeral;
        symmetric.mixHash(prologue);
    }

    boolean isOurTurn() {
        return !isComplete() && step % 2 == (initiator ? 0 : 1);
    }

    boolean isFirst() {
        return step == 0;
    }

    boolean isComplete() {
        return step == MESSAGES;
    }

    byte[] write(byte[] payload) {
        if (!isOurTurn()) {
            throw new IllegalStateException("message %d is not ours to write".formatted(step));
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        if (step < 2) {
            message.writeBytes(ephemeral.publicKey());
            symmetric.mixHash(ephemeral.publicKey());
        }
        if (step == 1) {
            symmetric.mixKey(ephemeral.agree(remoteEphemeral()));
        }
        if (step > 0) {
            message.writeBytes(symmetric.encryptAndHash(statics.publicKey()));
            symmetric.mixKey(statics.agree(remoteEphemeral()));
        }
        message.writeBytes(symmetric.encryptAndHash(payload));
        step++;
        return message.toByteArray();
    }

    /** The payload of a message of the other end. */
    byte[] read(byte[] message) {
        if (isOurTurn() || isComplete()) {
            throw new IllegalStateException("message %d is not ours to read".formatted(step));
        }
        int at = 0;
        if (step < 2) {
            remoteEphemeral = take(message, at, DhKeyPair.KEY_BYTES);
            at += DhKeyPair.KEY_BYTES;
            symmetric.mixHash(remoteEphemeral);
        }
        if (step == 1) {
            symmetric.mixKey(ephemeral.agree(remoteEphemeral()));
        }
        if (step > 0) {
            int length = DhKeyPair.KEY_BYTES + symmetric.overhead();
            remoteStatic = symmetric.decryptAndHash(take(message, at, length));
            at += length;
            symmetric.mixKey(ephemeral.agree(remoteStatic));
        }
        byte[] payload = symmetric.decryptAndHash(take(message, at, message.length - at));
        step++;
        return payload;
    }

    private byte[] take(byte[] message, int from, int length) {
        if (length > message.length - from) {
            throw new OverlayException(
                    Reason.PROTOCOL_VIOLATION,
                    "Noise message %d ends after %d bytes, inside a key".formatted(step + 1, message.length));
        }
        return Arrays.copyOfRange(message, from, from + length);
    }

    /** The pair for what is sent and received from here on; of a complete handshake. */
    Transport split() {
        CipherState[] ciphers = symmetric.split();
        return initiator ? new Transport(ciphers[0], ciphers[1]) : new Transport(ciphers[1], ciphers[0]);
    }

    byte[] hash() {
        return symmetric.hash();
    }

    byte[] staticKey() {
        return statics.publicKey();
    }

    byte[] remoteStatic() {
        return Objects.requireNonNull(remoteStatic, "the other end's static key comes with its second message");
    }

    private byte[] remoteEphemeral() {
        return Objects.requireNonNull(remoteEphemeral, "the other end's ephemeral key comes with its first message");
    }
}
