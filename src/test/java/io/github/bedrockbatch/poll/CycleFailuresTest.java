package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.arn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CycleFailuresTest {
    private final CycleFailures failures = new CycleFailures();

    @Test
    void tellsEachCauseWithOneOfItsJobsAndTheNumberOfTheOthers() {
        failures.add("throttled", List.of(arn(3)));
        failures.add("throttled", List.of(arn(2), arn(4)));
        failures.add("denied", List.of(arn(1)));
        failures.add("List failed", List.of());

        assertThat(failures).hasToString("List failed; " + arn(1) + ": denied; " + arn(2) + " and 2 more: throttled");
        assertThat(failures.causes()).containsExactly("List failed", "denied", "throttled");
    }

    @Test
    void tellsThreeCausesAndHowManyMoreThereAre() {
        List.of("a", "b", "c").forEach(cause -> failures.add(cause, List.of()));
        assertThat(failures).hasToString("a; b; c");

        List.of("d", "e").forEach(cause -> failures.add(cause, List.of()));
        assertThat(failures).hasToString("a; b; c; and 2 more causes");
    }
}
