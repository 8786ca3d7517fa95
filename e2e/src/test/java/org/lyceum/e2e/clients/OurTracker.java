package org.lyceum.e2e.clients;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;
import org.lyceum.bittorrent.InfoHash;
import org.lyceum.e2e.Await;
import org.lyceum.launcher.Services;
import org.lyceum.launcher.Services.RunningTracker;
import org.springframework.web.client.RestClient;

/** Our tracker, with what it tells over REST. */
final class OurTracker implements AutoCloseable {

    private final Services services = new Services(InetAddress.getLoopbackAddress(), Optional.empty());
    private final RunningTracker tracker = services.startTracker(0, 0);
    private final RestClient rest = RestClient.create(tracker.rest().resolve("/api/v1"));

    private record Swarm(int seeders, int leechers, int completed) {}

    URI announce() {
        return tracker.announce();
    }

    /** Waits until a peer has announced that it lacks something of a torrent. */
    void awaitLeecher(InfoHash infoHash) {
        await(infoHash, "a leecher", swarm -> swarm.leechers() > 0);
    }

    /** Waits until a peer has announced that it has all of a torrent. */
    void awaitSeeder(InfoHash infoHash) {
        await(infoHash, "a seeder", swarm -> swarm.seeders() > 0);
    }

    /** Waits until a peer has announced that its download is done. */
    void awaitCompletion(InfoHash infoHash) {
        await(infoHash, "a completed download", swarm -> swarm.completed() > 0);
    }

    private void await(InfoHash infoHash, String what, Predicate<Swarm> condition) {
        Await.value(
                "the tracker knows %s of %s".formatted(what, infoHash),
                () -> swarm(infoHash).filter(condition));
    }

    private Optional<Swarm> swarm(InfoHash infoHash) {
        return rest.get()
                .uri("/swarms/{infoHash}", infoHash.toHex())
                .exchangeForRequiredValue(
                        (_, response) -> response.getStatusCode().is2xxSuccessful()
                                ? Optional.ofNullable(response.bodyTo(Swarm.class))
                                : Optional.empty());
    }

    @Override
    public void close() {
        services.close();
    }
}
