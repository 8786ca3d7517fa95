package org.lyceum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NetworkCommandTest {

    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    /** As the node of this name. */
    private int run(String node, String... arguments) {
        StringWriter printed = new StringWriter();
        StringWriter complained = new StringWriter();
        List<String> line = new ArrayList<>(List.of("network"));
        line.addAll(List.of(arguments));
        if (!node.isEmpty()) {
            line.addAll(List.of("--data", folder.resolve(node).toString()));
        }
        int status = Lyceum.run(new PrintWriter(printed), new PrintWriter(complained), line.toArray(String[]::new));
        out = printed.toString();
        err = complained.toString();
        return status;
    }

    private JsonNode shown(String node) {
        assertThat(run(node, "show", "--json")).isZero();
        return JsonMapper.shared().readTree(out);
    }

    private String peerId(String node) {
        return shown(node).get("peerId").stringValue();
    }

    @Test
    void aRoleGoesFromHandToHand() throws IOException {
        assertThat(run("alice", "create")).isZero();
        String network = out.strip();
        Path grant = folder.resolve("bob.grant");

        assertThat(run(
                        "alice",
                        "grant",
                        peerId("bob"),
                        "--role",
                        "professor",
                        "--course",
                        "algebra",
                        "--out",
                        "" + grant))
                .isZero();
        assertThat(out).contains("grant 1", "professor");
        assertThat(run("bob", "accept", grant.toString())).isZero();

        assertThat(out)
                .isEqualToNormalizingNewlines("%s is professor in the network %s.\n".formatted(peerId("bob"), network));
        assertThat(run("bob", "show")).isZero();
        assertThat(out).contains("role         professor of algebra, until ");
        assertThat(shown("alice").at("/granted/0/state").stringValue()).isEqualTo("valid");
    }

    @Test
    void whoNeedsNoGrantEnters() {
        run("alice", "create");
        String network = out.strip();

        assertThat(run("carol", "enter", network)).isZero();

        assertThat(out).endsWith(" is part of the network %s.%n".formatted(network));
        assertThat(shown("carol").get("role").stringValue()).isEqualTo("student");
        assertThat(run("carol", "enter", network)).as("again").isZero();
        assertThat(run("carol", "enter", peerId("bob"))).isOne();
        assertThat(err).contains("is part of the network " + network + " already");
    }

    @Test
    void whatIsPrintedCanBePiped() throws IOException {
        run("alice", "create");
        assertThat(run("alice", "grant", peerId("bob"), "--role", "admin")).isZero();
        String printed = out;
        assertThat(printed)
                .startsWith("-----BEGIN LYCEUM CREDENTIALS-----")
                .endsWith("-----END LYCEUM CREDENTIALS-----\n");
        Path file = Files.writeString(folder.resolve("piped"), printed);

        assertThat(run("bob", "accept", file.toString())).isZero();

        assertThat(shown("bob").get("role").stringValue()).isEqualTo("admin");
    }

    @Test
    void whatIsRevokedIsShownAsRevoked() throws IOException {
        run("alice", "create");
        Path grant = folder.resolve("grant");
        Path list = folder.resolve("list");
        run("alice", "grant", peerId("bob"), "--role", "professor", "--out", grant.toString());
        run("bob", "accept", grant.toString());

        assertThat(run("alice", "revoke", "1", "--out", list.toString())).isZero();
        assertThat(run("bob", "accept", list.toString())).isOne();

        assertThat(err).contains("was revoked");
        assertThat(shown("alice").at("/granted/0/state").stringValue()).isEqualTo("revoked");
        assertThat(run("bob", "show")).isZero();
        assertThat(out).contains("role         none: grant 1 of").contains("revoked    1 of");
    }

    @Test
    void aNodeWithoutANetworkIsToldHowToGetIntoOne() {
        assertThat(run("bob", "show")).isZero();
        assertThat(out).contains("lyceum network create", "lyceum network enter", "lyceum network accept");

        assertThat(run("bob", "revoke", "1")).isOne();
        assertThat(err).startsWith("lyceum: this node is part of no network");
    }

    @Test
    void aPeerIdThatIsNoneIsRefused() {
        run("alice", "create");

        assertThat(run("alice", "grant", "bob", "--role", "professor")).isEqualTo(2);

        assertThat(err).startsWith("lyceum: ").contains("'bob' is no PeerId");
    }

    @Test
    void onlyAnAdminGrants() throws IOException {
        run("alice", "create");
        Path grant = folder.resolve("grant");
        String bob = peerId("bob");
        run("alice", "grant", bob, "--role", "professor", "--out", grant.toString());
        run("bob", "accept", grant.toString());

        assertThat(run("bob", "grant", bob, "--role", "admin")).isOne();

        assertThat(err)
                .startsWith("lyceum: " + bob + " is professor in the network ")
                .contains("only an admin may");
    }

    @Test
    void aSerialThatWasNeverGrantedIsNamed() {
        run("alice", "create");

        assertThat(run("alice", "revoke", "9")).isOne();

        assertThat(err).contains("granted nothing with the serial 9");
    }

    @Test
    void aGrantLastsAtLeastADay() {
        run("alice", "create");

        assertThat(run("alice", "grant", peerId("bob"), "--role", "admin", "--days", "0"))
                .isOne();

        assertThat(err).startsWith("lyceum: --days 0: give a number from 1 to 36500");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(run("bob", "accept", "no.grant")).isOne();

        assertThat(err).startsWith("lyceum: there is no file no.grant");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aKeyThatOthersCanReadIsRefusedWithTheCommandThatHelps() throws IOException {
        run("alice", "create");
        Path key = folder.resolve("alice").resolve("identity").resolve("key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(run("alice", "show")).isOne();

        assertThat(err).contains("chmod 600 '%s'".formatted(key));
    }

    @Test
    void itsHelpNamesTheCommands() {
        assertThat(run("", "--help")).isZero();
        assertThat(out).contains("create", "grant", "revoke", "accept", "show");
    }
}
