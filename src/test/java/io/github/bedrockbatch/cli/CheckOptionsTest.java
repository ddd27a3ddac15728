package io.github.bedrockbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.cli.CheckOptions.Check;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far the configuration is checked. */
class CheckOptionsTest {
    private final CheckOptions options = new CheckOptions();

    @ParameterizedTest
    @CsvSource({
        "--config.check, FILE",
        "--config.check=, FILE",
        "--config.check=true, FILE",
        "--config.check=false, NONE",
        "--config.check=aws, AWS"
    })
    void whatIsCheckedIsTheValue(String word, Check check) {
        assertThat(Flag.read(options.all(), List.of(word))).isTrue();
        assertThat(options.check()).isEqualTo(check);
    }

    @Test
    void nothingIsCheckedUnasked() {
        assertThat(options.check()).isEqualTo(Check.NONE);
        assertThat(options.format()).isEqualTo(AwsCheck.Format.TABLE);
    }

    @Test
    void theAnswersOfAwsMayBeJson() {
        assertThat(Flag.read(options.all(), List.of("--config.check=aws", "--output=json")))
                .isTrue();
        assertThat(options.check()).isEqualTo(Check.AWS);
        assertThat(options.format()).isEqualTo(AwsCheck.Format.JSON);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --config.check=gcp                | gcp: must be aws, or left out: change --config.check
            --config.check=aws --output=xml   | xml: must be one of table, json: change --output
            --config.check --output=json      | json: must come with --config.check=aws: add that, or remove --output
            --output=json                     | json: must come with --config.check=aws: add that, or remove --output
            """)
    void othersAreRefused(String line, String message) {
        assertThat(Flag.read(options.all(), List.of(line.split(" ", -1)))).isTrue();
        assertThatThrownBy(options::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
