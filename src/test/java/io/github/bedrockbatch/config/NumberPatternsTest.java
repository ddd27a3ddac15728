package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which numbers match the pattern of a range. */
@NullMarked
final class NumberPatternsTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 255", "1, 9", "1, 10", "2, 100", "1, 1000", "7, 77", "17, 4321", "99, 100", "100, 199"})
    void wholeNumbersAreThoseOfTheRange(int min, int max) {
        Pattern pattern = Pattern.compile(NumberPatterns.wholeNumber(min, max));
        for (int number = 0; number <= 11_000; number++) {
            boolean within = number >= min && number <= max;
            assertThat(pattern.matcher(Integer.toString(number)).matches())
                    .as("%d of %d to %d", number, min, max)
                    .isEqualTo(within);
            assertThat(pattern.matcher("00" + number).matches()).isEqualTo(within);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, false",
        "0.0, false",
        "0.000000001, true",
        "00.10, true",
        ".5, false",
        "1, true",
        "999.999, true",
        "1000, true",
        "1000.0, true",
        "1000.01, false",
        "1001, false",
        "1., false",
        "1e2, false"
    })
    void decimalNumbersAreAboveZero(String number, boolean within) {
        assertThat(number.matches(NumberPatterns.positiveNumber(1000))).isEqualTo(within);
    }
}
