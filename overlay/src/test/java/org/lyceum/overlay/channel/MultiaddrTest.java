package org.lyceum.overlay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.overlay.OverlayException;

class MultiaddrTest {

    private static final String PEER = "12D3KooWA4Xop1JaT3MHxwYMkCepYsv4iPVopMXwCz5iHYdBfeSB";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ip4/192.0.2.1/tcp/4001",
                "/ip4/192.0.2.1/tcp/4001/p2p/" + PEER,
                "/ip6/2001:db8:0:0:0:0:0:1/tcp/65535/p2p/" + PEER
            })
    void isReadAsItIsWritten(String text) {
        Multiaddr address = Multiaddr.parse(text);

        assertThat(address).hasToString(text);
        assertThat(Multiaddr.ofBytes(address.toBytes())).contains(address);
    }

    @Test
    void itsBytesAreThoseOfTheSpecification() {
        assertThat(HexFormat.of()
                        .formatHex(Multiaddr.parse("/ip4/127.0.0.1/tcp/4001").toBytes()))
                .isEqualTo("047f000001060fa1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/ip4/192.0.2.1/udp/4001",
                "/ip6/192.0.2.1/tcp/4001",
                "/ip4/192.0.2.1/tcp/65536",
                "/ip4/192.0.2.1/tcp/x",
                "/ip4/example.org/tcp/4001",
                "/ip4/192.0.2.1/tcp/4001/p2p/QmWrong"
            })
    void whatThisNodeCouldNotDialIsRefused(String text) {
        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> Multiaddr.parse(text))
                .withMessageContaining(text);
    }

    @Property
    void noBytesCrashIt(@ForAll byte[] bytes) {
        Multiaddr.ofBytes(bytes)
                .ifPresent(address -> assertThat(address.toBytes()).isEqualTo(bytes));
    }
}
