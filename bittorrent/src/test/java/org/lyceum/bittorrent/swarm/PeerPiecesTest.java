package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.BitField;
import org.lyceum.bittorrent.BitTorrentException;

class PeerPiecesTest {

    private final PeerPieces pieces = new PeerPieces();

    @Test
    void keepsWhatIsSaidBeforeTheMetadataIsKnown() {
        pieces.bitfield(new byte[] {(byte) 0x80, 0});
        pieces.have(9);

        BitField field = pieces.resolve(10);

        assertThat(field.cardinality()).isEqualTo(2);
        assertThat(field.get(0)).isTrue();
        assertThat(field.get(9)).isTrue();
        assertThat(pieces.progress()).isEqualTo(0.2);
    }

    @Test
    void theLastClaimOfAllOrNoneCounts() {
        pieces.have(3);
        pieces.all();
        assertThat(pieces.isSeed()).isTrue();
        pieces.none();
        assertThat(pieces.isSeed()).isFalse();
        assertThat(pieces.resolve(10).isEmpty()).isTrue();
    }

    @Test
    void tellsNewsFromWhatIsKnown() {
        pieces.resolve(10);
        assertThat(pieces.have(3)).isTrue();
        assertThat(pieces.have(3)).isFalse();
    }

    @Test
    void refusesWhatIsBeyondTheTorrentAndKeepsWhatItHad() {
        BitField before = pieces.resolve(10);
        assertThatThrownBy(() -> pieces.have(10))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining("piece 10");
        pieces.bitfield(new byte[] {1});
        assertThatThrownBy(() -> pieces.resolve(10)).isInstanceOf(BitTorrentException.class);
        assertThat(pieces.field()).isSameAs(before);
    }

    @Test
    void refusesBeforeTheMetadataWhatIsBeyondAnyTorrent() {
        assertThatThrownBy(() -> pieces.have(Integer.MAX_VALUE)).isInstanceOf(BitTorrentException.class);
        pieces.have(20);
        assertThatThrownBy(() -> pieces.resolve(10))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining("piece 20");
    }
}
