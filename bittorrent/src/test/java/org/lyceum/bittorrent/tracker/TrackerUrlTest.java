package org.lyceum.bittorrent.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.BitTorrentException;

class TrackerUrlTest {

    @ParameterizedTest
    @CsvSource({
        "udp://tracker.example:6969/announce?x=y, udp, tracker.example, 6969, /announce?x=y",
        "udp://127.0.0.1:1, udp, 127.0.0.1, 1, ''",
        "udp://[2001:db8::1]:65535/a, udp, 2001:db8::1, 65535, /a",
        "http://tracker.example:8080?key=1, http, tracker.example, 8080, ?key=1",
    })
    void partsAreTakenApartAndPutTogetherAgain(String text, String scheme, String host, int port, String path) {
        TrackerUrl url = TrackerUrl.parse(text);
        assertThat(url).isEqualTo(new TrackerUrl(scheme, host, port, path));
        assertThat(url).hasToString(text);
    }

    @Test
    void schemeIsLowerCasedAndFragmentCutOff() {
        assertThat(TrackerUrl.parse(" UDP://a:1/x#y\n")).hasToString("udp://a:1/x");
    }

    @ParameterizedTest
    @CsvSource({"http://a/x, 80", "https://a/x, 443", "https://[::1]/x, 443", "wss://a, 443"})
    void webSchemesHaveDefaultPorts(String text, int port) {
        assertThat(TrackerUrl.parse(text).port()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "udp://tracker.example/announce | no port",
                "udp://[::1]/announce | no port",
                "udp://tracker.example:0/ | port '0'",
                "udp://tracker.example:65536/ | port '65536'",
                "udp://tracker.example:-1/ | port '-1'",
                "udp://tracker.example:/ | port ''",
                "udp://:80/ | no host",
                "udp:///announce | no host",
                "udp://a b:80/ | 'a b' is not a host name",
                "udp://user@host:80/ | 'user@host' is not a host name",
                "udp://::1:80/ | '::1' is not a host name",
                "udp://[::g]:80/ | '::g' is not an IPv6 address",
                "udp://[1.2.3.4]:80/ | '1.2.3.4' is not an IPv6 address",
                "udp://[fe80::1%eth0]:80/ | is not an IPv6 address",
                "tracker.example:80 | no scheme",
                "u_p://a:80 | scheme is not valid",
                "udp://a:80/x y | must be percent-encoded",
            })
    void whatIsWrongIsNamed(String text, String problem) {
        assertThatThrownBy(() -> TrackerUrl.parse(text))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining(text.substring(0, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp://a\u001b[2J:80/", "udp://a:8\u00070/"})
    void controlCharactersNeverReachTheMessage(String text) {
        assertThatThrownBy(() -> TrackerUrl.parse(text)).message().matches("[\\x20-\\x7e]+");
    }

    @Test
    void overlongUrlsAreRefused() {
        assertThatThrownBy(() -> TrackerUrl.parse("udp://a:1/" + "x".repeat(3000)))
                .isInstanceOf(BitTorrentException.class)
                .hasMessageContaining("3010 characters");
    }
}
