package io.github.bedrockbatch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.RecordCounts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordBarTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        100,   0,   0,   0,   0 of 100,     0 %,   0,    0,    -
        100,   50,  40,  10,  50 of 100,    50 %,  400,  100,  20 %
        100,   100, 0,   100, 100 of 100,   100 %, 0,    1000, 100 %
        100,   -,   30,  10,  40 of 100,    40 %,  300,  100,  25 %
        100,   -,   -,   -,   0 of 100,     0 %,   0,    0,    -
        100,   200, 200, 0,   200 of 100,   200 %, 1000, 0,    0 %
        10000, 1,   0,   1,   '1 of 10,000', < 0.1 %, 0, 1,    100 %
        0,     5,   5,   0,   5,            -,     0,    0,    0 %
        -,     5,   4,   1,   5,            -,     0,    0,    20 %
        """)
    void showsHowFarAJobHasCome(
            @Nullable Long total,
            @Nullable Long processed,
            @Nullable Long success,
            @Nullable Long error,
            String text,
            @Nullable String percent,
            int successPart,
            int errorPart,
            @Nullable String share) {
        RecordBar bar = RecordBar.of(new RecordCounts(total, processed, success, error));

        assertThat(bar)
                .isEqualTo(new RecordBar(text, percent, successPart, errorPart, share, error != null && error > 0));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        -, -, -, -
        0, 0, 0, 0
        -, 0, 0, 0
        """)
    void thereIsNoneWithoutRecords(
            @Nullable Long total, @Nullable Long processed, @Nullable Long success, @Nullable Long error) {
        assertThat(RecordBar.of(new RecordCounts(total, processed, success, error)))
                .isNull();
    }
}
