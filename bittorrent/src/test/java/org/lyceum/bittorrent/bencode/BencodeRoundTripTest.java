package org.lyceum.bittorrent.bencode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.BitTorrentException;

class BencodeRoundTripTest {

    @Test
    void sortsTheKeysOfWhatItWrites() {
        BencodeDictionary dictionary = BencodeDictionary.builder()
                .put("z", BencodeList.of(List.of(BencodeInteger.of(-1))))
                .put("a", new byte[] {(byte) 0xff})
                .put("m", "ü")
                .build();

        assertThat(dictionary.toBytes())
                .isEqualTo("d1:a1:\u00ff1:m2:\u00c3\u00bc1:zli-1eee".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void copiesADecodedDictionaryByteForByteHoweverIrregular() {
        byte[] source = "d4:infod1:bi007e1:a2:xyee".getBytes(StandardCharsets.US_ASCII);
        BencodeValue info = BencodeField.root("", BencodeDecoder.lenient().decode(source))
                .get("info")
                .value();

        BencodeDictionary wrapped =
                BencodeDictionary.builder().put("copy", info).put("a", 1).build();

        assertThat(wrapped.toBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("d1:ai1e4:copyd1:bi007e1:a2:xyee");
    }

    @Test
    void isNotChangedByItsOwners() {
        byte[] bytes = {1, 2, 3};
        BencodeString string = BencodeString.of(bytes);
        bytes[0] = 9;
        string.bytes()[1] = 9;

        assertThat(string.bytes()).containsExactly(1, 2, 3);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void decodesWhatItEncoded(@ForAll("values") BencodeValue value) {
        byte[] encoded = BencodeEncoder.encode(value);

        BencodeValue decoded = BencodeDecoder.strict().decode(encoded);

        assertThat(decoded).isEqualTo(value).hasSameHashCodeAs(value);
        assertThat(BencodeDecoder.lenient().decode(encoded)).isEqualTo(value);
        assertThat(BencodeEncoder.encode(decoded)).isEqualTo(encoded);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void anythingCutShortIsRefused(@ForAll("values") BencodeValue value) {
        byte[] encoded = BencodeEncoder.encode(value);

        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThat(refused(BencodeDecoder.lenient(), cut)).isTrue();
        }
    }

    @Property(tries = 5_000)
    void randomBytesAreDecodedOrRefused(@ForAll("nearlyBencode") byte[] bytes) {
        assertThatCode(() -> refused(BencodeDecoder.strict(), bytes)).doesNotThrowAnyException();
        assertThatCode(() -> refused(BencodeDecoder.lenient(), bytes)).doesNotThrowAnyException();
    }

    @Property(tries = 5_000)
    void whatTheStrictDecoderTakesHasNoOtherForm(@ForAll("nearlyBencode") byte[] bytes) {
        if (!refused(BencodeDecoder.strict(), bytes)) {
            BencodeValue value = BencodeDecoder.strict().decode(bytes);
            assertThat(BencodeEncoder.encode(rebuilt(value))).isEqualTo(bytes);
        }
    }

    private static boolean refused(BencodeDecoder decoder, byte[] bytes) {
        try {
            decoder.decode(bytes);
            return false;
        } catch (BitTorrentException e) {
            assertThat(e).hasMessageContaining("at byte");
            return true;
        }
    }

    /** The same value without its source, so that encoding cannot copy. */
    private static BencodeValue rebuilt(BencodeValue value) {
        return switch (value) {
            case BencodeInteger integer -> BencodeInteger.of(integer.value());
            case BencodeString string -> BencodeString.of(string.bytes());
            case BencodeList list ->
                BencodeList.of(list.values().stream()
                        .map(BencodeRoundTripTest::rebuilt)
                        .toList());
            case BencodeDictionary dictionary -> {
                BencodeDictionary.Builder builder = BencodeDictionary.builder();
                dictionary.forEach((key, entry) -> builder.put(key, rebuilt(entry)));
                yield builder.build();
            }
        };
    }

    @Provide
    Arbitrary<byte[]> nearlyBencode() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(64),
                Arbitraries.of('i', 'l', 'd', 'e', ':', '-', '0', '1', '2', 'a')
                        .map(c -> (byte) (char) c)
                        .array(byte[].class)
                        .ofMaxSize(24));
    }

    @Provide
    Arbitrary<BencodeValue> values() {
        return Arbitraries.recursive(BencodeRoundTripTest::leaves, BencodeRoundTripTest::containers, 0, 3);
    }

    private static Arbitrary<BencodeValue> leaves() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(BencodeInteger::of), strings().map(string -> string));
    }

    private static Arbitrary<BencodeValue> containers(Arbitrary<BencodeValue> values) {
        return Arbitraries.oneOf(
                values.list().ofMaxSize(4).map(BencodeList::of),
                Arbitraries.maps(strings(), values).ofMaxSize(4).map(BencodeRoundTripTest::dictionary));
    }

    private static Arbitrary<BencodeString> strings() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(12).map(BencodeString::of);
    }

    private static BencodeValue dictionary(Map<BencodeString, BencodeValue> entries) {
        BencodeDictionary.Builder builder = BencodeDictionary.builder();
        entries.forEach(builder::put);
        return builder.build();
    }
}
