package org.lyceum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class LocalAddressTest {

    private static final byte[] ANY = new byte[4];

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @Test
    void anAddressThatIsBoundToIsTheOneToUse() throws UnknownHostException {
        assertThat(LocalAddress.seenFromHere(address("192.0.2.7"))).isEqualTo(address("192.0.2.7"));
        assertThat(LocalAddress.seenByOthers(address("192.0.2.7"))).isEqualTo(address("192.0.2.7"));
    }

    @Test
    void everyAddressIsReachedFromHereByLoopback() throws UnknownHostException {
        assertThat(LocalAddress.seenFromHere(InetAddress.getByAddress(ANY)).isLoopbackAddress())
                .isTrue();
    }

    @Test
    void everyAddressIsShownToOthersAsOneOfThem() throws UnknownHostException {
        assertThat(LocalAddress.seenByOthers(InetAddress.getByAddress(ANY)).isAnyLocalAddress())
                .isFalse();
    }

    @Test
    void anIpv6AddressStandsInBracketsInAUrl() throws UnknownHostException {
        assertThat(LocalAddress.inUrl(address("::1"))).isEqualTo("[0:0:0:0:0:0:0:1]");
        assertThat(LocalAddress.inUrl(address("127.0.0.1"))).isEqualTo("127.0.0.1");
    }
}
