package io.github.sfnreplay;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.modulith.core.ApplicationModules;

/// The house keeps its walls: who may know whom, and who may look at the clock.
class ArchitectureTest {

    private static final String ROOT = "io.github.sfnreplay";

    private final JavaClasses classes = new ClassFileImporter()
            .importUrl(SfnReplayApplication.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation());

    @Test
    void modulesKeepToThemselves() {
        ApplicationModules.of(SfnReplayApplication.class).verify();
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void onlyTheGatewayKnowsTheSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".stepfunctions..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .check(classes);
    }

    @Test
    void nobodyKnowsTheSimulatorAndItKnowsNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".simulator..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".simulator..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(resideInAPackage(ROOT + ".simulator..").negate()))
                .check(classes);
    }

    @Test
    void theDomainKnowsNoFrameworkAndNoOtherLayer() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".replay..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "tools.jackson..",
                        ROOT + ".api..",
                        ROOT + ".engine..",
                        ROOT + ".pacing..",
                        ROOT + ".store..")
                .check(classes);
    }

    @Test
    void storeAndInterfaceDoNotKnowTheEngine() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".store..", ROOT + ".stepfunctions..", ROOT + ".pacing..", ROOT + ".expression..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".api..", ROOT + ".engine..")
                .check(classes);
    }

    @Test
    void dependenciesComeThroughConstructors() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .check(classes);
    }

    @Test
    void onlyClocksAndTickersTellTheTime() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".simulator..")
                .and()
                .doNotHaveFullyQualifiedName(SfnReplayApplication.class.getName())
                .and()
                .haveNameNotMatching(ROOT.replace(".", "\\.") + "\\.pacing\\.Ticker.*")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .check(classes);
    }
}
