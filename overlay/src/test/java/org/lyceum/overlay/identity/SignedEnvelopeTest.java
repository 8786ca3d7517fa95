package org.lyceum.overlay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

class SignedEnvelopeTest {

    private static final SigningDomain DOMAIN = new SigningDomain("lyceum-test", "/lyceum/test/1", 1024);

    /** As js-libp2p 3.3.11 stores the key of the seed 00 01 ... 1f, and the envelope that it seals with it. */
    private static final String KEY_OF_JS_LIBP2P =
            "08011240000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
                    + "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";

    private static final String ENVELOPE_OF_JS_LIBP2P =
            "0a240801122003a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8120e2f6c796365756d2f746573742f"
                    + "311a0961207061796c6f61642a40fe4c744d6fe7810e0b735527e81a1273ab05b3eb6430da35a74279c1bfc198e18a68"
                    + "19c07730c41a644d89cb9ca0dee209678ee954fcfef3368b5851a4a93e09";

    private final Identity alice = Identity.generate();

    @Test
    void isTheOneThatJsLibp2pSeals() {
        Identity identity = Identity.fromProtobuf(HexFormat.of().parseHex(KEY_OF_JS_LIBP2P));

        SignedEnvelope sealed = SignedEnvelope.seal(identity, DOMAIN, bytes("a payload"));

        assertThat(identity.peerId().text()).isEqualTo("12D3KooWA4Xop1JaT3MHxwYMkCepYsv4iPVopMXwCz5iHYdBfeSB");
        assertThat(HexFormat.of().formatHex(sealed.toBytes())).isEqualTo(ENVELOPE_OF_JS_LIBP2P);
        assertThat(SignedEnvelope.open(sealed.toBytes(), DOMAIN)).isEqualTo(sealed);
    }

    @Property(tries = 100)
    void opensToWhatWasSealed(@ForAll @Size(max = 1024) byte[] payload) {
        SignedEnvelope opened =
                SignedEnvelope.open(SignedEnvelope.seal(alice, DOMAIN, payload).toBytes(), DOMAIN);

        assertThat(opened.payload()).isEqualTo(payload);
        assertThat(opened.signer()).isEqualTo(alice.peerId());
    }

    @Property(tries = 500)
    void anyFlippedBitIsRefused(@ForAll @IntRange(max = 10_000) int at, @ForAll @IntRange(max = 7) int bit) {
        byte[] bytes = SignedEnvelope.seal(alice, DOMAIN, bytes("a payload")).toBytes();
        bytes[at % bytes.length] ^= (byte) (1 << bit);

        refused(bytes, DOMAIN);
    }

    @Property
    void nothingMayBeLeftOutOrAdded(@ForAll @IntRange(max = 200) int length) {
        byte[] bytes = SignedEnvelope.seal(alice, DOMAIN, bytes("a payload")).toBytes();

        if (length != bytes.length) {
            refused(Arrays.copyOf(bytes, length), DOMAIN);
        }
        // an unknown field
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 2);
        longer[bytes.length] = 0x78;
        refused(longer, DOMAIN);
    }

    @Test
    void aSignatureForOneDomainIsValidInNoOther() {
        byte[] bytes = SignedEnvelope.seal(alice, DOMAIN, bytes("a payload")).toBytes();

        assertThat(refused(bytes, new SigningDomain("lyceum-other", DOMAIN.payloadType(), 1024)))
                .isEqualTo(Reason.FORGED);
        assertThat(refused(bytes, new SigningDomain(DOMAIN.text(), "/lyceum/other/1", 1024)))
                .isEqualTo(Reason.FORGED);
    }

    @Test
    void aPayloadThatIsTooLargeIsRefusedAtBothEnds() {
        SigningDomain narrow = new SigningDomain(DOMAIN.text(), DOMAIN.payloadType(), 10);
        byte[] bytes = SignedEnvelope.seal(alice, DOMAIN, new byte[11]).toBytes();

        assertThat(refused(bytes, narrow)).isEqualTo(Reason.TOO_LARGE);
        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> SignedEnvelope.seal(alice, narrow, new byte[11]));
    }

    @Property
    void noBytesCrashIt(@ForAll byte[] bytes) {
        refused(bytes, DOMAIN);
    }

    private static Reason refused(byte[] bytes, SigningDomain domain) {
        OverlayException[] thrown = new OverlayException[1];
        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> SignedEnvelope.open(bytes, domain))
                .satisfies(e -> thrown[0] = e);
        return thrown[0].reason();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
