package org.lyceum.bittorrent.bencode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.BitTorrentException;

class BencodeFieldTest {

    private static final byte[] SOURCE =
            "d4:infod5:filesld6:lengthi7eed6:length1:xee4:name3:abcee".getBytes(StandardCharsets.US_ASCII);

    private final BencodeField root =
            BencodeField.root("", BencodeDecoder.strict().decode(SOURCE));

    @Test
    void givesWhatIsThere() {
        BencodeField info = root.get("info");

        assertThat(info.get("name").text()).isEqualTo("abc");
        assertThat(info.get("name").bytes()).containsExactly('a', 'b', 'c');
        assertThat(info.get("files").items()).hasSize(2);
        assertThat(info.get("files").items().getFirst().get("length").integer(0, 7))
                .isEqualTo(7);
        assertThat(info.find("private")).isEmpty();
    }

    @Test
    void namesTheWayToAValueOfTheWrongKind() {
        BencodeField second = root.get("info").get("files").items().getLast();

        assertThatThrownBy(() -> second.get("length").integer())
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("info.files[1].length: expected an integer, found a string (at byte 38)");
        assertThatThrownBy(second::items).hasMessage("info.files[1]: expected a list, found a dictionary (at byte 29)");
    }

    @Test
    void namesTheDictionaryThatLacksAField() {
        assertThatThrownBy(() -> root.get("info").get("pieces"))
                .hasMessage("info.pieces: missing from the dictionary (at byte 7)");
    }

    @Test
    void namesTheRangeThatANumberLeft() {
        BencodeField length = root.get("info").get("files").items().getFirst().get("length");

        assertThatThrownBy(() -> length.integer(8, 9))
                .hasMessage("info.files[0].length: 7 is not from 8 to 9 (at byte 25)");
        assertThatThrownBy(() -> length.integer(0, 6))
                .hasMessage("info.files[0].length: 7 is not from 0 to 6 (at byte 25)");
    }

    @Test
    void beginsThePathWithTheNameOfTheRoot() {
        BencodeField answer = BencodeField.root("scrape answer", BencodeInteger.of(1));

        assertThatThrownBy(() -> answer.get("files"))
                .hasMessage("scrape answer: expected a dictionary, found an integer (at byte 0)");
    }
}
