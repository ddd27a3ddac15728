package io.github.bedrockbatch.awscli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionParserTest {
    @ParameterizedTest
    @CsvSource({
        "--region eu-west-1, eu-west-1",
        "--region=eu-west-1, eu-west-1",
        "--reg eu-west-1, eu-west-1",
        "--reg=eu-west-1, eu-west-1",
        "--region a --region=b, b",
        "--region=, ''",
        "--region=a=b, a=b",
        "--region -5, -5",
        "--region -.5, -.5",
        "--region -, -",
    })
    void readsAValue(String words, String value) {
        OptionParser.Parsed parsed = Options.GLOBAL.parse(List.of(words.split(" ", -1)));
        assertThat(parsed.get(Options.REGION)).isEqualTo(value);
        assertThat(parsed.rest()).isEmpty();
    }

    @Test
    void takesAWordWithADashAndASpaceForAValue() {
        assertThat(Options.GLOBAL.parse(List.of("--query", "-a b")).get(Options.QUERY))
                .isEqualTo("-a b");
    }

    @Test
    void leavesTheRestInItsOrder() {
        OptionParser.Parsed parsed =
                Options.GLOBAL.parse(List.of("a", "--debug", "--bogus", "1", "--region", "r", "-x", "--bogus=2"));
        assertThat(parsed.has(Options.DEBUG)).isTrue();
        assertThat(parsed.rest()).containsExactly("a", "--bogus", "1", "-x", "--bogus=2");
        assertThat(Options.GLOBAL.parse(List.of("--", "--debug")).rest()).containsExactly("--", "--debug");
    }

    @Test
    void takesASkeletonWithoutAValue() {
        assertThat(Options.OWN.parse(List.of("--generate-cli-skeleton")).get(Options.SKELETON))
                .isEmpty();
        assertThat(Options.OWN.parse(List.of("--gen", "output")).get(Options.SKELETON))
                .isEqualTo("output");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--region",
                "--region --debug",
                "--region --bogus",
                "--cli 1",
                "--no",
                "--debug=1",
                "--output xml",
                "--output=",
                "--color=blue",
                "--cli-binary-format hex",
            })
    void refuses(String words) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> Options.GLOBAL.parse(List.of(words.split(" ", -1))))
                .matches(e -> e.exitCode() == ExitCode.PARAM_VALIDATION)
                .withMessageStartingWith("An error occurred (ParamValidation): ");
    }
}
