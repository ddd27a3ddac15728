package io.github.bedrockbatch.metrics;

import static io.github.bedrockbatch.testing.JobRows.TARGET;
import static io.github.bedrockbatch.testing.JobRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.testing.FakeStore;
import io.github.bedrockbatch.testing.JobRows;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.TargetView;
import io.github.bedrockbatch.view.ViewRules;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TargetTotalsTest {
    /** A snapshot sorts its samples, which costs little if they are in order. */
    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            names = {"TRANSITIONS", "JOBS_ENDED", "PROCESSED_RECORDS", "PROCESSED_TOKENS", "DURATION", "ACTIVE_JOBS"})
    void samplesAreInTheOrderOfTheirLabels(Metric metric) {
        FakeStore store = new FakeStore();
        store.put(row("a", "InProgress", Duration.ofMinutes(1)));
        TargetView view = JobsView.EMPTY
                .advancedBy(store.changesSince(0), new ViewRules(Duration.ofDays(1), 10), JobRows.SUBMIT)
                .target(TARGET);

        assertThat(samples(new TargetTotals(TARGET, view, view.jobs(), true), metric))
                .extracting(DataPointSnapshot::getLabels)
                .hasSizeGreaterThan(1)
                .isSorted();
    }

    private static List<? extends DataPointSnapshot> samples(TargetTotals totals, Metric metric) {
        return switch (metric) {
            case DURATION -> totals.histograms(metric);
            case ACTIVE_JOBS -> totals.activeJobs();
            default -> totals.counters(metric);
        };
    }
}
