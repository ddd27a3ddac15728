package io.github.bedrockbatch.journal;

import static io.github.bedrockbatch.journal.Models.MAX_MODELS;
import static io.github.bedrockbatch.journal.Models.OTHER;
import static io.github.bedrockbatch.journal.Models.UNKNOWN;
import static io.github.bedrockbatch.testing.JobRows.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private final List<String> allButOne =
            IntStream.range(1, MAX_MODELS).mapToObj(i -> "model-" + i).toList();

    @Test
    void theFirstModelsHaveTotalsOfTheirOwnAndTheRestSharesOne() {
        Models models = new Models(allButOne);
        assertThat(models.isFolded("new")).isFalse();

        assertThat(models.place(records("new"))).isEqualTo(records("new"));
        assertThat(models.place(records("newer"))).isEqualTo(records(OTHER));
        assertThat(models.place(records("new"))).isEqualTo(records("new"));
        assertThat(models.place(records("model-1"))).isEqualTo(records("model-1"));
        assertThat(models.isFolded("newer")).isTrue();
        assertThat(models.isFolded("new")).isFalse();
    }

    @Test
    void theSharedTotalTakesNoPlace() {
        Models models = new Models(IntStream.rangeClosed(1, MAX_MODELS)
                .mapToObj(i -> i == 1 ? OTHER : "model-" + i)
                .toList());

        assertThat(models.place(records("new"))).isEqualTo(records("new"));
    }

    @Test
    void whatWasCountedBeforeThereWereModelsTakesNoPlace() {
        Models models = new Models(IntStream.rangeClosed(1, MAX_MODELS)
                .mapToObj(i -> i == 1 ? UNKNOWN : "model-" + i)
                .toList());

        assertThat(models.isFolded("new")).isFalse();
        assertThat(models.place(records("new"))).isEqualTo(records("new"));
        assertThat(models.own()).hasSize(MAX_MODELS).contains("new").doesNotContain(UNKNOWN);
        assertThat(models.place(records(UNKNOWN))).isEqualTo(records(UNKNOWN));
    }

    @Test
    void totalsThatAreNotByModelStayAsTheyAre() {
        Models models = new Models(allButOne);
        models.place(records("new"));
        Total.Key transitions = new Total.Key(Total.TRANSITIONS, TARGET, "", "Submitted", "Failed");

        assertThat(models.place(transitions)).isEqualTo(transitions);
    }

    private static Total.Key records(String model) {
        return new Total.Key(Total.RECORDS, TARGET, model, "success", "");
    }
}
