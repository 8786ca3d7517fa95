package org.lyceum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.overlay.OverlayException;
import org.lyceum.web.StartupException;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextException;

/** What the command line answers before anything runs. */
class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Lyceum.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    @Test
    void namesTheCommandsWhenNothingIsAsked() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("demo", "up", "join", "./lyceum test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up", "join"})
    void explainsEachCommand(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString())
                .contains("--data", "--ui-port", "--download-limit", "--upload-limit", "--choke", "--verbose");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "upp               | Unmatched argument at index 0: 'upp'",
                "up --color        | Unknown option: '--color'",
                "up --port 65536   | '65536' is not a port: give 1 to 65535, or 0 for a free one",
                "up --port seven   | 'seven' is not a port",
                "up --tracker host | 'host' is not a tracker: write it as host:port, like 192.0.2.7:6969",
                "up --upload-limit fast | 'fast' is not a rate: write it like 800kB or 1.5MB",
                "join              | Missing required parameter: 'HOST[:PORT]'",
                "join ad:min:7     | 'ad:min:7' is no seed: write it as host:port, like 192.0.2.7:4001",
                "up --choke hard   | Invalid value for option '--choke': 'hard' is none of classic, bep3",
                "up --roles king   | 'king' is none of seed, peer, chat, ui, ml",
                "network grant --role king | 'king' is none of student, professor, admin",
                "demo --choke soft | Invalid value for option '--choke': 'soft' is none of classic, bep3",
                "demo --timeout 9d | '9d' is not a time: write it like 90s, 2m or 1h",
                "demo --peers many | Invalid value for option '--peers'"
            })
    void refusesWhatMakesNoSense(String line, String complaint) {
        assertThat(run(line.split(" +"))).isEqualTo(2);
        assertThat(err.toString()).startsWith("lyceum: ").contains(complaint).contains("--help` says what is possible");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "demo --peers 1        | --peers 1: give a number from 2 to 32",
                "demo --peers 33       | --peers 33: give a number from 2 to 32",
                "demo --port 65535     | --port 65535 leaves no room for the 3 ports after it",
                "up --port 65535       | --port 65535 leaves no room for the three ports after it",
                "up --seeds /nowhere   | the seeds file /nowhere cannot be read (java.nio.file.NoSuchFileException",
                "up --name ../x        | --name '../x': give 1 to 40 letters",
                "up --bind no.invalid. | --bind 'no.invalid.' is no address of this machine"
            })
    void saysInOneLineWhatCannotBe(String line, String complaint) {
        assertThat(run(line.split(" +"))).isOne();
        assertThat(err.toString()).startsWith("lyceum: " + complaint);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void namesThePortInUseAndTheOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(run("demo", "--ui-port", port)).isOne();

            assertThat(err.toString())
                    .isEqualToNormalizingNewlines("lyceum: port " + port
                            + " (--ui-port) is in use: choose another with that option, where 0 means a free one\n");
        }
    }

    @Test
    void whatAServiceSaysOfItsFailureIsShownHoweverItIsWrapped() {
        Throwable bind = new BindException("bind failed");

        assertThat(Lyceum.sentence(new ApplicationContextException("no bean", new PortInUseException(7070, bind))))
                .startsWith("port 7070 is in use: choose another");
        assertThat(Lyceum.sentence(new IllegalStateException(
                        new OverlayException(OverlayException.Reason.UNREACHABLE, "cannot listen at port 4001", bind))))
                .isEqualTo("cannot listen at port 4001");
        assertThat(Lyceum.sentence(new BeanCreationException("bean", new StartupException("the sentence", bind))))
                .isEqualTo("the sentence");
        assertThat(Lyceum.sentence(new IllegalStateException("what else", bind)))
                .isEqualTo("bind failed");
    }

    @Test
    void namesAllPortsInUseAtOnce(@TempDir Path data) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
            int status = run(
                    "up",
                    "--data",
                    data.toString(),
                    "--port",
                    "0",
                    "--ui-port",
                    "0",
                    "--overlay-port",
                    "0",
                    "--bt-port",
                    Integer.toString(tcp.getLocalPort()),
                    "--tracker-port",
                    Integer.toString(udp.getLocalPort()));

            assertThat(status).isOne();
            assertThat(err.toString())
                    .startsWith("lyceum: ports %d (--bt-port), %d (--tracker-port) are in use"
                            .formatted(tcp.getLocalPort(), udp.getLocalPort()));
        }
    }

    @Test
    void letsOneNodeHaveADataFolder(@TempDir Path data) {
        try (DataFolder other = DataFolder.open(data)) {
            assertThat(run("up", "--data", other.path().toString())).isOne();
        }
        assertThat(err.toString()).startsWith("lyceum: another node is using " + data);
    }

    @Test
    void saysWhenTheDataFolderCannotBe(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(run("up", "--data", file.toString())).isOne();

        assertThat(err.toString()).startsWith("lyceum: the data folder " + file + " cannot be used (--data)");
    }

    @Test
    void namesTheBlocklistThatIsNone(@TempDir Path folder) throws IOException {
        Path list = Files.writeString(folder.resolve("list.txt"), "1.2.3.4.5\n");

        assertThat(run(
                        "up",
                        "--roles",
                        "peer",
                        "--data",
                        folder.resolve("node").toString(),
                        "--port",
                        "0",
                        "--bt-port",
                        "0",
                        "--blocklist",
                        list.toString()))
                .isOne();

        assertThat(err.toString())
                .startsWith("lyceum: " + list + ": blocklist: none of its 1 lines names an address to block; line 1: ")
                .endsWith("; mend it, or start without it (lyceum.peer.blocklist).\n");
        assertThat(err.toString().lines()).hasSize(1);
    }
}
