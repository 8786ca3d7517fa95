package org.lyceum.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PeerIdTest {

    /** The Ed25519 test vector of the libp2p specification, {@code peer-ids/peer-ids.md}. */
    private static final String SPECIFIED_KEY = "1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e";

    @Test
    void isWrittenAsLibp2pWritesIt() {
        PeerId id = PeerId.of(HexFormat.of().parseHex(SPECIFIED_KEY));

        assertThat(id.text()).startsWith("12D3KooW").hasSize(52);
        assertThat(HexFormat.of().formatHex(id.toBytes())).isEqualTo("002408011220" + SPECIFIED_KEY);
    }

    @Property
    void holdsItsKey(@ForAll @Size(PeerId.KEY_BYTES) byte[] key) {
        PeerId id = PeerId.of(key);

        assertThat(new PeerId(id.text()).publicKey()).isEqualTo(key);
    }

    @Test
    void refusesWhatIsNoKeyOfOurKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PeerId("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N"))
                .withMessageContaining("Ed25519");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PeerId("12D3KooW0"))
                .withMessageContaining("'0' at 8");
        assertThatIllegalArgumentException().isThrownBy(() -> new PeerId("")).withMessageContaining("Ed25519");
        assertThatIllegalArgumentException().isThrownBy(() -> new PeerId("1".repeat(1_000_000)));
    }

    @Property
    void noTextCrashesIt(@ForAll String text) {
        try {
            assertThat(new PeerId(text).text()).isEqualTo(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("peer id");
        }
    }
}
