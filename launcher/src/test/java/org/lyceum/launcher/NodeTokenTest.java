package org.lyceum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NodeTokenTest {

    @Test
    void staysTheSameForOneNodeAndDiffersBetweenNodes(@TempDir Path one, @TempDir Path other) {
        assertThat(NodeToken.in(one)).hasSize(24).isEqualTo(NodeToken.in(one)).isNotEqualTo(NodeToken.in(other));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isForTheOwnersEyes(@TempDir Path data) throws IOException {
        NodeToken.in(data);

        assertThat(Files.getPosixFilePermissions(data.resolve("token")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
