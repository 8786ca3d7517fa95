package org.lyceum.tracker;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.lyceum.bittorrent.BitTorrentException;
import org.lyceum.network.ServiceOffering;
import org.lyceum.overlay.directory.Service;
import org.lyceum.overlay.network.LocalAddresses;
import org.lyceum.overlay.network.Offering;
import org.lyceum.tracker.hash.SipHash;
import org.lyceum.tracker.stats.Traffic;
import org.lyceum.tracker.swarms.Swarms;
import org.lyceum.tracker.udp.RequestHandler;
import org.lyceum.tracker.udp.UdpTracker;
import org.lyceum.web.ProblemMapping;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;

/** Puts the features together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrackerProperties.class)
class TrackerConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Traffic traffic() {
        return new Traffic();
    }

    @Bean
    Swarms swarms(TrackerProperties properties, InstantSource clock) {
        return new Swarms(properties.limits(), clock, unguessable(), RandomGenerator.getDefault());
    }

    @Bean
    UdpTracker udpTracker(TrackerProperties properties, Swarms swarms, Traffic traffic, InstantSource clock) {
        RequestHandler handler = new RequestHandler(swarms, traffic, properties.interval(), clock, unguessable());
        InetSocketAddress address = new InetSocketAddress(properties.bind(), properties.udpPort());
        return UdpTracker.bind(address, handler, swarms, traffic);
    }

    /** So that peers find the tracker by asking the network. */
    @Bean
    ServiceOffering trackerOffering(UdpTracker tracker) {
        return rest -> Offering.of(
                "seed",
                new Service("tracker", LocalAddresses.of(tracker.address())),
                new Service("tracker-rest", rest));
    }

    private static SipHash unguessable() {
        return SipHash.withRandomKey(new SecureRandom());
    }

    @Bean
    ProblemMapping bitTorrentProblems() {
        return ProblemMapping.of(BitTorrentException.class, failure -> statusOf(failure.reason()));
    }

    private static HttpStatus statusOf(BitTorrentException.Reason reason) {
        return switch (reason) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case STORAGE, NETWORK -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
