package org.lyceum.overlay.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.PeerId;
import org.lyceum.overlay.identity.Identity;

class LocalRecordTest {

    private static final PeerId ADA = Identity.generate().peerId();

    private static byte[] strings(String... texts) {
        StringBuilder record = new StringBuilder();
        for (String text : texts) {
            record.append((char) text.length()).append(text);
        }
        return record.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void anAddressIsWrittenAsLibp2pHasIt() {
        byte[] record = LocalRecord.write(ADA, List.of(new Address("192.0.2.1", 4001)));

        assertThat(record).isEqualTo(strings("dnsaddr=/ip4/192.0.2.1/tcp/4001/p2p/" + ADA));
    }

    @Test
    void whatIsWrittenIsRead() {
        List<Address> addresses = List.of(new Address("192.0.2.1", 4001), new Address("2001:db8:0:0:0:0:0:1", 4001));

        assertThat(LocalRecord.read(LocalRecord.write(ADA, addresses))).containsExactly(new Contact(ADA, 0, addresses));
    }

    @Test
    void addressesOfOtherKindsAreLeftOut() {
        byte[] record = strings(
                "dnsaddr=/ip4/192.0.2.1/udp/4001/quic-v1/p2p/" + ADA,
                "dnsaddr=/ip4/192.0.2.1/tcp/4001",
                "dnsaddr=/ip4/192.0.2.1/tcp/0/p2p/" + ADA,
                "note=hello",
                "dnsaddr=/ip4/192.0.2.2/tcp/4001/p2p/" + ADA);

        assertThat(LocalRecord.read(record))
                .containsExactly(new Contact(ADA, 0, List.of(new Address("192.0.2.2", 4001))));
    }

    @Property(tries = 300)
    void nothingThatComesDoesHarm(@ForAll byte[] record) {
        assertThat(LocalRecord.read(record)).hasSizeLessThanOrEqualTo(4);
    }
}
