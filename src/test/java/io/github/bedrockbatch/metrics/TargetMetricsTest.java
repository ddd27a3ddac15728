package io.github.bedrockbatch.metrics;

import static io.github.bedrockbatch.testing.JobRows.SUBMIT;
import static io.github.bedrockbatch.testing.JobRows.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.PollIntervals.Activity;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.testing.FakeStore;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.ViewRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The series about targets that no counter gives. */
final class TargetMetricsTest {
    private static final String INTERVAL = "bedrock_batch_exporter_poll_interval_seconds";
    private static final String ERROR = "bedrock_batch_exporter_target_error";
    private static final Target WEST = new Target("123456789012", "us-west-2");
    private static final String EAST_LABELS = "{account_id=\"123456789012\",region=\"us-east-1\"}";
    private static final PollIntervals INTERVALS =
            new PollIntervals(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(2), Activity.ACTIVE);

    private final FakeStore store = new FakeStore();
    private final SettableClock clock = new SettableClock(SUBMIT);
    private final ShownJobs watching = new ShownJobs(store, clock, Duration.ofDays(1), 10, false);
    private final TargetErrors errors = new TargetErrors(clock);
    private Map<String, String> names = Map.of();

    TargetMetricsTest() {
        watching.targets(List.of(TARGET));
    }

    @Test
    void theIntervalIsTheOneInTheStoreOrElseThatOfTheConfiguration() {
        assertThat(samples(INTERVAL)).containsExactly(INTERVAL + EAST_LABELS + " 60.0");

        store.paced(TARGET, INTERVALS);
        assertThat(samples(INTERVAL)).containsExactly(INTERVAL + EAST_LABELS + " 10.0");

        store.paced(TARGET, INTERVALS.with(Activity.IDLE));
        assertThat(samples(INTERVAL)).containsExactly(INTERVAL + EAST_LABELS + " 120.0");
    }

    @Test
    void anUnresolvedRegionHasAnIntervalAndItsErrorToo() {
        watching.targets(List.of());
        watching.unresolved(Set.of("us-east-1"));
        errors.notBegun(new Target(Target.UNKNOWN_ACCOUNT, "us-east-1"), "AccessDeniedException", "no");

        String labels = "{account_id=\"unknown\",region=\"us-east-1\"";
        assertThat(samples(INTERVAL)).containsExactly(INTERVAL + labels + "} 60.0");
        assertThat(samples(ERROR))
                .containsExactly(
                        ERROR + "{account_id=\"unknown\",code=\"AccessDeniedException\",region=\"us-east-1\"} 1.0");

        errors.canBegin(new Target(Target.UNKNOWN_ACCOUNT, "us-east-1"));
        assertThat(samples(ERROR)).isEmpty();
    }

    @Test
    void anErrorIsThereFromThePollThatFailedToTheOneThatSucceeds() {
        assertThat(samples(ERROR)).isEmpty();
        errors.ended(result(Outcome.PARTIAL, "Timeout", "AccessDeniedException"));
        assertThat(codes()).containsExactlyInAnyOrder("Timeout", "AccessDeniedException");

        errors.ended(result(Outcome.INTERRUPTED, "Other"));
        assertThat(codes()).as("the end of the program").hasSize(2);
        errors.ended(result(Outcome.ERROR, "ThrottlingException"));
        assertThat(codes()).containsExactly("ThrottlingException");

        errors.ended(result(Outcome.SUCCESS));
        assertThat(samples(ERROR)).isEmpty();
    }

    /** Another replica polls the target by now. */
    @Test
    void anErrorIsNotShownOnceTheTargetWasPolledWithSuccessSince() {
        store.succeeded(TARGET, SUBMIT.minusSeconds(1));
        errors.ended(result(Outcome.ERROR, "Timeout"));
        assertThat(codes()).containsExactly("Timeout");

        store.succeeded(TARGET, SUBMIT.plusSeconds(1));
        assertThat(samples(ERROR)).isEmpty();

        clock.advance(Duration.ofSeconds(30));
        errors.ended(result(Outcome.ERROR, "Connection"));
        assertThat(codes()).containsExactly("Connection");
    }

    @Test
    void aTargetThatIsNotWatchedHasNoSeries() {
        errors.notBegun(WEST, "Other", "another account's credentials");
        store.paced(WEST, INTERVALS);

        assertThat(samples(ERROR)).isEmpty();
        assertThat(samples(INTERVAL)).hasSize(1);
    }

    @Test
    void namesOfAccountsAreTheOperatorsText() {
        assertThat(samples("bedrock_batch_account_info")).isEmpty();
        names = Map.of("123456789012", "prod \"main\" \\ söul");

        assertThat(samples("bedrock_batch_account_info"))
                .containsExactly("bedrock_batch_account_info{account_id=\"123456789012\","
                        + "account_name=\"prod \\\"main\\\" \\\\ söul\"} 1");
    }

    private static CycleResult result(Outcome outcome, String... codes) {
        return new CycleResult(TARGET, outcome, Duration.ZERO, 1, 0, 0, "", List.of(codes), Set.of(codes));
    }

    private List<String> codes() {
        return samples(ERROR).stream()
                .map(line -> line.replaceAll(".*code=\"([A-Za-z]+)\".*", "$1"))
                .toList();
    }

    private List<String> samples(String name) {
        JobsView view = JobsView.EMPTY.advancedBy(
                store.changesSince(0), new ViewRules(Duration.ofDays(1), 10), clock.instant());
        return Exposed.samples(
                Exposed.text(new TargetMetrics(
                        () -> Optional.of(view),
                        watching,
                        errors,
                        () -> new TargetMetrics.Settings(Duration.ofMinutes(1), names))),
                name);
    }
}
