package org.lyceum.overlay.channel;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.lyceum.overlay.channel.yamux.YamuxSettings;

/**
 * How a {@link Host} listens, and its limits.
 *
 * @param listen TCP; port 0 picks a free one
 * @param agent what identify says that this is, such as {@code lyceum/0.1.0}
 * @param handshakeTimeout from the TCP connection to the authenticated one; and for agreeing on a stream's protocol
 * @param halfOpen incoming connections that may be in the handshake at a time
 * @param halfOpenPerAddress the same, from one IP address
 * @param connections connections that may be open at a time; beyond it incoming ones are turned away
 * @param idleAfter how long a connection without a stream is kept, unless its peer is protected
 * @param deadAfter how long nothing may come from the other end, which is asked for a sign of life three times in that
 *     time
 * @param bufferedPerConnection received bytes that may wait for their readers; beyond it the connection is not read
 * @param streams limits of each connection's streams
 */
public record HostSettings(
        InetSocketAddress listen,
        String agent,
        Duration handshakeTimeout,
        int halfOpen,
        int halfOpenPerAddress,
        int connections,
        Duration idleAfter,
        Duration deadAfter,
        int bufferedPerConnection,
        YamuxSettings streams) {

    /** The usual limits. */
    public static HostSettings listeningOn(InetSocketAddress listen) {
        return new HostSettings(
                listen,
                "lyceum",
                Duration.ofSeconds(10),
                64,
                16,
                512,
                Duration.ofMinutes(5),
                Duration.ofSeconds(45),
                16 * 1024 * 1024,
                YamuxSettings.DEFAULT);
    }
}
