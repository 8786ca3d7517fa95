package org.lyceum.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.bittorrent.InfoHash;

class MagnetLinkTest {

    private static final String HEX = "0eb2d544ef0c9ae3c0fbba90a71cd742a44aa81d";
    private static final String XT = "magnet:?xt=urn:btih:" + HEX;
    private static final InfoHash HASH = InfoHash.parse(HEX);

    private static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }

    @Test
    void readsEveryParameterThatItKnows() {
        MagnetLink link = MagnetLink.parse(XT + "&dn=Week%203+%28notes%29&tr=udp%3A%2F%2Fone.example%3A6969"
                + "&tr.1=http://two.example/a+b&tr.2=udp://one.example:6969&ws=http://ignored.example/"
                + "&x.pe=peer.example:1&x.pe=192.0.2.7:65535&x.pe=%5B2001:db8::1%5D:6881&x.pe=[::1]:6882");

        assertThat(link.infoHash()).isEqualTo(HASH);
        assertThat(link.name()).isEqualTo("Week 3 (notes)");
        assertThat(link.trackers()).containsExactly("udp://one.example:6969", "http://two.example/a+b");
        assertThat(link.peers())
                .containsExactly(
                        InetSocketAddress.createUnresolved("peer.example", 1),
                        address("192.0.2.7", 65_535),
                        address("2001:db8::1", 6881),
                        address("::1", 6882));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                XT,
                "MAGNET:?XT=URN:BTIH:0EB2D544EF0C9AE3C0FBBA90A71CD742A44AA81D",
                "magnet:?xt=urn:btih:B2ZNKRHPBSNOHQH3XKIKOHGXIKSEVKA5",
                "magnet:?xt=urn%3Abtih%3Ab2znkrhpbsnohqh3xkikohgxiksevka5",
                "  magnet:?dn=&xt.1=urn:btih:0eb2d544ef0c9ae3c0fbba90a71cd742a44aa81d&&tr=\n",
                "magnet:?xt=urn:btmh:1220aa&xt=urn:btih:0eb2d544ef0c9ae3c0fbba90a71cd742a44aa81d",
            })
    void readsTheInfoHashInAllItsForms(String link) {
        assertThat(MagnetLink.parse(link)).isEqualTo(new MagnetLink(HASH, null, List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                          | magnet link: does not begin with magnet:?
            http://example.com/         | magnet link: does not begin with magnet:?
            magnet:?dn=x                | magnet link: xt: missing; expected xt=urn:btih: and the info hash
            magnet:?xt=urn:sha1:abc     | magnet link: xt: missing; expected xt=urn:btih: and the info hash
            magnet:?xt=urn:btmh:1220aa  | magnet link: xt: a torrent of version 2 only (urn:btmh), which cannot be read
            magnet:?xt=urn:btih:abc     | magnet link: xt: info hash: 3 characters, expected 40 hexadecimal or 32 base32 digits
            magnet:?xt=urn:btih:11111111111111111111111111111111 | magnet link: xt: info hash: '11111111111111111111111111111111' is not base32
            magnet:?xt=urn:btih:0eb2d544ef0c9ae3c0fbba90a71cd742a44aa81d&xt.2=urn:btih:1eb2d544ef0c9ae3c0fbba90a71cd742a44aa81d | magnet link: xt.2: a second info hash, 1eb2d544ef0c9ae3c0fbba90a71cd742a44aa81d
            """)
    void saysWhatIsWrongWithTheTopic(String link, String message) {
        assertThatThrownBy(() -> MagnetLink.parse(link))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "dn=100%,          dn: '%' is no percent-encoded byte",
        "dn=a%zzb,         dn: '%zz' is no percent-encoded byte",
        "tr.3=%e,          tr.3: '%e' is no percent-encoded byte",
        "x.pe=1.2.3.4,     x.pe: '1.2.3.4' is not host:port or [address]:port",
        "x.pe=1.2.3.4:0,   x.pe: '1.2.3.4:0' has no port from 1 to 65535",
        "x.pe=host:65536,  x.pe: 'host:65536' has no port from 1 to 65535",
        "x.pe=1.2.3.256:1, x.pe: '1.2.3.256:1' has no valid address",
        "x.pe=[::zz]:1,    x.pe: '[::zz]:1' is not host:port or [address]:port",
        "x.pe=[:::]:1,     x.pe: '[:::]:1' has no valid address",
        "x.pe=::1:6881,    x.pe: '::1:6881' is not host:port or [address]:port"
    })
    void namesTheParameterThatIsWrong(String parameter, String message) {
        assertThatThrownBy(() -> MagnetLink.parse(XT + "&" + parameter))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("magnet link: " + message);
    }

    @Test
    void refusesALinkBeyondItsLimit() {
        assertThatThrownBy(() -> MagnetLink.parse(XT + "&dn=" + "x".repeat(65_536)))
                .hasMessage("magnet link: 65600 characters, of which at most 65536 are read");
    }

    @Test
    void showsNoControlCharactersOfTheName() {
        assertThat(MagnetLink.parse(XT + "&dn=%1b%5b31mred%0a").name()).isEqualTo("[31mred");
    }

    @Test
    void writesALinkThatReadsTheSame() {
        MagnetLink link = new MagnetLink(
                HASH,
                "Übung & Lösung +1",
                List.of("udp://one.example:6969", "http://two.example/a?b=c&d"),
                List.of(
                        InetSocketAddress.createUnresolved("peer.example", 1),
                        address("::1", 6881),
                        address("127.0.0.1", 6881)));

        assertThat(link)
                .hasToString(XT + "&dn=%C3%9Cbung%20%26%20L%C3%B6sung%20%2B1"
                        + "&tr=udp%3A%2F%2Fone.example%3A6969&tr=http%3A%2F%2Ftwo.example%2Fa%3Fb%3Dc%26d"
                        + "&x.pe=peer.example:1&x.pe=[0:0:0:0:0:0:0:1]:6881&x.pe=127.0.0.1:6881");
        assertThat(MagnetLink.parse(link.toString())).isEqualTo(link);
    }
}
