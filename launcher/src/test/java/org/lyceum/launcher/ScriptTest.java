package org.lyceum.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.launcher.CloneWithScript.Outcome;

/** The script {@code ./lyceum}, run by {@code sh}. */
@DisabledOnOs(OS.WINDOWS)
class ScriptTest {

    private static final String MAVEN_THAT_BUILDS =
            "echo \"$*\"; mkdir -p launcher/target; touch launcher/target/lyceum.jar";

    private CloneWithScript script;

    @BeforeEach
    void pretendAMachine(@TempDir Path folder) {
        script = new CloneWithScript(folder);
    }

    private Path machine(String path) {
        return script.machine().resolve(path);
    }

    @Nested
    class TheJdk {

        @BeforeEach
        void built() {
            script.built();
        }

        private String taken() {
            Outcome outcome = script.run("up");
            assertThat(outcome.status()).as("%s", outcome).isZero();
            return script.machine()
                    .relativize(Path.of(outcome.out().getFirst()))
                    .toString();
        }

        @Test
        void isTheOneOfJavaHome() {
            script.set("JAVA_HOME", script.jdk(machine("mine"), "26").toString());
            script.jdk(machine("usr/lib/jvm/jdk-25"), "25.0.1");

            assertThat(taken()).isEqualTo("mine");
        }

        @Test
        void isTheOneOnThePathWhenJavaHomeIsTooOld() {
            script.set("JAVA_HOME", script.jdk(machine("old"), "17.0.15").toString());
            script.link("java", script.jdk(machine("on-path"), "25.0.1").resolve("bin/java"));

            assertThat(taken()).isEqualTo("on-path");
        }

        @Test
        void isFoundThroughAChainOfLinks() {
            Path java = script.jdk(machine("on-path"), "25.0.1").resolve("bin/java");
            script.link("alternative", java);
            script.link("java", Path.of("alternative"));

            assertThat(taken()).isEqualTo("on-path");
        }

        @Test
        void isTheOneThatAShimStandsFor() {
            Path home = script.jdk(machine("behind-shim"), "25.0.1");
            script.command("java", "echo '    java.home = " + home + "' >&2");

            assertThat(taken()).isEqualTo("behind-shim");
        }

        @Test
        void isTheOldestInstalledThatWillDo() {
            script.link(
                    "java",
                    script.jdk(machine("usr/lib/jvm/java-17"), "17.0.15").resolve("bin/java"));
            script.jdk(machine("usr/lib/jvm/a-newer"), "27");
            script.jdk(machine("usr/lib/jvm/temurin-25-jdk"), "25.0.3");
            script.jdk(machine("usr/lib/jvm/java-8"), "1.8.0_402");

            assertThat(taken()).isEqualTo("usr/lib/jvm/temurin-25-jdk");
        }

        @Test
        void mayComeFromSdkman() {
            script.jdk(machine("home/.sdkman/candidates/java/25.0.1-tem"), "25.0.1");

            assertThat(taken()).isEqualTo("home/.sdkman/candidates/java/25.0.1-tem");
        }

        @Test
        void mayStandInAFolderWithASpace() {
            script.jdk(machine("usr/lib/jvm/my jdk"), "25");

            assertThat(taken()).isEqualTo("usr/lib/jvm/my jdk");
        }

        @Test
        void mustBeAJdkRatherThanAJre() throws Exception {
            Path jre = script.jdk(machine("usr/lib/jvm/jre-25"), "25");
            Files.delete(jre.resolve("bin/javac"));

            assertThat(script.run("up").status()).isOne();
        }

        @Test
        void thatIsMissingIsAskedForInOneSentence() {
            Outcome outcome = script.run("up");

            assertThat(outcome.status()).isOne();
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err())
                    .singleElement()
                    .asString()
                    .contains("no JDK 25 or newer was found", "Temurin 25", "JAVA_HOME");
        }

