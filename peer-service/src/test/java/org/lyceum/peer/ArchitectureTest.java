package org.lyceum.peer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.lyceum.peer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Of the engine its public face alone: no wire, no storage, no tracker client. */
    @ArchTest
    static final ArchRule knowsTheEngineByItsFaceAndNoOtherService = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.lyceum.peer..",
                    "org.lyceum.web",
                    "org.lyceum.network",
                    "org.lyceum.overlay",
                    "org.lyceum.overlay.directory",
                    "org.lyceum.overlay.network",
                    "org.lyceum.bittorrent",
                    "org.lyceum.bittorrent.blocklist",
                    "org.lyceum.bittorrent.choker",
                    "org.lyceum.bittorrent.metainfo",
                    "org.lyceum.bittorrent.rate",
                    "org.lyceum.bittorrent.swarm",
                    "org.springframework..",
                    "reactor.adapter",
                    "reactor.core..",
                    "io.micrometer.core..",
                    "org.slf4j",
                    "org.jspecify..",
                    "java..");

    @ArchTest
    static final ArchRule showsOnlyItsFrontDoor = classes()
            .that()
            .resideInAPackage("org.lyceum.peer..")
            .and()
            .doNotHaveFullyQualifiedName(PeerService.class.getName())
            .should()
            .notBePublic();
}
