package org.lyceum.overlay.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Identity;

class LocalDiscoveryTest {

    private static final List<Address> LOOPBACK = List.of(new Address("127.0.0.1", 4001));

    @Test
    void twoOnOneNetworkFindEachOther() throws InterruptedException {
        PeerId ada = Identity.generate().peerId();
        PeerId bob = Identity.generate().peerId();
        BlockingQueue<Contact> foundByAda = new LinkedBlockingQueue<>();
        BlockingQueue<Contact> foundByBob = new LinkedBlockingQueue<>();
        LocalDiscovery one = LocalDiscovery.start(ada, LOOPBACK, foundByAda::add);
        LocalDiscovery other = LocalDiscovery.start(bob, LOOPBACK, foundByBob::add);

        assertThat(foundByAda.poll(60, TimeUnit.SECONDS)).isEqualTo(new Contact(bob, 0, LOOPBACK));
        assertThat(foundByBob.poll(60, TimeUnit.SECONDS)).isEqualTo(new Contact(ada, 0, LOOPBACK));

        one.stop().join();
        other.stop().join();
    }
}
