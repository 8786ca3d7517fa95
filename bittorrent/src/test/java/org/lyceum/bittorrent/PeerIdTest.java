package org.lyceum.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerIdTest {

    @ParameterizedTest
    @CsvSource({
        "-LY0100-, Lyceum 0.1.0",
        "-TR2940-, Transmission 2.94",
        "-TR3000-, Transmission 3.00",
        "-TR4060-, Transmission 4.0.6",
        "-qB4630-, qBittorrent 4.6.3",
        "-LT20B0-, libtorrent 2.0.11",
        "-lt0D80-, libTorrent (rTorrent) 0.13.8",
        "-DE13F0-, Deluge 1.3.15",
        "-DE211s-, Deluge 2.1.1",
        "-UT3550-, \u00b5Torrent 3.5.5",
        "-AZ5770-, Vuze 5.7.7.0",
        "-BI3510-, BiglyBT 3.5.1.0",
        "-WW0208-, WebTorrent 2.8",
        "-TX0318-, Tixati 3.18",
        "-BC0210-, BitComet 2.10",
        "A2-1-36-0-, aria2 1.36.0",
        "M7-10-5--, BitTorrent 7.10.5",
        "S58B-----, S58B----",
        "-ZZ1234-, ZZ 1.2.3"
    })
    void namesTheClientAndItsVersion(String start, String name) {
        assertThat(startingWith(start).clientName()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"exbc\u0001\u0002AB, exbc??AB", "-T\u0000100--, -T?100--", "-LT20\u00e90-, -LT20?0-"})
    void showsTheStartOfAnUnknownIdAsFarAsItPrints(String start, String name) {
        assertThat(startingWith(start).clientName()).isEqualTo(name);
    }

    @Property
    void namesEveryClientInPrintableText(@ForAll @Size(PeerId.LENGTH) byte[] id) {
        assertThat(PeerId.of(id).clientName()).matches("[ -~\u00b5]+");
    }

    @Test
    void keepsEveryByte() {
        byte[] id = new byte[PeerId.LENGTH];
        new Random(1).nextBytes(id);

        assertThat(PeerId.of(id).toBytes()).isEqualTo(id);
    }

    @Test
    void isOursAndRandomWhenGenerated() {
        PeerId first = PeerId.generate(new Random(1));

        assertThat(first.clientName()).isEqualTo("Lyceum 0.1.0");
        assertThat(first).isEqualTo(PeerId.generate(new Random(1))).isNotEqualTo(PeerId.generate(new Random(2)));
    }

    @Test
    void refusesAnyOtherLength() {
        assertThatThrownBy(() -> PeerId.of(new byte[19]))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("peer id: 19 bytes, expected 20");
    }

    @Test
    void refusesTextThatIsNotLatin1() {
        assertThatThrownBy(() -> new PeerId("-LY0100-\u20ac00000000000"))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("peer id: character 8 is not Latin-1");
    }

    private static PeerId startingWith(String start) {
        byte[] bytes = (start + "x".repeat(PeerId.LENGTH - start.length())).getBytes(StandardCharsets.ISO_8859_1);
        return PeerId.of(bytes);
    }
}
