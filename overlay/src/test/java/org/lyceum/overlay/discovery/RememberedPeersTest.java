package org.lyceum.overlay.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.Contact;
import org.lyceum.overlay.identity.Identity;

class RememberedPeersTest {

    @TempDir
    private Path data;

    private static Contact contact(String... hosts) {
        return new Contact(
                Identity.generate().peerId(),
                0,
                Stream.of(hosts).map(host -> new Address(host, 4001)).toList());
    }

    private RememberedPeers peers() {
        return RememberedPeers.in(data);
    }

    private Path file() {
        return data.resolve("overlay").resolve("peers");
    }

    @Test
    void whoIsKeptIsThereInTheNextRun() throws IOException {
        List<Contact> known = List.of(contact("192.0.2.1", "2001:db8:0:0:0:0:0:1"), contact("192.0.2.2"));

        peers().keep(known);

        assertThat(peers().load()).isEqualTo(known);
        assertThat(Files.readString(file())).startsWith("/ip4/192.0.2.1/tcp/4001/p2p/12D3KooW");
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void nobodyIsKnownAtFirst() {
        assertThat(peers().load()).isEmpty();
    }

    @Test
    void whoMeetsNobodyForgetsNobody() {
        List<Contact> known = List.of(contact("192.0.2.1"));
        peers().keep(known);

        peers().keep(List.of());

        assertThat(peers().load()).isEqualTo(known);
    }

    @Test
    void namesAreNotKept() {
        peers().keep(List.of(contact("seed.example.org", "192.0.2.1")));

        assertThat(peers().load().getFirst().addresses()).containsExactly(new Address("192.0.2.1", 4001));
    }

    @Test
    void theFileIsBounded() {
        peers().keep(IntStream.range(0, 100).mapToObj(_ -> contact("192.0.2.1")).toList());

        assertThat(peers().load()).hasSize(RememberedPeers.MAX_PEERS);
    }

    @Test
    void whatCannotBeReadIsLeftOut() throws IOException {
        Contact good = contact("192.0.2.1");
        peers().keep(List.of(good));
        Files.writeString(
                file(), "nonsense\n/ip4/192.0.2.7/tcp/0\n\u00ff\u00fe\n" + Files.readString(file()) + "/ip4/192");

        assertThat(peers().load()).containsExactly(good);
        Files.write(file(), new byte[200_000]);
        assertThat(peers().load()).isEmpty();
    }
}
