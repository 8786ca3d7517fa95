package org.lyceum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class ProgramCheckTest {

    @TempDir
    private Path folder;

    private static NeedsProgram annotation() {
        @NeedsProgram(value = "program", debianPackage = "its-package")
        class Annotated {}
        return Annotated.class.getAnnotation(NeedsProgram.class);
    }

    private void check(String ci) {
        new ProgramCheck(Map.of("PATH", "/nowhere:" + folder, "CI", ci)).check(annotation());
    }

    @Test
    void letsATestRunWhoseProgramIsThere() throws IOException {
        Path program = Files.createFile(folder.resolve("program"));
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThatCode(() -> check("true")).doesNotThrowAnyException();
    }

    @Test
    void skipsOneWhoseProgramIsMissingAndNamesThePackage() {
        assertThatThrownBy(() -> check("false"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("program is not on the PATH: apt-get install its-package");
    }

    @Test
    void failsItInContinuousIntegration() {
        assertThatThrownBy(() -> check("true"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("apt-get install its-package");
    }
}
