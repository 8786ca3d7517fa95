package org.lyceum.bittorrent.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ListenerGateTest {

    private static final InetAddress BLOCKED = InetAddress.ofLiteral("1.2.3.4");

    private final ConnectionSlots slots = new ConnectionSlots(ConnectionLimits.DEFAULT.perHost(1));
    private final EmbeddedChannel listener = new EmbeddedChannel(new ListenerGate(slots, BLOCKED::equals));

    private static EmbeddedChannel from(String host) {
        return new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(InetAddress.ofLiteral(host), 1000);
            }
        };
    }

    private boolean letsIn(EmbeddedChannel accepted) {
        listener.writeInbound(accepted);
        boolean in = listener.readInbound() != null;
        assertThat(accepted.isOpen()).isEqualTo(in);
        return in;
    }

    @Test
    void closesWhoIsBlocked() {
        assertThat(letsIn(from("1.2.3.4"))).isFalse();
        assertThat(letsIn(from("1.2.3.5"))).isTrue();
        assertThat(slots.open()).isEqualTo(1);
    }

    @Test
    void closesWhoeverIsOneTooManyAndTakesTheNextOnceThereIsRoom() {
        EmbeddedChannel first = from("5.6.7.8");
        assertThat(letsIn(first)).isTrue();
        assertThat(letsIn(from("5.6.7.8"))).isFalse();

        var _ = first.close();

        assertThat(slots.open()).isZero();
        assertThat(letsIn(from("5.6.7.8"))).isTrue();
    }

    @Test
    void waitsASecondWhenNoFileCanBeOpened() {
        listener.freezeTime();

        listener.pipeline().fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));

        assertThat(listener.config().isAutoRead()).isFalse();
        listener.advanceTimeBy(1, TimeUnit.SECONDS);
        listener.runScheduledPendingTasks();
        assertThat(listener.config().isAutoRead()).isTrue();
        listener.checkException();
    }
}
