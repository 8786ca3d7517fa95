package org.lyceum.overlay.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.overlay.Address;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.identity.Identity;

class SeedsFileTest {

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("seeds.yml"), content);
    }

    private static SeedAddress seed(String host, int port) {
        return SeedAddress.of(new Address(host, port));
    }

    @Test
    void yamlIsRead() throws IOException {
        String named = "/ip4/192.0.2.9/tcp/4002/p2p/" + Identity.generate().peerId();

        List<SeedAddress> seeds = SeedsFile.read(file("""
                # the seeds of our course
                count: 5
                seeds:
                  - host: 192.0.2.7
                    port: 4001
                  - host: seed.example.org
                  - seed.example.org:4005
                  - {host: "2001:db8::7", port: 4001}
                  - %s
                """.formatted(named)));

        assertThat(seeds)
                .containsExactly(
                        seed("192.0.2.7", 4001),
                        seed("seed.example.org", 4001),
                        seed("seed.example.org", 4005),
                        seed("2001:db8::7", 4001),
                        SeedAddress.parse(named));
        assertThat(seeds.getLast().peer()).isPresent();
    }

    @Test
    void jsonIsRead() throws IOException {
        assertThat(SeedsFile.read(file("""
                {
                \t"count": 2,
                \t"seeds": [{"host": "192.0.2.7", "port": 4001}, "[2001:db8::7]:4002"]
                }
                """))).containsExactly(seed("192.0.2.7", 4001), seed("2001:db8::7", 4002));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count: 2\\nseeds:\\n- a:1 | , line 1: 'count' is 2, and 1 seeds are named; add those that are missing",
                "seeds:\\n- a:1 | , line 1: 'count' is missing; add 'count: 1'",
                "count: 1 | , line 1: it has no list 'seeds'; name each seed in a line '- host:port'",
                "count: 0\\nseeds: [] | , line 2: it names 0 seeds; name 1 to 256",
                "count: 1\\nseeds:\\n- a:99999 | , line 3: 'a:99999' is no seed: write it as host:port",
                "count: 1\\nseeds:\\n- port: 7 | , line 3: a seed without 'host'; write 'host: 192.0.2.7'",
                "count: 1\\nseeds:\\n- host: a\\n  prot: 7 | , line 4: 'prot' is unknown here; use host and port",
                "count: 2\\nseeds:\\n- a:1\\n- a:1 | , line 4: a:1 is there twice; name each seed once",
                "count: 1\\nseeds:\\n- /ip4/1.2.3.x/tcp/1 | , line 3: address '/ip4/1.2.3.x/tcp/1' is not of the form",
                "count: [1]\\nseeds:\\n- a:1 | , line 1: count is no plain value; write 'count: 1'",
                "count: 1\\nseeds: [a:1 | , line 2: ",
                "- a:1 | , line 1: it does not have 'count' and 'seeds'",
                "'' | : it does not have 'count' and 'seeds'; begin it with 'count: 1' and 'seeds:'"
            })
    void aFaultIsNamedWithItsLineAndWhatHelps(String content, String complaint) throws IOException {
        Path file = file(content.replace("\\n", "\n"));

        assertThatThrownBy(() -> SeedsFile.read(file))
                .isInstanceOf(OverlayException.class)
                .hasMessageStartingWith("the seeds file " + file + complaint)
                .hasMessageContaining("; ");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.yml");

        assertThatThrownBy(() -> SeedsFile.read(missing))
                .hasMessageContaining("the seeds file " + missing + " cannot be read")
                .hasMessageContaining("check its name");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        Path file = file("# ".repeat(200_000));

        assertThatThrownBy(() -> SeedsFile.read(file)).hasMessageContaining("more than 262144 bytes");
    }

    @Test
    void aliasesThatGrowAreRefused() throws IOException {
        Path file = file("a: &a [x, x]\nb: &b [*a, *a]\ncount: 1\nseeds: [*b]\n");

        assertThatThrownBy(() -> SeedsFile.read(file)).isInstanceOf(OverlayException.class);
    }
}
