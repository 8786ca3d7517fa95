package org.lyceum.tracker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses tracker = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lyceum.tracker");

    @Test
    void dependsOnTheProtocolAndOnNoOtherService() {
        classes()
                .that()
                .resideInAPackage("org.lyceum.tracker..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.lyceum.tracker..",
                        "org.lyceum.bittorrent",
                        "org.lyceum.bittorrent.tracker",
                        "org.lyceum.network",
                        "org.lyceum.overlay.directory",
                        "org.lyceum.overlay.network",
                        "org.lyceum.web",
                        "org.springframework..",
                        "io.micrometer..",
                        "io.netty..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "java..")
                .check(tracker);
    }

    @Test
    void featuresDoNotKnowHowTheyArePutTogether() {
        noClasses()
                .that()
                .resideInAPackage("org.lyceum.tracker.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.lyceum.tracker")
                .check(tracker);
        slices().matching("org.lyceum.tracker.(*)..").should().beFreeOfCycles().check(tracker);
    }

    @Test
    void swarmsKnowNoSocketAndNoClockOfTheirOwn() {
        noClasses()
                .that()
                .resideInAPackage("org.lyceum.tracker.swarms")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(tracker);
    }
}
