package org.lyceum.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** The table of modules in {@code docs/architecture.md}: who may depend on whom. */
@AnalyzeClasses(packages = "org.lyceum")
class ArchitectureTest {

    @ArchTest
    static final ArchRule modulesKnowOnlyWhomTheyMay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.lyceum..")
            .layer("bittorrent")
            .definedBy("org.lyceum.bittorrent..")
            .layer("overlay")
            .definedBy("org.lyceum.overlay..")
            .layer("service-web")
            .definedBy("org.lyceum.web..")
            .layer("service-network")
            .definedBy("org.lyceum.network..")
            .layer("tracker-service")
            .definedBy("org.lyceum.tracker..")
            .layer("peer-service")
            .definedBy("org.lyceum.peer..")
            .layer("chat-service")
            .definedBy("org.lyceum.chat..")
            .layer("ml-service")
            .definedBy("org.lyceum.ml..")
            .layer("web-ui")
            .definedBy("org.lyceum.ui..")
            .layer("launcher")
            .definedBy("org.lyceum.launcher..")
            .layer("e2e")
            .definedBy("org.lyceum.e2e..")
            .whereLayer("bittorrent")
            .mayNotAccessAnyLayer()
            .whereLayer("overlay")
            .mayNotAccessAnyLayer()
            .whereLayer("service-web")
            .mayNotAccessAnyLayer()
            .whereLayer("service-network")
            .mayOnlyAccessLayers("overlay", "service-web")
            .whereLayer("tracker-service")
            .mayOnlyAccessLayers("bittorrent", "overlay", "service-network", "service-web")
            .whereLayer("peer-service")
            .mayOnlyAccessLayers("bittorrent", "overlay", "service-network", "service-web")
            .whereLayer("chat-service")
            .mayOnlyAccessLayers("overlay", "service-network", "service-web")
            .whereLayer("ml-service")
            .mayOnlyAccessLayers("overlay", "service-network", "service-web")
            .whereLayer("web-ui")
            .mayOnlyAccessLayers("service-web")
            .whereLayer("launcher")
            .mayOnlyBeAccessedByLayers("e2e")
            .whereLayer("e2e")
            .mayNotBeAccessedByAnyLayer()
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule theLibrariesKnowNoSpring = noClasses()
            .that()
            .resideInAnyPackage("org.lyceum.bittorrent..", "org.lyceum.overlay..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "reactor..", "tools.jackson..");

    @ArchTest
    static final ArchRule featuresDependOnOneAnotherOneWay =
            slices().matching("org.lyceum.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that()
            .resideOutsideOfPackage("..jmh_generated..")
            .should(be(describe(
                    "in a package that is @NullMarked",
                    (JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class))));
}
