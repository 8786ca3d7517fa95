package org.lyceum.bittorrent.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.bittorrent.BitTorrentException;

class MetadataMessageTest {

    @Test
    void isLaidOutAsInTheExamplesOfTheSpecification() {
        assertThat(text(new MetadataMessage.Request(0).encode())).isEqualTo("d8:msg_typei0e5:piecei0ee");
        assertThat(text(new MetadataMessage.Reject(0).encode())).isEqualTo("d8:msg_typei2e5:piecei0ee");
        assertThat(text(new MetadataMessage.Data(0, 34256, payload("xxxxxxxx")).encode()))
                .isEqualTo("d8:msg_typei1e5:piecei0e10:total_sizei34256eexxxxxxxx");
    }

    @Test
    void readsRequestAndReject() {
        assertThat(MetadataMessage.decode(payload("d8:msg_typei0e5:piecei7ee")))
                .contains(new MetadataMessage.Request(7));
        assertThat(MetadataMessage.decode(payload("d8:msg_typei2e5:piecei7e10:total_sizei1ee")))
                .contains(new MetadataMessage.Reject(7));
    }

    @Property(tries = 100)
    void readsEveryPieceThatItWrites(@ForAll @IntRange(min = 1, max = 40_000) int totalSize) {
        for (int piece = 0; piece * MetadataMessage.PIECE_LENGTH < totalSize; piece++) {
            int length = Math.min(MetadataMessage.PIECE_LENGTH, totalSize - piece * MetadataMessage.PIECE_LENGTH);
            ByteBuf payload = new MetadataMessage.Data(piece, totalSize, payload("x".repeat(length))).encode();

            assertThat(MetadataMessage.decode(payload))
                    .contains(new MetadataMessage.Data(piece, totalSize, payload("x".repeat(length))));
            assertThat(payload.release()).isTrue();
        }
    }

    @Test
    void ignoresTypesThatCameLater() {
        assertThat(MetadataMessage.decode(payload("d8:msg_typei3ee"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | metadata message: msg_type is not there as an integer",
                "d8:msg_type1:0e | metadata message: msg_type is not there as an integer",
                "d8:msg_typei-1ee | metadata message: msg_type -1 is not from 0 to 2147483647 (at byte 11)",
                "d8:msg_typei0ee | metadata message: piece is not there as an integer",
                "d8:msg_typei2e5:piecei-1ee | metadata message: piece -1 is not from 0 to 2147483647 (at byte 21)",
                "d8:msg_typei1e5:piecei0eex | metadata message: total_size is not there as an integer",
                "d8:msg_typei1e5:piecei0e10:total_sizei31457281eex "
                        + "| metadata message: total_size 31457281 is not from 0 to 31457280 (at byte 37)",
                "d8:msg_typei1e5:piecei1e10:total_sizei16384eex "
                        + "| metadata message: piece 1 is not from 0 to 0 (at byte 21)",
                "d8:msg_typei1e5:piecei0e10:total_sizei2eex "
                        + "| metadata message: 1 bytes of data, expected 2 for piece 0 of 2 bytes",
                "d8:msg_typei1e5:piecei0e10:total_sizei2eexxx "
                        + "| metadata message: 3 bytes of data, expected 2 for piece 0 of 2 bytes",
                "li1ee | metadata message: expected a dictionary, found a list",
            })
    void saysWhatIsWrong(String payload, String message) {
        assertThatThrownBy(() -> MetadataMessage.decode(payload(payload)))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage(message);
    }

    @Test
    void leavesThePayloadToItsOwner() {
        ByteBuf payload =
                payload("#d8:msg_typei1e5:piecei0e10:total_sizei4eeabcd").skipBytes(1);
        MetadataMessage.Data data =
                (MetadataMessage.Data) MetadataMessage.decode(payload).orElseThrow();

        assertThat(data.data().toString(ISO_8859_1)).isEqualTo("abcd");
        assertThat(payload.refCnt()).isOne();
        assertThat(payload.release()).isTrue();
    }

    private static ByteBuf payload(String latin1) {
        return Unpooled.copiedBuffer(latin1, ISO_8859_1);
    }

    private static String text(ByteBuf encoded) {
        return encoded.toString(ISO_8859_1);
    }
}
