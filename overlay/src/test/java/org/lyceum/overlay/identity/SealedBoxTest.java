package org.lyceum.overlay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.PeerId;

class SealedBoxTest {

    private static final Identity RAO = Identity.generate();
    private static final Identity NOETHER = Identity.generate();
    private static final Identity STRANGER = Identity.generate();
    private static final byte[] CONTENT = "ishan".getBytes(StandardCharsets.UTF_8);

    @Property(tries = 50)
    void everyReaderOpensAndNobodyElse(@ForAll @Size(max = 300) byte[] content) {
        byte[] box = SealedBox.seal("test:", List.of(RAO.peerId(), NOETHER.peerId()), content);

        assertThat(box).hasSize(SealedBox.bytes(2, content.length));
        assertThat(SealedBox.open("test:", RAO, box)).hasValue(content);
        assertThat(SealedBox.open("test:", NOETHER, box)).hasValue(content);
        assertThat(SealedBox.open("test:", STRANGER, box)).isEmpty();
        assertThat(SealedBox.open("other:", RAO, box)).isEmpty();
    }

    @Property(tries = 300)
    void whatWasChangedOrCutIsNotOpened(@ForAll int where, @ForAll byte change) {
        byte[] box = SealedBox.seal("test:", List.of(NOETHER.peerId(), RAO.peerId()), CONTENT);
        int at = Math.floorMod(where, box.length);
        byte[] changed = box.clone();
        changed[at] ^= change == 0 ? 1 : change;

        assertThat(SealedBox.open("test:", RAO, changed)).isEmpty();
        assertThat(SealedBox.open("test:", RAO, Arrays.copyOf(box, at))).isEmpty();
    }

    @Property(tries = 200)
    void anythingCanBeTried(@ForAll @Size(max = 200) byte[] box) {
        assertThat(SealedBox.open("test:", RAO, box)).isEmpty();
    }

    @Test
    void twoBoxesOfOneContentHaveNothingInCommon() {
        byte[] one = SealedBox.seal("test:", List.of(RAO.peerId()), CONTENT);
        byte[] other = SealedBox.seal("test:", List.of(RAO.peerId()), CONTENT);

        assertThat(Arrays.copyOf(one, 32)).isNotEqualTo(Arrays.copyOf(other, 32));
        assertThat(Arrays.copyOfRange(one, 33, one.length)).isNotEqualTo(Arrays.copyOfRange(other, 33, other.length));
    }

    @Test
    void aBoxHasOneToSixteenReaders() {
        List<PeerId> seventeen =
                Stream.generate(RAO::peerId).limit(SealedBox.MAX_READERS + 1).toList();

        assertThatThrownBy(() -> SealedBox.seal("test:", List.of(), CONTENT)).hasMessageContaining("from 1 to 16");
        assertThatThrownBy(() -> SealedBox.seal("test:", seventeen, CONTENT)).hasMessageContaining("from 1 to 16");
    }

    @Test
    void nothingIsSealedForAKeyOfSmallOrder() {
        byte[] one = new byte[32];
        one[0] = 1;

        assertThatThrownBy(() -> SealedBox.seal("test:", List.of(PeerId.of(one)), CONTENT))
                .isInstanceOf(OverlayException.class);
        assertThatThrownBy(() -> SealedBox.seal("test:", List.of(PeerId.of(new byte[32])), CONTENT))
                .isInstanceOf(OverlayException.class);
    }

    /** libsodium, {@code test/default/ed25519_convert.exp}. */
    @Test
    void theKeyOfOneCurveIsThatOfTheOther() {
        byte[] seed = HexFormat.of().parseHex("421151a459faeade3d247115f94aedae42318124095afabe4d1451a559faedee");
        byte[] publicKey = HexFormat.of().parseHex("b5076a8474a832daee4dd5b4040983b6623b5f344aca57d4d6ee4baf3f259e6e");

        assertThat(HexFormat.of().formatHex(X25519.publicKeyOf(PeerId.of(publicKey))))
                .isEqualTo("f1814f0e8ff1043d8a44d25babff3cedcae6c22c3edaa48f857ae70de2baae50");
        assertThat(X25519.agree(X25519.privateKeyOf(seed), basePoint()))
                .isEqualTo(X25519.publicKeyOf(PeerId.of(publicKey)));
    }

    private static byte[] basePoint() {
        byte[] point = new byte[32];
        point[0] = 9;
        return point;
    }
}
