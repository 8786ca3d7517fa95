package org.lyceum.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.stereotype.Controller;

@AnalyzeClasses(packages = "org.lyceum.ui", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoOtherService = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.lyceum.bittorrent..", "org.lyceum.peer..", "org.lyceum.tracker..");

    @ArchTest
    static final ArchRule nodesKnowNoPages = noClasses()
            .that()
            .resideInAPackage("..nodes..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..page..", "..swarm..", "..swarms..", "..transfer..", "..web.reactive.result..");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("org.lyceum.ui.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule controllersAreInternal =
            classes().that().areMetaAnnotatedWith(Controller.class).should().bePackagePrivate();
}
