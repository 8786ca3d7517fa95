package org.lyceum.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    @Test
    void refusesToBeReachedFromElsewhereWithoutAToken(CapturedOutput output) {
        assertThatThrownBy(() -> TinyService.start("--server.address=0.0.0.0"))
                .hasRootCauseInstanceOf(StartupException.class);
        assertThat(output)
                .contains("server.address 0.0.0.0 can be reached from other machines: set lyceum.web.token")
                .doesNotContain("\tat ");
    }

    @Test
    void refusesAShortToken(CapturedOutput output) {
        assertThatThrownBy(() -> TinyService.start("--lyceum.web.token=short"))
                .hasRootCauseInstanceOf(StartupException.class);
        assertThat(output).contains("lyceum.web.token has 5 characters, at least 16 are needed.");
    }

    @Test
    void namesThePortInUseAndItsProperty(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> TinyService.start("--server.port=" + taken.getLocalPort()))
                    .isNotNull();
            assertThat(output)
                    .contains("Port " + taken.getLocalPort() + " is in use: set server.port")
                    .doesNotContain("\tat ");
        }
    }
}
