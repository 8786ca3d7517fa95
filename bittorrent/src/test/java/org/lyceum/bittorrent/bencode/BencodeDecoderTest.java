package org.lyceum.bittorrent.bencode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.BitTorrentException;

class BencodeDecoderTest {

    @Test
    void readsEveryKindOfValue() {
        BencodeValue value = strict("d4:listli-3e0:e6:numberi42e6:string4:spame");

        assertThat(value)
                .isEqualTo(BencodeDictionary.builder()
                        .put("number", 42)
                        .put("string", "spam")
                        .put("list", BencodeList.of(List.of(BencodeInteger.of(-3), BencodeString.of(""))))
                        .build());
    }

    @Test
    void readsTheSmallestAndTheLargestInteger() {
        assertThat(strict("i-9223372036854775808e")).isEqualTo(BencodeInteger.of(Long.MIN_VALUE));
        assertThat(strict("i9223372036854775807e")).isEqualTo(BencodeInteger.of(Long.MAX_VALUE));
    }

    @Test
    void remembersWhereEachValueBegins() {
        BencodeField root = BencodeField.root("", strict("d1:ai1e1:bli2eee"));

        assertThat(root.get("a").value().offset()).isEqualTo(4);
        assertThat(root.get("b").value().offset()).isEqualTo(10);
        assertThat(root.get("b").items().getFirst().value().offset()).isEqualTo(11);
        assertThat(root.dictionary().keys().getLast().offset()).isEqualTo(7);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("", "bencode: the data ends inside a value (at byte 0)"),
                arguments("x", "bencode: expected i, l, d or a digit, found 'x' (at byte 0)"),
                arguments("\u0001", "bencode: expected i, l, d or a digit, found 0x01 (at byte 0)"),
                arguments("-1:a", "bencode: expected i, l, d or a digit, found '-' (at byte 0)"),
                arguments("i", "bencode: the data ends inside an integer (at byte 1)"),
                arguments("i-", "bencode: the data ends inside an integer (at byte 2)"),
                arguments("i12", "bencode: the data ends inside an integer (at byte 3)"),
                arguments("ie", "bencode: integer without digits (at byte 0)"),
                arguments("i-e", "bencode: integer without digits (at byte 0)"),
                arguments("i1x", "bencode: expected a digit in the integer, found 'x' (at byte 2)"),
                arguments("i--1e", "bencode: expected a digit in the integer, found '-' (at byte 2)"),
                arguments("i9223372036854775808e", "bencode: integer beyond 64 bits (at byte 0)"),
                arguments("i-9223372036854775809e", "bencode: integer beyond 64 bits (at byte 0)"),
                arguments("i99999999999999999999999e", "bencode: integer beyond 64 bits (at byte 0)"),
                arguments("l5:spam", "bencode: string of 5 bytes where 4 are left (at byte 1)"),
                arguments("2147483647:a", "bencode: string of 2147483647 bytes where 1 are left (at byte 0)"),
                arguments("2147483648:a", "bencode: string of more than 2147483647 bytes (at byte 0)"),
                arguments("4", "bencode: the data ends inside a string's length (at byte 1)"),
                arguments("4x", "bencode: expected a digit in the string's length, found 'x' (at byte 1)"),
                arguments("li1e", "bencode: the data ends inside a list (at byte 4)"),
                arguments("d", "bencode: the data ends inside a dictionary (at byte 1)"),
                arguments("d1:a", "bencode: the data ends inside a value (at byte 4)"),
                arguments("d1:ae", "bencode: expected i, l, d or a digit, found 'e' (at byte 4)"),
                arguments("di1ei2ee", "bencode: expected a key, which is a string, found 'i' (at byte 1)"),
                arguments("d1:ai1e1:ai2ee", "bencode: key 'a' stands twice (at byte 7)"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrongAndWhere(String source, String message) {
        assertThatThrownBy(() -> strict(source))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> lenient(source))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> irregularities() {
        return Stream.of(
                arguments("i03e", BencodeInteger.of(3), "bencode: integer with a leading zero (at byte 0)"),
                arguments("i-0e", BencodeInteger.of(0), "bencode: negative zero (at byte 0)"),
                arguments("i-03e", BencodeInteger.of(-3), "bencode: integer with a leading zero (at byte 0)"),
                arguments(
                        "04:spam", BencodeString.of("spam"), "bencode: string length with a leading zero (at byte 0)"),
                arguments("i1e\n", BencodeInteger.of(1), "bencode: 1 bytes after the end of the value (at byte 3)"),
                arguments(
                        "d1:bi1e1:ai2ee",
                        BencodeDictionary.builder().put("a", 2).put("b", 1).build(),
                        "bencode: key 'a' is not in sorted order (at byte 7)"));
    }

    @ParameterizedTest
    @MethodSource("irregularities")
    void refusesOrForgivesWhatIsIrregularByItsMode(String source, BencodeValue meaning, String message) {
        assertThat(lenient(source)).isEqualTo(meaning);
        assertThatThrownBy(() -> strict(source))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesADuplicateKeyAmongUnsortedOnesEvenWhenLenient() {
        assertThatThrownBy(() -> lenient("d1:ai1e1:bi2e1:ai3ee"))
                .hasMessage("bencode: key 'a' stands twice (at byte 13)");
    }

    @Test
    void ordersKeysByUnsignedBytes() {
        byte[] source = "d1:zi1e1:\u00ffi2ee".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(((BencodeDictionary) BencodeDecoder.strict().decode(source)).size())
                .isEqualTo(2);
    }

    @Test
    void tellsHowManyBytesAValueTookBeforeWhateverFollows() {
        byte[] source = "d8:msg_typei1eeDATA".getBytes(StandardCharsets.US_ASCII);

        BencodeDecoder.Prefix prefix = BencodeDecoder.strict().decodePrefix(source);

        assertThat(prefix.length()).isEqualTo(15);
        assertThat(prefix.value())
                .isEqualTo(BencodeDictionary.builder().put("msg_type", 1).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"l", "d1:a"})
    void nestsToOneHundredLevelsAndNoDeeper(String opening) {
        assertThat(strict(opening.repeat(99) + "le" + "e".repeat(99))).isNotNull();
        assertThatThrownBy(() -> strict(opening.repeat(1_000_000)))
                .hasMessage("bencode: nested deeper than 100 levels (at byte %d)".formatted(100 * opening.length()));
    }

    @Test
    void countsNeighboursAsOneLevel() {
        assertThat(((BencodeList) strict("l" + "le".repeat(200) + "e")).values())
                .hasSize(200);
    }

    @Test
    void refusesABombOfSmallValues() {
        assertThatThrownBy(() -> strict("l" + "0:".repeat(3_000_000) + "e"))
                .hasMessage("bencode: more than 3000000 values (at byte 5999999)");
    }

    @Test
    void refusesASourceBeyondItsLimitUnread() {
        BencodeDecoder decoder = BencodeDecoder.lenient().withMaxBytes(3);

        assertThat(decoder.decode(bytes("i1e"))).isEqualTo(BencodeInteger.of(1));
        assertThatThrownBy(() -> decoder.decode(bytes("i11e")))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("bencode: 4 bytes, of which at most 3 are read");
    }

    private static BencodeValue strict(String source) {
        return BencodeDecoder.strict().decode(bytes(source));
    }

    private static BencodeValue lenient(String source) {
        return BencodeDecoder.lenient().decode(bytes(source));
    }

    private static byte[] bytes(String source) {
        return source.getBytes(StandardCharsets.US_ASCII);
    }
}
