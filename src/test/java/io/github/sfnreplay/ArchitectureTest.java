package io.github.sfnreplay;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.modulith.core.ApplicationModules;

/// The house keeps its walls: who may know whom, and who may look at the clock.
class ArchitectureTest {

    private static final String ROOT = "io.github.sfnreplay";

    private static final JavaClasses CLASSES = new ClassFileImporter()
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
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void roomsInsideAPackageAreFreeOfCycles() {
        for (var house : List.of("engine", "expression", "simulator")) {
            slices().matching(ROOT + "." + house + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(CLASSES);
        }
    }

    /// Three circles are natural: the ARNs of a machine and of an execution, a replay and the transition that makes its
    /// next version, and a simulated machine and its executions. Those of the store and of
    /// the logged ends are still to be untangled.
    @Test
    void filesOfAPackageAreFreeOfCycles() {
        assertThat(FileCycles.in(CLASSES))
                .isSubsetOf(
                        Set.of(ROOT + ".engine.follow.Follower", ROOT + ".engine.follow.LoggedEnds"),
                        Set.of(ROOT + ".stepfunctions.ExecutionArn", ROOT + ".stepfunctions.StateMachineArn"),
                        Set.of(ROOT + ".replay.Replay", ROOT + ".replay.SecondPerson", ROOT + ".replay.Transition"),
                        Set.of(
                                ROOT + ".store.jdbc.BatchItemWriter",
                                ROOT + ".store.jdbc.ItemWriter",
                                ROOT + ".store.jdbc.PostgresItemWriter"),
                        Set.of(ROOT + ".store.lease.JdbcOwnership", ROOT + ".store.lease.LeaseWatch"),
                        Stream.of("Execution", "Listing", "Machine", "Phase", "Position", "Redrives")
                                .map(name -> ROOT + ".simulator.account." + name)
                                .collect(Collectors.toSet()));
    }

    /// Arrows between the rooms of the engine go down this list only.
    @Test
    void theStepsOfTheEngineKnowOnlyWhatIsBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("engine")
                .definedBy(ROOT + ".engine")
                .layer("inspect")
                .definedBy(ROOT + ".engine.inspect")
                .layer("start")
                .definedBy(ROOT + ".engine.start")
                .layer("follow")
                .definedBy(ROOT + ".engine.follow")
                .layer("plan")
                .definedBy(ROOT + ".engine.plan")
                .layer("read")
                .definedBy(ROOT + ".engine.read")
                .layer("log")
                .definedBy(ROOT + ".engine.log")
                .layer("call")
                .definedBy(ROOT + ".engine.call")
                .layer("control")
                .definedBy(ROOT + ".engine.control")
                .whereLayer("engine")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("inspect")
                .mayOnlyBeAccessedByLayers("engine")
                .whereLayer("start")
                .mayOnlyBeAccessedByLayers("engine")
                .whereLayer("follow")
                .mayOnlyBeAccessedByLayers("engine", "start")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("engine", "inspect", "start")
                .whereLayer("read")
                .mayOnlyBeAccessedByLayers("engine", "inspect", "start", "follow", "plan")
                .whereLayer("log")
                .mayOnlyBeAccessedByLayers("engine", "inspect", "start", "follow", "plan", "read")
                .whereLayer("call")
                .mayOnlyBeAccessedByLayers("engine", "inspect", "start", "follow", "plan", "read", "log")
                .check(CLASSES);
    }

    /// The vocabulary of the domain, and the gateway with what AWS answers, are wide on purpose.
    @Test
    void packagesStaySmall() {
        var wide = Set.of(ROOT + ".replay", ROOT + ".stepfunctions");
        var files = CLASSES.stream()
                .filter(each -> each.getEnclosingClass().isEmpty())
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        files.keySet().removeAll(wide);
        assertThat(files.values()).allMatch(count -> count <= 18, "at most 18 files");
        assertThat(files).isNotEmpty();
    }

    @Test
    void onlyTheGatewaysKnowTheSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".stepfunctions..", ROOT + ".executionlogs..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .check(CLASSES);
    }

    @Test
    void nobodyKnowsTheSimulatorAndItKnowsNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".simulator..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".simulator..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(resideInAPackage(ROOT + ".simulator..").negate()))
                .check(CLASSES);
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
                .check(CLASSES);
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
                .check(CLASSES);
    }

    @Test
    void dependenciesComeThroughConstructors() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .check(CLASSES);
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
                .check(CLASSES);
    }
}
