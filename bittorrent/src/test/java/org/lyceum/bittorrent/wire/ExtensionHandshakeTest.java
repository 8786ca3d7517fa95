package org.lyceum.bittorrent.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.BitTorrentException;

class ExtensionHandshakeTest {

    private static final ExtensionHandshake SILENT = new ExtensionHandshake(Map.of(), null, 250, 0, 0, false);

    @Test
    void readsTheExampleOfTheSpecification() {
        String bytes = "d1:md11:LT_metadatai1e6:\u00b5T_PEXi2ee1:pi6881e1:v13:\u00c2\u00b5Torrent 1.2e";

        assertThat(ExtensionHandshake.decode(Unpooled.copiedBuffer(bytes, ISO_8859_1)))
                .isEqualTo(new ExtensionHandshake(
                        Map.of("LT_metadata", 1, "\ufffdT_PEX", 2), "\u00b5Torrent 1.2", 250, 6881, 0, false));
    }

    @Test
    void writesSortedKeysAndLeavesOutWhatItDoesNotKnow() {
        assertThat(SILENT.encode().toString(UTF_8)).isEqualTo("d1:mde4:reqqi250ee");
        assertThat(new ExtensionHandshake(Map.of("ut_metadata", 3, "ut_pex", 1), "Lyceum", 2000, 6881, 31235, true)
                        .encode()
                        .toString(UTF_8))
                .isEqualTo("d1:md11:ut_metadatai3e6:ut_pexi1ee13:metadata_sizei31235e1:pi6881e"
                        + "4:reqqi2000e11:upload_onlyi1e1:v6:Lyceume");
    }

    @Test
    void readsWhatItWrites() {
        ExtensionHandshake handshake =
                new ExtensionHandshake(Map.of("ut_metadata", 3, "ut_pex", 0), "Lyceum 0.1", 2000, 6881, 31235, true);

        assertThat(ExtensionHandshake.decode(handshake.encode())).isEqualTo(handshake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "de",
                "d1:m3:abc1:p3:abc4:reqqle1:vi1e13:metadata_sizede11:upload_onlyi0ee",
                "d1:pi65536ee",
                "d1:pi-1ee",
                "d4:reqqi0ee",
                "d4:reqqi-5ee",
                "d13:metadata_sizei31457281ee",
                "d13:metadata_sizei-1ee",
                "d1:md1:ai256e1:bi-1e1:c1:xee",
                "d1:v0:e",
                "d1:v3:\u0000\n e",
                "d6:yourip4:abcde trailing"
            })
    void countsAFieldThatMakesNoSenseAsAbsent(String bencode) {
        assertThat(decode(bencode)).isEqualTo(SILENT);
    }

    @ParameterizedTest
    @CsvSource({"i1e, 1", "i500e, 500", "i10000e, 10000", "i10001e, 10000", "i2147483648e, 250"})
    void boundsTheRequestQueue(String value, int requestQueue) {
        assertThat(decode("d4:reqq" + value + "e").requestQueue()).isEqualTo(requestQueue);
    }

    @Test
    void cleansAndCutsTheClientName() {
        assertThat(decode("d1:v14:  A\u0000\u001b[31m\n\u202eBe").client()).isEqualTo("A[31mB");
        assertThat(decode("d1:v100:" + "x".repeat(100) + "e").client()).isEqualTo("x".repeat(64));
        assertThat(decode("d1:v400:" + "\ud83d\ude80".repeat(100) + "e").client())
                .isEqualTo("\ud83d\ude80".repeat(64));
    }

    @Test
    void takesSixtyFourExtensionsAtMost() {
        StringBuilder many = new StringBuilder("d1:md");
        for (int i = 100; i < 300; i++) {
            many.append("3:").append(i).append("i7e");
        }
        assertThat(decode(many + "ee").messages())
                .hasSize(64)
                .containsKey("100")
                .doesNotContainKey("164");
        assertThat(decode("d1:md65:" + "x".repeat(65) + "i1eee").messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', extension handshake of 0 bytes: bencode: the data ends inside a value (at byte 0)",
        "le, 'extension handshake: expected a dictionary, found a list'",
        "d1:m, extension handshake of 4 bytes: bencode: the data ends inside a value (at byte 4)"
    })
    void refusesWhatIsNoDictionary(String payload, String message) {
        assertThatThrownBy(() -> decode(payload))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage(message);
    }

    @Test
    void readsNoMoreThanAHandshakeCanNeed() {
        assertThatThrownBy(() -> decode("d1:x20000:" + "x".repeat(20_000) + "e"))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("extension handshake of 20011 bytes, of which only 16384 are read: "
                        + "bencode: string of 20000 bytes where 16374 are left (at byte 4)");
    }

    @Test
    void leavesThePayloadToItsOwner() {
        ByteBuf payload = Unpooled.copiedBuffer("de", UTF_8);
        ExtensionHandshake.decode(payload);

        assertThat(payload.refCnt()).isOne();
        assertThat(payload.release()).isTrue();
    }

    private static ExtensionHandshake decode(String bencode) {
        return ExtensionHandshake.decode(Unpooled.copiedBuffer(bencode, UTF_8));
    }
}
