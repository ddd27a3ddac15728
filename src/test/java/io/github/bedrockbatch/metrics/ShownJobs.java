package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.TargetSummary;
import io.github.bedrockbatch.view.ViewRules;
import io.github.bedrockbatch.view.Watching;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The metrics of a store's jobs, whose view is advanced by hand. */
public final class ShownJobs implements Watching, MultiCollector {
    private final JobStore store;
    private final InstantSource clock;
    private final ViewRules rules;
    private final JobMetrics metrics;
    private volatile @Nullable JobsView view;
    private volatile Set<Target> targets = Set.of();
    private volatile Set<String> unresolved = Set.of();
    private volatile boolean watchesAll = true;
    private volatile Predicate<JobArn> isWatched = arn -> true;

    public ShownJobs(JobStore store, InstantSource clock, Duration retention, int maxJobs, boolean sparse) {
        this.store = store;
        this.clock = clock;
        this.rules = new ViewRules(retention, maxJobs);
        this.metrics = new JobMetrics(() -> Optional.ofNullable(view), this, rules, new JobSeries(sparse), clock);
    }

    public void targets(Collection<Target> watched) {
        targets = Set.copyOf(watched);
    }

    void show(Predicate<JobArn> watched) {
        watchesAll = false;
        isWatched = watched;
    }

    void unresolved(Set<String> regions) {
        unresolved = regions;
    }

    /** Advances the view. */
    public void refresh() {
        JobsView present = view == null ? JobsView.EMPTY : view;
        view = present.advancedBy(store.changesSince(present.head()), rules, clock.instant());
    }

    JobMetrics metrics() {
        return metrics;
    }

    List<TargetSummary> summaries() {
        return TargetSummary.of(view == null ? JobsView.EMPTY : view, this, rules, clock.instant());
    }

    @Override
    public MetricSnapshots collect() {
        return metrics.collect();
    }

    @Override
    public Set<Target> targets() {
        return targets;
    }

    @Override
    public Set<String> unresolvedRegions() {
        return unresolved;
    }

    @Override
    public boolean watchesAll(Target target) {
        return watchesAll;
    }

    @Override
    public boolean isWatched(JobArn job) {
        return isWatched.test(job);
    }
}
