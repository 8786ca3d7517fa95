package org.lyceum.bittorrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTest {

    @Test
    void endsAfterItsLastByte() {
        assertThat(new Block(3, 16_384, 100).end()).isEqualTo(16_484);
        assertThat(new Block(0, Integer.MAX_VALUE - 1, 1).end()).isEqualTo(Integer.MAX_VALUE);
        assertThat(new Block(0, 0, Block.MAX_LENGTH).end()).isEqualTo(131_072);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 1",
        "0, -1, 1",
        "0, 0, 0",
        "0, 0, -1",
        "0, 0, 131073",
        "0, 2147483647, 1",
        "-2147483648, -2147483648, -2147483648"
    })
    void refusesWhatIsOutOfRange(int piece, int offset, int length) {
        assertThatThrownBy(() -> new Block(piece, offset, length))
                .isInstanceOf(BitTorrentException.class)
                .hasMessage("block: piece %d, offset %d, length %d is out of range", piece, offset, length);
    }
}
