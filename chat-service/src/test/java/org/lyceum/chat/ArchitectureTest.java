package org.lyceum.chat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses chat = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lyceum.chat");

    private static final String[] PURE = {
        "org.lyceum.chat.events",
        "org.lyceum.chat.replication",
        "org.lyceum.chat.outbox",
        "org.lyceum.chat.room",
        "org.lyceum.chat.rules",
        "org.lyceum.chat.timeline",
        "org.lyceum.chat.commands",
        "org.lyceum.chat.anonymity"
    };

    @Test
    void whatDecidesKnowsNoFramework() {
        classes()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.lyceum.chat.events",
                        "org.lyceum.chat.replication",
                        "org.lyceum.chat.outbox",
                        "org.lyceum.chat.room",
                        "org.lyceum.chat.rules",
                        "org.lyceum.chat.timeline",
                        "org.lyceum.chat.commands",
                        "org.lyceum.chat.anonymity",
                        "org.lyceum.overlay",
                        "org.lyceum.overlay.codec",
                        "org.lyceum.overlay.identity",
                        "org.jspecify..",
                        "java..")
                .check(chat);
    }

    @Test
    void dependsOnNoOtherService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.lyceum.peer..", "org.lyceum.tracker..", "org.lyceum.ui..", "org.lyceum.launcher..")
                .check(chat);
    }

    @Test
    void packagesDependOnOneAnotherOneWay() {
        slices().matching("org.lyceum.chat.(*)..").should().beFreeOfCycles().check(chat);
        noClasses()
                .that()
                .resideInAPackage("org.lyceum.chat.events")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.lyceum.chat.replication", "org.lyceum.chat.outbox", "org.lyceum.chat.room")
                .check(chat);
    }

    @Test
    void whatDecidesHasNoThreadAndNoClockOfItsOwn() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "java.net..", "java.io..", "java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(chat);
    }
}
