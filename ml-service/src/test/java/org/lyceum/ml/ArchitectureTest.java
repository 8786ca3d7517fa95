package org.lyceum.ml;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String[] NATIVES = {"com.sun.jna..", "org.bytedeco..", "net.sourceforge..", "org.vosk.."};

    private final JavaClasses ml = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lyceum.ml");

    @Test
    void nativeCodeIsReachedThroughEnginesAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.lyceum.ml.ocr", "org.lyceum.ml.speech")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(NATIVES)
                .check(ml);
    }

    @Test
    void nobodyKnowsAnEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.lyceum.ml.ocr", "org.lyceum.ml.speech")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.lyceum.ml.ocr", "org.lyceum.ml.speech")
                .check(ml);
    }

    @Test
    void featuresDependOnOneAnotherOneWayAndNotOnTheirConfiguration() {
        slices().matching("org.lyceum.ml.(*)..").should().beFreeOfCycles().check(ml);
        noClasses()
                .that()
                .resideInAPackage("org.lyceum.ml.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.lyceum.ml")
                .check(ml);
    }

    @Test
    void whoseTurnItIsDependsOnNoClockAndNoThread() {
        noClasses()
                .that()
                .haveSimpleNameStartingWith("JobQueue")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.time..", "java.util.concurrent..", "reactor..", "org.springframework..")
                .check(ml);
    }
}