        @Test
        void isNamedWhenAskedToBeVerbose() {
            script.jdk(machine("usr/lib/jvm/jdk-25"), "25.0.1");

            assertThat(script.run("up", "-v").err()).singleElement().asString().contains("JDK 25.0.1 in ");
        }

        @Test
        void getsTheArgumentsAsTheyWere() {
            script.jdk(machine("usr/lib/jvm/jdk-25"), "25");

            assertThat(script.run("up", "--name", "Ada L.", "").out())
                    .containsSubsequence("<-jar>", "<up>", "<--name>", "<Ada L.>", "<>");
        }
    }

    @Nested
    class TheBuild {

        @BeforeEach
        void jdk() {
            script.jdk(machine("usr/lib/jvm/jdk-25"), "25.0.1");
        }

        @Test
        void happensAtTheFirstUse() {
            script.command("mvn", MAVEN_THAT_BUILDS);

            Outcome outcome = script.run("up");

            assertThat(outcome.status()).isZero();
            assertThat(outcome.err()).hasSize(2).first().asString().contains("JDK 25.0.1", "usr/lib/jvm/jdk-25");
            assertThat(outcome.out()).contains("<up>");
        }

        @Test
        void doesNotHappenAgainUntilASourceIsNewer() {
            script.command("mvn", MAVEN_THAT_BUILDS);
            script.built();
            assertThat(script.run("up").err()).isEmpty();

            script.touch("pom.xml", Instant.now().plusSeconds(60));

            assertThat(script.run("up").err()).last().asString().contains("the sources have changed");
        }

        @Test
        void thatFailsShowsItsErrorsAndWhereTheLogIs() {
            script.command("mvn", "echo '[INFO] so far'; echo '[ERROR] Foo.java: no'; exit 1");

            Outcome outcome = script.run("up");

            assertThat(outcome.status()).isOne();
            assertThat(outcome.err()).contains("[ERROR] Foo.java: no").doesNotContain("[INFO] so far");
            assertThat(outcome.err()).last().asString().endsWith("a clone/launcher/target/build.log");
            assertThat(script.run("up").err()).as("tried again").hasSameSizeAs(outcome.err());
        }

        @Test
        void asksForMavenInOneSentence() {
            Outcome outcome = script.run("up");

            assertThat(outcome.status()).isOne();
            assertThat(outcome.err()).last().asString().contains("Maven was not found", "apt install maven");
        }

        @Test
        void isNotNeededForHelp() {
            Outcome outcome = script.run("--help");

            assertThat(outcome.status()).isZero();
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).anyMatch(line -> line.contains("demo"));
        }
    }

    @Nested
    class TheTests {

        @BeforeEach
        void jdk() {
            script.jdk(machine("usr/lib/jvm/jdk-25"), "25.0.1");
            report("one", 5, 0, 0, 0);
        }

        private void report(String module, int tests, int errors, int failures, int skipped) {
            String text = """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <testsuite name="T" time="0.1" tests="%d" errors="%d" skipped="%d" failures="%d">
                      <testcase name="a"><system-out><![CDATA[<testsuite tests="99">]]></system-out></testcase>
                    </testsuite>
                    """.formatted(tests, errors, skipped, failures);
            script.write(script.machine().resolve(module + ".xml"), text);
            script.command(
                    "mvn",
                    "echo \"$*\"; for m in one two; do if [ -f \"$LYCEUM_SYSTEM/$m.xml\" ]; then mkdir -p"
                            + " $m/target/surefire-reports; cat \"$LYCEUM_SYSTEM/$m.xml\""
                            + " >$m/target/surefire-reports/TEST-T.xml; fi; done");
        }

        @Test
        void endWithTheTotalsOfAllModules() {
            report("two", 7, 0, 0, 0);

            Outcome outcome = script.run("test");

            assertThat(outcome.status()).isZero();
            assertThat(outcome.out()).last().isEqualTo("12 passed, 0 failed, 0 skipped");
        }

        @Test
        void failWhenOneFails() {
            report("two", 7, 1, 2, 1);

            Outcome outcome = script.run("test");

            assertThat(outcome.status()).isOne();
            assertThat(outcome.out()).last().isEqualTo("8 passed, 3 failed, 1 skipped");
        }

        @Test
        void nameWhatFailedAndWhatWasSkipped() {
            String text = """
                    <testsuite name="T" tests="3" errors="0" skipped="1" failures="1">
                      <testcase name="fine" classname="org.T" time="0"/>
                      <testcase name="broken" classname="org.T" time="0">
                        <failure message="no">trace</failure>
                      </testcase>
                      <testcase name="needy" classname="org.T" time="0">
                        <skipped message="install aria2 (Debian: apt install aria2)"/>
                      </testcase>
                    </testsuite>
                    """;
            script.write(script.machine().resolve("one.xml"), text);

            assertThat(script.run("test").out())
                    .endsWith(
                            "failed: org.T.broken",
                            "skipped: org.T.needy (install aria2 (Debian: apt install aria2))",
                            "1 passed, 1 failed, 1 skipped");
        }

        @Test
        void maySkipExceptInCi() {
            report("two", 7, 0, 0, 1);
            assertThat(script.run("test").status()).isZero();

            script.set("CI", "true");

            assertThat(script.run("test").status()).isOne();
        }

        @Test
        void failWhenMavenFailsOtherwise() {
            script.command("mvn", "exit 3");

            Outcome outcome = script.run("test");

            assertThat(outcome.status()).isOne();
            assertThat(outcome.out()).last().isEqualTo("0 passed, 0 failed, 0 skipped");
        }

        @Test
        void doNotCountReportsOfAnEarlierRun() {
            script.write(
                    script.root().resolve("gone/target/surefire-reports/TEST-Old.xml"), "<testsuite tests=\"40\" >");

            assertThat(script.run("test").out()).last().isEqualTo("5 passed, 0 failed, 0 skipped");
        }

        @Test
        void takeTheOptionsOfMaven() {
            assertThat(script.run("test", "-pl", "bittorrent").out())
                    .first()
                    .asString()
                    .endsWith("verify -pl bittorrent");
        }
    }

    @Nested
    class TheBenches {

        private static final String MAVEN_THAT_BUILDS_BENCHES =
                "echo \"$*\"; mkdir -p e2e/target; echo /repo/a.jar:/repo/b.jar >e2e/target/test-classpath";

        @BeforeEach
        void jdk() {
            script.jdk(machine("usr/lib/jvm/jdk-25"), "25.0.1");
            script.command("mvn", MAVEN_THAT_BUILDS_BENCHES);
        }

        @Test
        void areBuiltAtTheFirstUseAndGetTheirArguments() {
            Outcome outcome = script.run("bench", "transfer", "--quick");

            assertThat(outcome.status()).isZero();
            assertThat(outcome.err()).singleElement().asString().contains("building the bench");
            assertThat(outcome.out())
                    .anyMatch(line -> line.endsWith("e2e/target/test-classes:/repo/a.jar:/repo/b.jar>"))
                    .containsSubsequence("<org.lyceum.e2e.bench.BenchCommand>", "<transfer>", "<--quick>");
        }

        @Test
        void areNotBuiltAgainUntilASourceIsNewer() {
            script.run("bench");
            assertThat(script.run("bench").err()).isEmpty();

            script.touch("pom.xml", Instant.now().plusSeconds(60));

            assertThat(script.run("bench").err()).hasSize(1);
        }

        @Test
        void thatFailToBuildShowTheErrorsAndWhereTheLogIs() {
            script.command("mvn", "echo '[INFO] so far'; echo '[ERROR] Foo.java: no'; exit 1");

            Outcome outcome = script.run("bench");

            assertThat(outcome.status()).isOne();
            assertThat(outcome.err()).contains("[ERROR] Foo.java: no").doesNotContain("[INFO] so far");
            assertThat(outcome.err()).last().asString().endsWith("a clone/e2e/target/build.log");
        }
    }
}
