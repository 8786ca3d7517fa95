package org.lyceum.bittorrent.swarm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.bittorrent.swarm.SwarmFixture.address;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lyceum.bittorrent.PeerId;

/** On a channel without a socket, in a time of its own. */
class HandshakingTest {

    private final ConnectionSlots slots = new ConnectionSlots(ConnectionLimits.DEFAULT);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void connect() {
        channel.freezeTime();
        ConnectionSlots.Slot slot = requireNonNull(slots.accept(address(1, 1).getAddress(), () -> {}));
        var _ = channel.closeFuture().addListener(_ -> slot.free());
        Handshaking.incoming(channel, address(1, 1), slot, _ -> null);
        channel.pipeline().fireChannelActive();
    }

    private void after(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void whoSaysNothingForTenSecondsIsDropped() {
        after(9);
        assertThat(channel.isOpen()).isTrue();

        after(1);

        assertThat(channel.isOpen()).isFalse();
        assertThat(slots.open()).isZero();
    }

    @Test
    void whoSendsItByteByByteHasTenSecondsForAll() {
        byte[] handshake = FakePeer.handshake(SwarmFixture.INFO_HASH, new PeerId("a".repeat(20)), true);
        for (int second = 0; second < 9; second++) {
            channel.writeInbound(Unpooled.wrappedBuffer(handshake, second, 1));
            after(1);
            assertThat(channel.isOpen()).isTrue();
        }

        after(1);

        assertThat(channel.isOpen()).isFalse();
        assertThat(slots.open()).isZero();
    }
}
