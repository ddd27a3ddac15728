package io.github.bedrockbatch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds who may use whom: adapters never import each other, and each library has its users. */
class ArchitectureTest {
    private static final String ROOT = "io.github.bedrockbatch.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.bedrockbatch");

    @ParameterizedTest
    @CsvSource({
        "job, job",
        "net, 'software.amazon.awssdk.http.. software.amazon.awssdk.utils..'",
        "sso, 'software.amazon.awssdk.. tools.jackson..'",
        "config, 'job net org.snakeyaml.. com.google.re2j..'",
        "journal, job",
        "source, job",
        "watch, 'job source config'",
        "poll, 'job journal source watch'",
        "manifest, 'job journal source poll'",
        "notification, 'job source poll'",
        "preflight, 'job source watch manifest config tools.jackson..'",
        "aws, 'job source manifest notification preflight config net sso tools.jackson.. software.amazon.awssdk.. org.apache.hc.. org.slf4j..'",
        "store, 'journal job config net tools.jackson.. com.fasterxml.jackson.annotation.. org.sqlite.. org.postgresql.. com.zaxxer.hikari.. java.sql.. org.slf4j..'",
        "schedule, 'org.quartz.. java.sql.. org.slf4j..'",
        "awscli, 'net sso software.amazon.awssdk.. software.amazon.smithy.jmespath.. tools.jackson.core.. org.snakeyaml..'",
        "view, 'journal job'",
        "metrics, 'view journal job source poll manifest notification io.micrometer.. io.prometheus..'",
        "eventlog, 'journal job org.slf4j..'",
        "report, 'job journal poll manifest notification schedule org.slf4j..'",
        "reload, 'config aws schedule org.slf4j..'",
        "logging, 'ch.qos.logback.. org.slf4j.. tools.jackson.core..'",
        "webconfig, 'config net'",
        "web, 'view journal job config webconfig tools.jackson.core.. com.sun.net.httpserver.. org.slf4j.. nl.altindag.ssl.. at.favre.lib.. gg.jte..'",
        "simulator, 'job tools.jackson.. org.snakeyaml.. com.sun.net.httpserver..'",
        "demo, 'simulator journal job config'",
    })
    void usesOnlyWhatItMay(String room, String allowed) {
        List<String> packages = new ArrayList<>(List.of("java..", "javax..", "org.jspecify..", ROOT + room + ".."));
        for (String name : allowed.split(" ", -1)) {
            packages.add(name.contains(".") ? name : ROOT + name + "..");
        }
        classes()
                .that()
                .resideInAPackage(ROOT + room + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new)))
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "software.amazon.awssdk.., aws awscli net sso",
        "software.amazon.smithy.., awscli",
        "org.quartz.., schedule",
        "java.sql.., store schedule",
        "com.zaxxer.hikari.., store",
        "org.postgresql.., store",
        "io.micrometer.., metrics",
        "ch.qos.logback.., logging",
        "com.google.re2j.., config",
        "nl.altindag.ssl.., web",
        "at.favre.lib.., web",
        "gg.jte.., web",
    })
    void hasNoOtherUser(String library, String rooms) {
        String[] users =
                Stream.of(rooms.split(" ", -1)).map(room -> ROOT + room + "..").toArray(String[]::new);
        classes()
                .that(not(resideInAnyPackage(users)))
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage(library)))
                .check(CLASSES);
    }

    /** What is about one subject has a room. */
    @Test
    void theRootHoldsTheProcessAlone() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().equals("io.github.bedrockbatch"))
                        .filter(type ->
                                type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder(
                        "Main",
                        "Exporter",
                        "Generation",
                        "GenerationIntervals",
                        "GenerationSeries",
                        "GenerationTasks",
                        "Generations",
                        "CountedRuns",
                        "DaemonFleet",
                        "DaemonRoutes",
                        "Followers",
                        "Housekeeping",
                        "JournalReads",
                        "Replica",
                        "Version");
    }

    @Test
    void hasNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
        assertThat(CLASSES.contain(ROOT + "Main")).isTrue();
    }

    /** The UUID of a name is an MD5, which a Java that enforces FIPS does not have. */
    @Test
    void needsNoMd5() {
        noClasses()
                .should()
                .callMethod(UUID.class, "nameUUIDFromBytes", byte[].class)
                .check(CLASSES);
    }

    /** Arabic has digits of its own, which neither AWS nor Prometheus reads. */
    @Test
    void formatsNothingInTheLocaleOfTheMachine() {
        noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .check(CLASSES);
    }
}
