package org.lyceum.bittorrent.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "127.255.255.255, loopback",
        "::1, loopback",
        "169.254.169.254, link-local",
        "fe80::1, link-local",
        "10.0.0.1, private",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.1.1, private",
        "100.64.0.1, private",
        "100.127.255.255, private",
        "198.18.0.1, private",
        "192.0.0.8, private",
        "fc00::1, private",
        "fdff::1, private",
        "fec0::1, private",
        "2002:7f00:1::, loopback",
        "2002:c0a8:101::1, private",
        "64:ff9b::10.0.0.1, private",
        "::10.0.0.1, private",
        "::ffff:127.0.0.1, loopback",
    })
    void privateAddressesAreAllowedOnlyWhenAskedFor(String address, String kind) {
        InetAddress literal = InetAddress.ofLiteral(address);
        assertThat(AddressPolicy.PUBLIC.objection(literal)).contains(kind);
        assertThat(AddressPolicy.PRIVATE_TOO.allows(literal)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, unspecified",
        "0.1.2.3, unspecified",
        "::, unspecified",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "ff02::1, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, reserved",
    })
    void whatIsNoPeerIsNeverAllowed(String address, String kind) {
        InetAddress literal = InetAddress.ofLiteral(address);
        assertThat(AddressPolicy.PUBLIC.objection(literal)).contains(kind);
        assertThat(AddressPolicy.PRIVATE_TOO.objection(literal)).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.0.1",
                "192.169.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "64:ff9b::1.1.1.1",
                "2002:101:101::"
            })
    void publicAddressesAreAllowed(String address) {
        assertThat(AddressPolicy.PUBLIC.allows(InetAddress.ofLiteral(address))).isTrue();
    }
}
