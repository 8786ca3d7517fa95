package org.lyceum.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A pretended clone with the real script in it, on a pretended machine: its PATH has the tools that every system has,
 * and what the test puts there.
 */
final class CloneWithScript {

    private static final List<String> TOOLS = List.of(
            "awk",
            "cat",
            "dirname",
            "find",
            "grep",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sort",
            "tail",
            "touch",
            "uname");

    private final Path machine;
    private final Path clone;
    private final Path bin;
    private final Map<String, String> environment = new HashMap<>();

    CloneWithScript(Path folder) {
        machine = folder.resolve("machine");
        clone = folder.resolve("a clone");
        bin = machine.resolve("bin");
        try {
            Files.createDirectories(bin);
            for (String tool : TOOLS) {
                Files.createSymbolicLink(bin.resolve(tool), find(tool));
            }
            Files.createDirectories(clone.resolve("launcher/src/main/java"));
            Files.writeString(clone.resolve("pom.xml"), "<project/>");
            Files.copy(Path.of("..", "lyceum").toAbsolutePath(), clone.resolve("lyceum"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Outcome(int status, List<String> out, List<String> err) {}

    private static Path find(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + tool));
    }

    Path root() {
        return clone;
    }

    Path machine() {
        return machine;
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** A JDK whose {@code java} tells where it stands and what it was given. */
    Path jdk(Path folder, String version) {
        write(folder.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(folder.resolve("bin/java"), "echo \"" + folder + "\"; for a in \"$@\"; do echo \"<$a>\"; done");
        script(folder.resolve("bin/javac"), "exit 0");
        return folder;
    }

    /** A program on the PATH. */
    void command(String name, String body) {
        script(bin.resolve(name), body);
    }

    void link(String name, Path target) {
        try {
            Files.createSymbolicLink(bin.resolve(name), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void built() {
        write(clone.resolve("launcher/target/lyceum.jar"), "");
        write(clone.resolve("launcher/target/built"), "");
        touch("launcher/target/built", Instant.now());
        for (String source : List.of("pom.xml", "launcher/src/main/java", "launcher/src/main")) {
            touch(source, Instant.now().minusSeconds(60));
        }
    }

    void touch(String path, Instant time) {
        try {
            Files.setLastModifiedTime(clone.resolve(path), FileTime.from(time));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path file, String content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void script(Path file, String body) {
        write(file, "#!/bin/sh\n" + body + "\n");
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Outcome run(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", clone.resolve("lyceum").toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(machine, "out", "");
            Path err = Files.createTempFile(machine, "err", "");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().put("PATH", bin.toString());
            builder.environment().put("HOME", machine.resolve("home").toString());
            builder.environment().put("LYCEUM_SYSTEM", machine.toString());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the script hangs");
            }
            return new Outcome(process.exitValue(), lines(out), lines(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8);
    }
}
