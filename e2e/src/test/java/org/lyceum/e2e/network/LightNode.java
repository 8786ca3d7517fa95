package org.lyceum.e2e.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.lyceum.overlay.channel.Protocol;
import org.lyceum.overlay.discovery.SeedsFile;
import org.lyceum.overlay.identity.IdentityFile;
import org.lyceum.overlay.network.OverlayNode;
import org.lyceum.overlay.network.OverlaySettings;

/** A process that is a node and nothing else. Whoever asks it over the overlay is told its status. */
final class LightNode {

    static final Protocol STATUS = new Protocol("/test/status/1", 64 * 1024);

    private LightNode() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments name, data folder, port, file of the seeds, whether it is one of them
     */
    public static void main(String[] arguments) throws InterruptedException {
        Path data = Path.of(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        OverlayNode node = OverlayNode.start(
                IdentityFile.open(data),
                OverlaySettings.of(arguments[0], new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .data(data)
                        .seeds(SeedsFile.read(Path.of(arguments[3])))
                        .asSeed(Boolean.parseBoolean(arguments[4])));
        node.host()
                .answer(
                        STATUS,
                        (_, _) -> Status.of(node.snapshot().join()).write().getBytes(UTF_8));
        System.out.printf("node %s %d%n", node.id(), node.address().getPort());
        new CountDownLatch(1).await();
    }
}
