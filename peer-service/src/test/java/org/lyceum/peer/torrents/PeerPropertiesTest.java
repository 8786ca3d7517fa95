package org.lyceum.peer.torrents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.bittorrent.choker.ChokeAlgorithm;
import org.lyceum.web.StartupException;

class PeerPropertiesTest {

    @Test
    void takesTrackersByAddressAndByUrl() {
        PeerProperties properties = with(List.of("tracker.example:6969", "udp://[::1]:6969/announce"), 0);
        assertThat(properties.trackers()).containsExactly("udp://tracker.example:6969", "udp://[::1]:6969/announce");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tracker.example",
                "http://tracker.example:80/announce",
                "udp://:6969",
                "a b:1",
                "host:0",
                "host:65536"
            })
    void refusesWhatIsNoTracker(String tracker) {
        assertThatThrownBy(() -> with(List.of(tracker), 0))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("lyceum.peer.trackers: '" + tracker + "'");
    }

    @Test
    void refusesAPortThatDoesNotExist() {
        assertThatThrownBy(() -> with(List.of(), 65_536))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("lyceum.peer.bt-port is 65536");
    }

    @Test
    void refusesALimitBelowNone() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        assertThatThrownBy(() -> new PeerProperties(0, loopback, List.of(), false, ChokeAlgorithm.BEP3, 0, -1, 3))
                .isInstanceOf(StartupException.class)
                .hasMessage("lyceum.peer.upload-limit is -1, expected bytes per second, or 0 for no limit.");
    }

    private static PeerProperties with(List<String> trackers, int port) {
        return new PeerProperties(
                port, InetAddress.getLoopbackAddress(), trackers, false, ChokeAlgorithm.CLASSIC, 0, 0, 3);
    }

    @Test
    void refusesToDownloadNothing() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        assertThatThrownBy(() -> new PeerProperties(0, loopback, List.of(), false, ChokeAlgorithm.BEP3, 0, 0, 0))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("lyceum.peer.active-downloads is 0");
    }
}
