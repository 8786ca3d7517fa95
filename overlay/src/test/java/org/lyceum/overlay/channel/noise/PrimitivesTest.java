package org.lyceum.overlay.channel.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

/** What the JDK is trusted with, against the vectors of the standards. */
class PrimitivesTest {

    @Test
    void x25519IsThatOfRfc7748Section52() {
        DhKeyPair scalar = DhKeyPair.ofPrivate(hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"));

        byte[] output = scalar.agree(hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"));

        assertThat(output).isEqualTo(hex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"));
    }

    @Test
    void aPointOfSmallOrderIsRefused() {
        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> DhKeyPair.generate().agree(new byte[DhKeyPair.KEY_BYTES]))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.PROTOCOL_VIOLATION));
    }

    @Test
    void chaCha20Poly1305IsThatOfRfc8439Section282() throws Exception {
        byte[] plain = ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
                        + "sunscreen would be it.")
                .getBytes(StandardCharsets.US_ASCII);
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"), "ChaCha20"),
                new IvParameterSpec(hex("070000004041424344454647")));
        cipher.updateAAD(hex("50515253c0c1c2c3c4c5c6c7"));
        byte[] encrypted = cipher.doFinal(plain);

        assertThat(HexFormat.of().formatHex(encrypted))
                .startsWith("d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6")
                .endsWith("1ae10b594f09e26a7e902ecbd0600691");
    }

    @Test
    void hkdfIsThatOfRfc5869AppendixA3() throws Exception {
        byte[] derived = KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addSalt(new byte[0])
                        .addIKM(hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"))
                        .thenExpand(new byte[0], 42));

        assertThat(derived)
                .isEqualTo(hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
    }

    @Test
    void aMessageIsDecryptedInItsPlace() {
        byte[] key = new byte[32];
        byte[] buffer = new byte[100_000];
        for (int i = 0; i < buffer.length; i++) {
            buffer[i] = (byte) (i * 31);
        }
        byte[] original = buffer.clone();
        CipherState sending = new CipherState(key);
        CipherState receiving = new CipherState(key);
        for (int length : new int[] {0, 1, 63, 64, 65, 4_096, 65_519}) {
            int encrypted = sending.encrypt(buffer, 7, length, buffer, 7);
            assertThat(encrypted).isEqualTo(length + CipherState.TAG_BYTES);
            assertThat(receiving.decrypt(buffer, 7, encrypted, buffer, 7)).isEqualTo(length);
            assertThat(Arrays.copyOfRange(buffer, 7, 7 + length))
                    .isEqualTo(Arrays.copyOfRange(original, 7, 7 + length));
            System.arraycopy(original, 0, buffer, 0, buffer.length);
        }
    }

    @Test
    void aMessageThatComesTwiceIsRefused() {
        byte[] key = new byte[32];
        byte[] message = new byte[10 + CipherState.TAG_BYTES];
        new CipherState(key).encrypt(new byte[10], 0, 10, message, 0);
        CipherState receiving = new CipherState(key);
        byte[] plain = new byte[10];
        receiving.decrypt(message, 0, message.length, plain, 0);

        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> receiving.decrypt(message, 0, message.length, plain, 0))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPTED));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
