package org.lyceum.overlay.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.overlay.OverlayException;
import org.lyceum.overlay.OverlayException.Reason;

class IdentityFileTest {

    @TempDir
    private Path data;

    @Test
    void theIdentityOfTheFirstStartIsThatOfEveryOther() throws IOException {
        Identity first = IdentityFile.open(data.resolve("node"));

        assertThat(IdentityFile.open(data.resolve("node")).peerId()).isEqualTo(first.peerId());
        Path key = data.resolve("node/identity/key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
                .isEqualTo("rwx------");
        try (var files = Files.list(key.getParent())) {
            assertThat(files).containsExactly(key);
        }
    }

    @Test
    void aKeyThatAnotherProcessMadeMeanwhileIsNotReplaced() throws IOException {
        Path file = data.resolve("key");

        PrivateFile.create(file, new byte[] {1});
        PrivateFile.create(file, new byte[] {2});

        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(data)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aKeyThatOthersCanReadIsRefusedWithTheRemedy() throws IOException {
        IdentityFile.open(data);
        Path key = data.resolve("identity/key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

        refused("rw-r-----", "chmod 600 '" + key + "'");
    }

    @Test
    void aLinkIsRefused() throws IOException {
        IdentityFile.open(data);
        Path key = data.resolve("identity/key");
        Files.move(key, data.resolve("elsewhere"));
        Files.createSymbolicLink(key, data.resolve("elsewhere"));

        refused("is a link", "put the file itself there");
    }

    @Test
    void aDanglingLinkIsRefusedAndNotReplaced() throws IOException {
        Files.createDirectories(data.resolve("identity"));
        Files.createSymbolicLink(data.resolve("identity/key"), data.resolve("nowhere"));

        refused("is a link", "put the file itself there");
        assertThat(data.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aBrokenKeyIsRefusedAndKept() throws IOException {
        IdentityFile.open(data);
        Path key = data.resolve("identity/key");
        byte[] bytes = Files.readAllBytes(key);
        bytes[10] ^= 1;
        Files.write(key, bytes);

        refused("do not belong together", "backup");
        Files.write(key, new byte[67]);
        refused("not the 68 bytes", "backup");
        Files.write(key, new byte[1_000_000]);
        refused("not the 68 bytes", "backup");
        assertThat(key).hasSize(1_000_000);
    }

    private void refused(String what, String remedy) {
        assertThatExceptionOfType(OverlayException.class)
                .isThrownBy(() -> IdentityFile.open(data))
                .withMessageContaining(data.resolve("identity/key").toString())
                .withMessageContaining(what)
                .withMessageContaining(remedy)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IDENTITY));
    }
}
