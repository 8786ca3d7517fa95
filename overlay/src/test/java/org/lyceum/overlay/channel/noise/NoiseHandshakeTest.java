package org.lyceum.overlay.channel.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Identity;

class NoiseHandshakeTest {

    private static final List<String> MUXERS = List.of("/yamux/1.0.0");

    private final Identity alice = Identity.generate();
    private final Identity bob = Identity.generate();

    @Test
    void eachEndLearnsWhoTheOtherIsAndWhatItOffers() {
        NoiseHandshake dialler = dialler(bob.peerId());
        NoiseHandshake listener = listener();

        shake(dialler, listener);

        assertThat(dialler.remote()).isEqualTo(bob.peerId());
        assertThat(listener.remote()).isEqualTo(alice.peerId());
        assertThat(listener.remoteMuxers()).isEqualTo(MUXERS);
        assertThat(dialler.isComplete() && listener.isComplete()).isTrue();
    }

    @Test
    void someoneElseThanWasDialledIsRefusedBeforeTheDiallerSaysWhoItIs() {
        PeerId carol = Identity.generate().peerId();
        NoiseHandshake dialler = dialler(carol);
        NoiseHandshake listener = listener();
        listener.receive(dialler.next().orElseThrow());
        byte[] answer = listener.next().orElseThrow();

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> dialler.receive(answer))
                .withMessageContaining(carol.text())
                .withMessageContaining(bob.peerId().text())
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_PEER));
    }

    @Test
    void aKeyThatTheIdentityHasNotSignedIsRefused() {
        byte[] payload = HandshakePayload.encode(alice, DhKeyPair.generate().publicKey(), MUXERS);

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() ->
                        HandshakePayload.verified(payload, DhKeyPair.generate().publicKey()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FORGED));
    }

    @Property(tries = 200)
    void anyFlippedBitIsRefused(
            @ForAll @IntRange(max = 2) int which,
            @ForAll @IntRange(max = 10_000) int at,
            @ForAll @IntRange(max = 7) int bit) {
        NoiseHandshake dialler = dialler(bob.peerId());
        NoiseHandshake listener = listener();

        assertThatExceptionOfType(OverlayException.class).isThrownBy(() -> {
            for (int i = 0; i < 3; i++) {
                byte[] message = (i == 1 ? listener : dialler).next().orElseThrow();
                if (i == which) {
                    // a key's last bit is no part of the number (RFC 7748, section 5), but of what is hashed
                    message[at % message.length] ^= (byte) (1 << bit);
                }
                (i == 1 ? dialler : listener).receive(message);
            }
        });
    }

    @Property
    void noBytesCrashIt(@ForAll byte[] first, @ForAll byte[] second) {
        NoiseHandshake listener = listener();
        assertThatExceptionOfType(OverlayException.class).isThrownBy(() -> {
            listener.receive(first);
            listener.next();
            listener.receive(second);
        });
    }

    private NoiseHandshake dialler(PeerId expected) {
        return NoiseHandshake.dialler(alice, DhKeyPair.generate(), MUXERS, expected);
    }

    private NoiseHandshake listener() {
        return NoiseHandshake.listener(bob, DhKeyPair.generate(), MUXERS);
    }

    private static void shake(NoiseHandshake dialler, NoiseHandshake listener) {
        listener.receive(dialler.next().orElseThrow());
        dialler.receive(listener.next().orElseThrow());
        listener.receive(dialler.next().orElseThrow());
    }
}
