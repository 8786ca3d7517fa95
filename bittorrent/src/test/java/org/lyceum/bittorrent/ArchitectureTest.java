package org.lyceum.bittorrent;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "org.lyceum.bittorrent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "org.lyceum.bittorrent";

    private static final String[] PURE = {
        ROOT,
        ROOT + ".bencode..",
        ROOT + ".metainfo..",
        ROOT + ".picker..",
        ROOT + ".choker..",
        ROOT + ".rate..",
        ROOT + ".blocklist.."
    };

    @ArchTest
    static final ArchRule knowsNothingOfSpringOrOtherModules = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax..",
                    // how many files may be open, which only the JDK's own bean tells
                    "com.sun.management..",
                    "io.netty..",
                    "org.slf4j..",
                    "org.jspecify..",
                    ROOT + "..");

    @ArchTest
    static final ArchRule whatDecidesHasNoNetwork = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "java.net.http..");

    @ArchTest
    static final ArchRule whatDecidesHasNoThreads = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(assignableTo(Thread.class)
                    .or(assignableTo(Executor.class))
                    .or(describe("futures and locks", ArchitectureTest::isConcurrent)));

    @ArchTest
    static final ArchRule whatDecidesIsToldTheTime = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(assignableTo(Clock.class).or(assignableTo(InstantSource.class)))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule nothingReadsTheSystemTimeByItself = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule theRootDependsOnNoOtherPackage = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".*..");

    @ArchTest
    static final ArchRule packagesDependOnOneAnotherOneWay =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes().should(bePackageMarked());

    private static boolean isConcurrent(JavaClass type) {
        return type.getPackageName().startsWith("java.util.concurrent")
                && !type.getPackageName().endsWith(".atomic");
    }

    private static ArchCondition<JavaClass> bePackageMarked() {
        DescribedPredicate<JavaClass> marked = describe(
                "in a package that is @NullMarked", type -> type.getPackage().isAnnotatedWith(NullMarked.class));
        return be(marked);
    }
}
