package org.lyceum.tracker;

import java.net.InetAddress;
import java.time.Duration;
import org.lyceum.tracker.swarms.SwarmLimits;
import org.lyceum.web.StartupException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The tracker's configuration.
 *
 * @param bind address of the UDP socket
 * @param udpPort of the UDP socket; 0 takes a free one, to be read at {@code /actuator/info}
 * @param interval between a peer's announces; short, so that peers of a small swarm learn of newcomers soon
 * @param expiry how long a peer stays after its last announce, longer than the interval
 * @param maxSwarms at once
 * @param maxPeers at once, in all swarms
 * @param portsPerNetwork peers of one IPv4 address, or one IPv6 /64, in one swarm
 * @param swarmsPerNetwork swarms that one IPv4 address, or one IPv6 /64, is in
 */
@ConfigurationProperties("lyceum.tracker")
record TrackerProperties(
        @DefaultValue("127.0.0.1") InetAddress bind,
        @DefaultValue("6969") int udpPort,
        @DefaultValue("2m") Duration interval,
        @DefaultValue("5m") Duration expiry,
        @DefaultValue("100000") int maxSwarms,
        @DefaultValue("1000000") int maxPeers,
        @DefaultValue("256") int portsPerNetwork,
        @DefaultValue("4096") int swarmsPerNetwork) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofDays(1);

    TrackerProperties {
        if (udpPort < 0 || udpPort > 0xffff) {
            throw wrong("udp-port", udpPort, "0 to 65535");
        }
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST) > 0) {
            throw wrong("interval", interval, "5 seconds to a day");
        }
        if (expiry.compareTo(interval) <= 0 || expiry.compareTo(LONGEST.multipliedBy(2)) > 0) {
            throw wrong("expiry", expiry, "longer than the interval of " + interval + ", and two days at most");
        }
        requirePositive("max-swarms", maxSwarms);
        requirePositive("max-peers", maxPeers);
        requirePositive("ports-per-network", portsPerNetwork);
        requirePositive("swarms-per-network", swarmsPerNetwork);
    }

    private static void requirePositive(String property, int value) {
        if (value < 1) {
            throw wrong(property, value, "1 or more");
        }
    }

    private static StartupException wrong(String property, Object value, String expected) {
        return new StartupException("lyceum.tracker.%s is %s, expected %s.".formatted(property, value, expected));
    }

    SwarmLimits limits() {
        return new SwarmLimits(expiry, maxSwarms, maxPeers, portsPerNetwork, swarmsPerNetwork);
    }
}
