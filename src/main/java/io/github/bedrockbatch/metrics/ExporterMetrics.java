package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.manifest.ManifestListener;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.notification.NotificationListener;
import io.github.bedrockbatch.poll.CycleListener;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.source.RequestListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics about the exporter itself: polls, requests and state. They count from the start of the process. */
public final class ExporterMetrics implements RequestListener, CycleListener, ManifestListener {
    private static final Set<Outcome> COUNTED = EnumSet.complementOf(EnumSet.of(Outcome.INTERRUPTED));
    private static final List<String> SKIPPED = List.of("stale", "invalid");
    private static final double[] POLL_SECONDS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300};

    private final PrometheusRegistry registry;
    private final Families families;
    private final Histogram pollDuration;
    private final Counter polls;
    private final Gauge plannedRequests;
    private final Counter skipped;
    private final Counter manifests;
    private final RequestMetrics requests;
    private final NotificationMetrics notifications;
    private final Gauge reloadSuccessful;
    private final Gauge reloadSuccess;
    private final Counter storeErrors;

    /**
     * Registers the metrics.
     *
     * @param version of this program
     * @param revision the commit that it was built from
     * @param eventsPending how many journal entries the event log has yet to write
     * @param viewAge how long ago the jobs that are shown were up to date with the store
     * @param shown which series are shown
     */
    public ExporterMetrics(
            PrometheusRegistry registry,
            String version,
            String revision,
            LongSupplier eventsPending,
            Supplier<Duration> viewAge,
            ShownSeries shown) {
        this.registry = registry;
        families = new Families(registry, shown::isOfTarget);
        pollDuration = families.histogram(Metric.POLL_DURATION, POLL_SECONDS);
        polls = families.counter(Metric.POLLS);
        plannedRequests = families.gauge(Metric.POLL_PLANNED_REQUESTS);
        skipped = families.counter(Metric.OBSERVATIONS_SKIPPED);
        requests = new RequestMetrics(new Families(registry, shown::isOfRequest));
        manifests = families.counter(Metric.MANIFESTS);
        notifications = new NotificationMetrics(new Families(registry, shown::isOfQueue), skipped);
        reloadSuccessful = families.gauge(Metric.CONFIG_RELOAD_SUCCESSFUL);
        reloadSuccess = families.gauge(Metric.CONFIG_RELOAD_SUCCESS);
        storeErrors = families.counter(Metric.STORE_ERRORS);
        families.info(Metric.BUILD_INFO)
                .setLabelValues(version, revision, Runtime.version().toString());
        families.gauge(Metric.EVENTS_PENDING, callback -> callback.call((double) eventsPending.getAsLong()));
        families.gauge(Metric.VIEW_AGE, callback -> callback.call(Seconds.of(viewAge.get())));
    }

    /**
     * Adds the metrics of a replica that shares its store.
     *
     * @param lease of which it is told whether the replica has it
     * @param clockSkew how far this machine's clock is ahead of the database's, once that is known
     */
    public void addReplica(String lease, BooleanSupplier isHolder, Supplier<Optional<Duration>> clockSkew) {
        families.gauge(Metric.LEASE_HOLDER, callback -> callback.call(isHolder.getAsBoolean() ? 1 : 0, lease));
        families.gauge(
                Metric.CLOCK_SKEW, callback -> clockSkew.get().ifPresent(skew -> callback.call(Seconds.of(skew))));
    }

    /**
     * Adds the metrics of a store in a file.
     *
     * @param size in bytes, while it can be told
     */
    public void addStoreFile(Supplier<OptionalLong> size) {
        families.gauge(Metric.STORE_SIZE, callback -> size.get().ifPresent(callback::call));
    }

    /**
     * Brings every series of a target into being, at 0.
     *
     * @param operations of AWS that are called for it, by AWS's names
     */
    public void initTarget(Target target, Collection<String> operations) {
        String account = target.accountId();
        String region = target.region();
        pollDuration.initLabelValues(account, region);
        plannedRequests.initLabelValues(account, region);
        COUNTED.forEach(outcome -> polls.initLabelValues(account, region, word(outcome)));
        SKIPPED.forEach(reason -> skipped.initLabelValues(account, region, reason));
        operations.forEach(operation -> requests.initOperation(target, operation));
    }

    /** Brings the series of polls that could not begin in a region into being, at 0. */
    public void initUnresolved(String region) {
        polls.initLabelValues(Target.UNKNOWN_ACCOUNT, region, word(Outcome.ERROR));
    }

    /** Brings the series of requests that are for no watched target's sake into being, at 0. */
    public void initOperation(Target target, String operation) {
        requests.initOperation(target, operation);
    }

    /** Brings every series about the output manifests of a target into being, at 0. */
    public void initManifests(Target target) {
        ManifestResult.LABELS.forEach(result -> manifests.initLabelValues(target.accountId(), target.region(), result));
    }

    @Override
    public void attempted(Target target, String operation, Duration duration, @Nullable String errorCode) {
        requests.attempted(target, operation, duration, errorCode);
    }

    /** Counts a poll, unless it was interrupted, which says nothing of how polls fare. */
    @Override
    public void ended(CycleResult result) {
        if (!COUNTED.contains(result.outcome())) {
            return;
        }
        String account = result.target().accountId();
        String region = result.target().region();
        polls.labelValues(account, region, word(result.outcome())).inc();
        pollDuration.labelValues(account, region).observe(Seconds.of(result.duration()));
        plannedRequests.labelValues(account, region).set(result.plannedRequests());
        skipped.labelValues(account, region, "stale").inc(result.stale());
        skipped.labelValues(account, region, "invalid").inc(result.invalid());
    }

    @Override
    public void notBegun(Target target, String code, String reason) {
        polls.labelValues(target.accountId(), target.region(), word(Outcome.ERROR))
                .inc();
    }

    @Override
    public void attempted(JobSnapshot job, ManifestResult result, boolean gaveUp) {
        Target target = Target.of(job.arn());
        manifests
                .labelValues(target.accountId(), target.region(), result.label())
                .inc();
    }

    /** Brings every series of the queues in these accounts and regions into being, at 0. */
    public void initQueues(Collection<Target> homes) {
        for (Target home : homes) {
            RequestMetrics.QUEUE_OPERATIONS.forEach(operation -> requests.initOperation(home, operation));
            notifications.initQueue(home);
        }
    }

    /** Returns what counts notifications. */
    public NotificationListener notifications() {
        return notifications;
    }

    /** Records that the configuration was loaded, and is in force. */
    public void configurationLoaded(Instant at) {
        reloadSuccessful.set(1);
        reloadSuccess.set(Seconds.of(at));
    }

    /** Records that the configuration could not be loaded, and the old one stays. */
    public void configurationRejected() {
        reloadSuccessful.set(0);
    }

    /** Counts a use of the store that failed. */
    public void storeFailed() {
        storeErrors.inc();
    }

    /** Adds the metrics of the JVM and of the process. They cost a good part of a start: to be called when it is done. */
    public RuntimeMetrics bindRuntime() {
        return new RuntimeMetrics(registry);
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
