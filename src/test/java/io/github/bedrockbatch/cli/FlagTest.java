package io.github.bedrockbatch.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class FlagTest {
    private final Flag level = Flag.of("--log.level", "LEVEL", "info", "How much is logged.");
    private final Flag check = Flag.ofSwitch("--config.check", "Checks and exits.");
    private final Flag optional = Flag.ofOptional("--config.test", "aws", "Tests and exits.");
    private final List<Flag> flags = List.of(level, check, optional);

    @Test
    void plainWordsAreRead() {
        assertThat(Flag.read(flags, List.of("--config.check", "--log.level=a=b")))
                .isTrue();
        assertThat(level.value()).isEqualTo("a=b");
        assertThat(check.isGiven()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"--config.test, ''", "--config.test=aws, aws", "--config.test=, ''"})
    void anOptionalValueMayBeLeftOut(String word, String value) {
        assertThat(Flag.read(flags, List.of(word))).isTrue();
        assertThat(optional.isGiven()).isTrue();
        assertThat(optional.value()).isEqualTo(value);
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        assertThat(Flag.read(flags, List.of())).isTrue();
        assertThat(level.isGiven()).isFalse();
        assertThat(level.value()).isEqualTo("info");
        assertThat(check.isGiven()).isFalse();
    }

    /** They are for the library, which knows more ways to write a flag, and explains mistakes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--log.level",
                "--log.level debug",
                "--log.level=debug --log.level=warn",
                "--config.check --config.check",
                "--config.check=true",
                "--log.lev=debug",
                "--help",
                "-h",
                "@file",
                "run"
            })
    void otherWordsChangeNothing(String line) {
        assertThat(Flag.read(flags, List.of(("--config.check " + line).split(" ", -1))))
                .isFalse();
        assertThat(level.isGiven()).isFalse();
        assertThat(check.isGiven()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"debug, DEBUG", "WARN, WARN", "Error, ERROR"})
    void theCaseOfAConstantDoesNotMatter(String value, Level expected) {
        level.give(value);
        assertThat(level.value(Level.class)).isEqualTo(expected);
    }

    @Test
    void anUnknownConstantIsRefusedWithTheKnownOnes() {
        level.give("loud");
        assertThatThrownBy(() -> level.value(Level.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loud: must be one of error, warn, info, debug, trace: change --log.level");
    }

    /** Who reads the message sees what is wrong. */
    @Test
    void anEmptyValueIsQuoted() {
        level.give("");
        assertThat(level.shown()).isEqualTo("\"\"");
        assertThatThrownBy(() -> level.value(Level.class)).hasMessageStartingWith("\"\": must be one of ");
        assertThatThrownBy(level::file).hasMessage("\"\": must be the path of a file: change --log.level");
    }

    @ParameterizedTest
    @CsvSource({"--web.listen-address=, must be host:port", "--web.max-requests=, must be a whole number"})
    void anEmptyValueOfTheWebIsQuoted(String word, String rule) {
        WebOptions web = new WebOptions();
        assertThat(Flag.read(web.serving(), List.of(word))).isTrue();
        assertThatThrownBy(web::settings).hasMessageStartingWith("\"\": " + rule);
    }

    /** A start whose words are plain does not load it. */
    @Test
    void onlyTheUsageNeedsTheLibrary() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.github.bedrockbatch.cli.Usage")
                .should()
                .dependOnClassesThat(resideInAPackage("picocli.."))
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.bedrockbatch.cli"));
    }
}
