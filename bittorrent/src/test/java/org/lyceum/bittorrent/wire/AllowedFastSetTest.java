package org.lyceum.bittorrent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.InfoHash;

class AllowedFastSetTest {

    private static final InfoHash INFO_HASH = InfoHash.parse("aa".repeat(20));

    @Test
    void givesTheSetsOfTheSpecification() {
        assertThat(AllowedFastSet.of(INFO_HASH, address(80, 4, 4, 200), 1313, 7))
                .containsExactly(1059, 431, 808, 1217, 287, 376, 1188);
        assertThat(AllowedFastSet.of(INFO_HASH, address(80, 4, 4, 200), 1313, 9))
                .containsExactly(1059, 431, 808, 1217, 287, 376, 1188, 353, 508);
    }

    @Test
    void givesNeighboursTheSamePieces() {
        assertThat(AllowedFastSet.of(INFO_HASH, address(80, 4, 4, 1), 1313, 9))
                .containsExactlyElementsOf(AllowedFastSet.of(INFO_HASH, address(80, 4, 4, 200), 1313, 9))
                .isNotEqualTo(AllowedFastSet.of(INFO_HASH, address(80, 4, 5, 200), 1313, 9));
    }

    @Test
    void givesEveryPieceOfASmallTorrent() {
        assertThat(AllowedFastSet.of(INFO_HASH, address(80, 4, 4, 200), 5, 10)).containsExactly(0, 1, 2, 3, 4);
        assertThat(AllowedFastSet.of(INFO_HASH, address(80, 4, 4, 200), 11, 10))
                .hasSize(10)
                .isSubsetOf(IntStream.range(0, 11).boxed().toList());
        assertThat(AllowedFastSet.of(INFO_HASH, address(80, 4, 4, 200), 0, 10)).isEmpty();
        assertThat(AllowedFastSet.of(INFO_HASH, address(80, 4, 4, 200), 5, 0)).isEmpty();
    }

    private static Inet4Address address(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
