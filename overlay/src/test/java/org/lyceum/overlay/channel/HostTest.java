package org.lyceum.overlay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.identity.Identity;

class HostTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Protocol GREETING = new Protocol("/test/greeting/1", 1024);

    @Test
    void aRequestIsAnswered() {
        try (Host alice = host();
                Host bob = host()) {
            bob.answer(
                    GREETING,
                    (from, request) ->
                            (new String(request, StandardCharsets.UTF_8) + from).getBytes(StandardCharsets.UTF_8));

            byte[] answer = alice.connect(bob.id(), bob.address())
                    .thenCompose(to -> to.request(GREETING, "hello ".getBytes(StandardCharsets.UTF_8), PATIENCE))
                    .join();

            assertThat(answer).asString(StandardCharsets.UTF_8).isEqualTo("hello " + alice.id());
        }
    }

    private static Host host() {
        return Host.start(
                Identity.generate(),
                HostSettings.listeningOn(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }
}
