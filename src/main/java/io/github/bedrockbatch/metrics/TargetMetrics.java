package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.Watching;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics about targets that come from the view and the configuration: how often they are polled, why the last poll failed, and the names
 * of their accounts. A scrape makes no request. Thread-safe.
 */
public final class TargetMetrics implements FamilyCollector {
    private final Supplier<Optional<JobsView>> views;
    private final Watching watching;
    private final TargetErrors errors;
    private final Supplier<Settings> settings;

    /**
     * What of the configuration is shown.
     *
     * @param interval of targets whose jobs have made no difference to it
     * @param accountNames by account id
     */
    public record Settings(Duration interval, Map<String, String> accountNames) {}

    /** Renders views. While there is none, there is nothing to show. */
    public TargetMetrics(
            Supplier<Optional<JobsView>> views, Watching watching, TargetErrors errors, Supplier<Settings> settings) {
        this.views = views;
        this.watching = watching;
        this.errors = errors;
        this.settings = settings;
    }

    @Override
    public Map<String, Supplier<? extends Collected>> families() {
        return views.get().map(this::families).orElseGet(Map::of);
    }

    private Map<String, Supplier<? extends Collected>> families(JobsView view) {
        Settings present = settings.get();
        Set<Target> targets = watching.polled(view);
        return Map.of(
                Metric.POLL_INTERVAL.fullName(), () -> collected(intervals(view, targets, present.interval())),
                Metric.TARGET_ERROR.fullName(), () -> collected(errors(view, targets)),
                Metric.ACCOUNT_INFO.fullName(), () -> collected(names(present.accountNames())));
    }

    private static Collected collected(MetricSnapshot family) {
        return Collected.of(List.of(family));
    }

    private static GaugeSnapshot intervals(JobsView view, Set<Target> targets, Duration standard) {
        return new GaugeSnapshot(
                Metric.POLL_INTERVAL.metadata(),
                targets.stream()
                        .map(target -> new GaugeDataPointSnapshot(
                                Seconds.of(interval(view.target(target).intervals(), standard)),
                                Metric.POLL_INTERVAL.labels(target.accountId(), target.region()),
                                null))
                        .toList());
    }

    private static Duration interval(@Nullable PollIntervals stored, Duration standard) {
        return stored == null ? standard : stored.inForce();
    }

    /** Leaves out a failure of this process after which another one has succeeded. */
    private GaugeSnapshot errors(JobsView view, Set<Target> targets) {
        return new GaugeSnapshot(
                Metric.TARGET_ERROR.metadata(),
                errors.failures().entrySet().stream()
                        .filter(failure -> targets.contains(failure.getKey()))
                        .filter(failure -> !view.target(failure.getKey())
                                .hasSucceededSince(failure.getValue().at()))
                        .flatMap(failure -> failure.getValue().codes().stream()
                                .map(code -> new GaugeDataPointSnapshot(
                                        1,
                                        Metric.TARGET_ERROR.labels(
                                                failure.getKey().accountId(),
                                                failure.getKey().region(),
                                                code),
                                        null)))
                        .toList());
    }

    private static InfoSnapshot names(Map<String, String> names) {
        return new InfoSnapshot(
                Metric.ACCOUNT_INFO.metadata(),
                names.entrySet().stream()
                        .map(name ->
                                new InfoDataPointSnapshot(Metric.ACCOUNT_INFO.labels(name.getKey(), name.getValue())))
                        .toList());
    }
}
