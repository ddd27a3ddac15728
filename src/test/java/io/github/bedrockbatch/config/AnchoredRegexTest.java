package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
final class AnchoredRegexTest {
    @Test
    void theWholeTextMustMatch() {
        AnchoredRegex regex = AnchoredRegex.of("nightly|daily.*");
        assertThat(regex.matches("nightly")).isTrue();
        assertThat(regex.matches("daily-1\n2")).isTrue();
        assertThat(regex.matches("nightly-1")).isFalse();
        assertThat(regex.matches("a-nightly")).isFalse();
    }

    @Test
    void whatIsNoRegexIsRefused() {
        assertThatThrownBy(() -> AnchoredRegex.of("(a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"(a\": must be a regular expression in RE2's syntax; missing closing )");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a 1",
                "a{3} 3",
                "a{3}b{4} 4",
                "(a{3}){4} 12",
                "(a{3}b){4,5} 15",
                "((a{2}b){3}c{100}){2} 200",
                "(a{30}[(]b){4} 120",
                "(a{30}[^](]b){4} 120",
                "(a{30}[[:alpha:](]b){4} 120",
                "(a{30}\\(b){4} 120",
                "(a{30}\\Q(\\Eb){4} 120",
                "(a{30})*?{4} 120",
                "\\x{100000}\\p{L}{2} 2",
                "a{99999999999999999999} 1000000",
            })
    void nestedRepeatsMultiply(String regex, long largest) {
        assertThat(RepeatCount.largest(regex)).isEqualTo(largest);
    }
}
