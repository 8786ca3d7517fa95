package org.lyceum.overlay.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.Signatures;
import org.lyceum.overlay.WireSamples;
import org.lyceum.overlay.codec.MalformedMessageException;
import org.lyceum.overlay.directory.DirectoryMessage.Records;
import org.lyceum.overlay.directory.DirectoryMessage.Summary;
import org.lyceum.overlay.directory.DirectoryMessage.Version;
import org.lyceum.overlay.directory.DirectoryMessage.Want;

class DirectoryCodecTest {

    @ParameterizedTest
    @MethodSource("layouts")
    void eachMessageIsLaidOutAsDocumented(DirectoryMessage message, String layout) {
        byte[] bytes = HexFormat.of().parseHex(layout.replace(" ", ""));

        assertThat(HexFormat.of().formatHex(DirectoryCodec.encode(message)))
                .isEqualTo(HexFormat.of().formatHex(bytes));
        assertThat(DirectoryCodec.encode(DirectoryCodec.decode(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void aMessageOfAnotherLengthIsRefused(DirectoryMessage message) {
        byte[] bytes = DirectoryCodec.encode(message);

        for (int length = 0; length <= bytes.length + 1; length++) {
            byte[] other = Arrays.copyOf(bytes, length);
            if (length != bytes.length) {
                assertThatThrownBy(() -> DirectoryCodec.decode(other))
                        .isInstanceOf(MalformedMessageException.class)
                        .hasMessageMatching(".*(early|after the end).*");
            }
        }
    }

    @Property
    void whatIsReadIsWrittenAlike(@ForAll("almostMessages") byte[] bytes) {
        try {
            assertThat(DirectoryCodec.encode(DirectoryCodec.decode(bytes))).isEqualTo(bytes);
        } catch (MalformedMessageException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    static Stream<Arguments> layouts() {
        byte[] key = new byte[PeerId.KEY_BYTES];
        Arrays.fill(key, (byte) 0xaa);
        PeerId peer = PeerId.of(key);
        String keyBytes = "aa".repeat(PeerId.KEY_BYTES);
        NodeRecord record = new NodeRecord(
                peer,
                "ab",
                new TreeSet<>(List.of("c")),
                "d",
                List.of(new Service("e", List.of(new Address("f", 4001)))),
                new TreeSet<>(List.of("g")),
                5,
                new Presentation(new byte[] {6}),
                7,
                Instant.ofEpochMilli(8));
        String content = "02" + keyBytes + "0002 6162 0001 0001 63 0001 64 0001 0001 65 0001 0001 66 0fa1 0001 0001 67"
                + "00000005 0001 06 0000000000000007 0000000000000008";
        int length = content.replace(" ", "").length() / 2;
        return Stream.of(
                arguments(new Summary(List.of(new Version(peer, 9))), "01 01 0001" + keyBytes + "0000000000000009"),
                arguments(new Want(List.of(peer)), "01 02 0001" + keyBytes),
                arguments(
                        new Records(List.of(SignedRecord.sign(record, new OneByte()))),
                        "01 03 0001 %04x".formatted(length) + content + "0001 ff"));
    }

    /** A signature that is told apart easily. */
    private static final class OneByte implements Signatures {
        @Override
        public byte[] sign(String domain, byte[] content) {
            return new byte[] {-1};
        }

        @Override
        public boolean isSignedBy(PeerId signer, String domain, byte[] content, byte[] signature) {
            return true;
        }
    }

    @Provide
    Arbitrary<byte[]> almostMessages() {
        return WireSamples.almostMessages();
    }
}
