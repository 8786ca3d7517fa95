package org.lyceum.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfoHashTest {

    @Test
    void isTheSha1OfTheInfoDictionary() {
        assertThat(InfoHash.ofInfo("hello".getBytes(StandardCharsets.US_ASCII)))
                .hasToString("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0eb2d544ef0c9ae3c0fbba90a71cd742a44aa81d",
                "0EB2D544EF0C9AE3C0FBBA90A71CD742A44AA81D",
                "B2ZNKRHPBSNOHQH3XKIKOHGXIKSEVKA5",
                "b2znkrhpbsnohqh3xkikohgxiksevka5"
            })
    void readsHexadecimalAndBase32InEitherCase(String text) {
        assertThat(InfoHash.parse(text).toHex()).isEqualTo("0eb2d544ef0c9ae3c0fbba90a71cd742a44aa81d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''   | info hash: 0 characters, expected 40 hexadecimal or 32 base32 digits
            abcd | info hash: 4 characters, expected 40 hexadecimal or 32 base32 digits
            0eb2d544ef0c9ae3c0fbba90a71cd742a44aa81g | info hash: '0eb2d544ef0c9ae3c0fbba90a71cd742a44aa81g' is not hexadecimal
            B2ZNKRHPBSNOHQH3XKIKOHGXIKSEVKA1 | info hash: 'B2ZNKRHPBSNOHQH3XKIKOHGXIKSEVKA1' is not base32
            B2ZNKRHPBSNOHQH3XKIKOHGX\u0131KSEVKA5 | info hash: 'B2ZNKRHPBSNOHQH3XKIKOHGX\u0131KSEVKA5' is not base32
            """)
    void saysWhyTextIsNoInfoHash(String text, String message) {
        assertThatThrownBy(() -> InfoHash.parse(text))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 19, 21, 32})
    void refusesAnyNumberOfBytesButTwenty(int length) {
        assertThatThrownBy(() -> InfoHash.of(new byte[length]))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("info hash: %d bytes, expected 20", length);
    }

    @Property
    void keepsItsBytesInEveryForm(@ForAll @Size(20) byte[] bytes) {
        InfoHash hash = InfoHash.of(bytes);

        assertThat(hash.toBytes()).isEqualTo(bytes);
        assertThat(InfoHash.parse(hash.toHex())).isEqualTo(hash).hasSameHashCodeAs(hash);
    }

    @Property
    void isOrderedByItsBytes(@ForAll @Size(20) byte[] one, @ForAll @Size(20) byte[] other, @ForAll boolean near) {
        byte[] second = near ? one.clone() : other;
        second[19] = other[19];

        assertThat(Integer.signum(InfoHash.of(one).compareTo(InfoHash.of(second))))
                .isEqualTo(Integer.signum(Arrays.compareUnsigned(one, second)));
    }
}
