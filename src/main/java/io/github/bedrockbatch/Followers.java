package io.github.bedrockbatch;

import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.MetricsConfig;
import io.github.bedrockbatch.config.MetricsConfig.StatusSeries;
import io.github.bedrockbatch.eventlog.EventLog;
import io.github.bedrockbatch.eventlog.LoggerSink;
import io.github.bedrockbatch.eventlog.TransitionEvents;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.metrics.JobMetrics;
import io.github.bedrockbatch.metrics.JobSeries;
import io.github.bedrockbatch.metrics.ResilientRegistry;
import io.github.bedrockbatch.metrics.TargetErrors;
import io.github.bedrockbatch.metrics.TargetMetrics;
import io.github.bedrockbatch.schedule.RunListener;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.ViewFollower;
import io.github.bedrockbatch.view.ViewRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds what follows the store: the view, the metrics that are rendered from it, and the event log. The configuration in
 * force says what each of them shows. Thread-safe.
 */
final class Followers implements AutoCloseable {
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(1);

    private final JobStore store;
    private final Generations generations;
    private final ViewFollower view;
    private final EventLog eventLog;
    private final JobMetrics jobMetrics;

    /**
     * Follows nothing yet.
     *
     * @param leases of which the one of the event log lets one process write
     * @param generations one of which has begun
     * @param runs is told how the view is advanced, as of a task named {@code view}
     * @param changed is told what the view now holds
     */
    Followers(
            JobStore store,
            LeaseHolder leases,
            Generations generations,
            RunListener runs,
            Consumer<Changes> changed,
            InstantSource clock) {
        Configuration configuration = generations.configuration();
        ViewRules rules = rules(configuration);
        this.store = store;
        this.generations = generations;
        this.view = new ViewFollower(store, rules, clock, listener(runs, changed));
        this.eventLog = new EventLog(store, leases, events(configuration), new LoggerSink());
        this.jobMetrics = new JobMetrics(view::view, generations, rules, series(configuration), clock);
    }

    private static ViewFollower.Listener listener(RunListener runs, Consumer<Changes> changed) {
        return new ViewFollower.Listener() {
            @Override
            public void advanced(Changes changes) {
                runs.succeeded("view");
                changed.accept(changes);
            }

            @Override
            public void failed(RuntimeException cause) {
                runs.failed("view", cause);
            }
        };
    }

    /** Has the metrics collected that are rendered from the view. */
    void register(ResilientRegistry registry, TargetErrors errors) {
        registry.register(jobMetrics);
        registry.register(
                new TargetMetrics(view::view, generations, errors, () -> targetSettings(generations.configuration())));
    }

    /**
     * Restores what an earlier run left, and has the view follow the store from then on.
     *
     * @throws StoreException if the store cannot be read
     */
    void restore() {
        eventLog.restore();
        view.restore();
    }

    /** Begins to write events, with those that an earlier run left. */
    void writeEvents() {
        store.follow(eventLog::wake);
        eventLog.start();
    }

    /** Shows what another configuration says. */
    void show(Configuration next) {
        ViewRules rules = rules(next);
        view.use(rules);
        jobMetrics.show(rules, series(next));
        eventLog.use(events(next));
    }

    /** Returns the view. */
    ViewFollower view() {
        return view;
    }

    /** Returns in which intervals a target is polled by the view; empty before it is restored. */
    Optional<PollIntervals> intervals(Target target) {
        return view.view().map(current -> current.target(target).intervals());
    }

    /** Returns how many entries of the journal the event log has yet to write. */
    long eventsPending() {
        return Math.max(0, view.view().map(JobsView::lastEntry).orElse(0L) - eventLog.position());
    }

    /** Stops following. Events that are pending have a second to be written: the rest is written after the next start. */
    @Override
    public void close() {
        view.close();
        eventLog.close(FLUSH_TIMEOUT);
    }

    private static ViewRules rules(Configuration configuration) {
        return new ViewRules(
                configuration.retention().terminalJobs(),
                configuration.retention().maxJobs());
    }

    private static JobSeries series(Configuration configuration) {
        MetricsConfig metrics = configuration.metrics();
        return new JobSeries(
                metrics.statusSeries() == StatusSeries.SPARSE,
                metrics.keysByLabel(),
                configuration.manifests().enabled());
    }

    private static TargetMetrics.Settings targetSettings(Configuration configuration) {
        return new TargetMetrics.Settings(
                configuration.poll().interval(), configuration.aws().accountNames());
    }

    private static TransitionEvents events(Configuration configuration) {
        return new TransitionEvents(configuration.events().failureMessages());
    }
}
