package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.poll.CycleListener;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.poll.ErrorCodes;
import io.github.bedrockbatch.poll.LookResult;
import io.github.bedrockbatch.poll.ManifestListener;
import io.github.bedrockbatch.poll.ManifestResult;
import io.github.bedrockbatch.poll.RequestListener;
import io.github.bedrockbatch.poll.StoreException;
import io.github.bedrockbatch.poll.Target;
import io.github.bedrockbatch.poll.notification.NotificationResult;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The metrics about the exporter itself: how its polls and its requests fare. They count from the start of the process. */
public final class ExporterMetrics implements RequestListener, CycleListener, ManifestListener {
    private static final String LONG_POLL = "ReceiveMessage";
    private static final List<String> QUEUE_OPERATIONS = List.of(LONG_POLL, "DeleteMessageBatch");
    private static final Set<Outcome> COUNTED = EnumSet.complementOf(EnumSet.of(Outcome.INTERRUPTED));
    private static final List<String> SKIPPED = List.of("stale", "invalid");
    private static final double[] POLL_SECONDS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300};
    private static final double[] REQUEST_SECONDS = {0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60};

    private static final double[] AGE_SECONDS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600};

    private final PrometheusRegistry registry;
    private final Histogram pollDuration;
    private final Counter polls;
    private final Gauge plannedRequests;
    private final Counter skipped;
    private final Counter requests;
    private final Counter requestErrors;
    private final Histogram requestDuration;
    private final Counter manifests;
    private final Counter notifications;
    private final Histogram notificationAge;
    private final Gauge reloadSuccessful;
    private final Gauge reloadSuccess;
    private final Counter storeErrors;

    /**
     * Registers the metrics.
     *
     * @param version of this program
     * @param revision the commit that it was built from
     * @param eventsPending how many journal entries the event log has yet to write
     */
    public ExporterMetrics(PrometheusRegistry registry, String version, String revision, LongSupplier eventsPending) {
        this.registry = registry;
        pollDuration = histogram(Metric.POLL_DURATION, POLL_SECONDS);
        polls = counter(Metric.POLLS);
        plannedRequests = gauge(Metric.POLL_PLANNED_REQUESTS);
        skipped = counter(Metric.OBSERVATIONS_SKIPPED);
        requests = counter(Metric.AWS_REQUESTS);
        requestErrors = counter(Metric.AWS_REQUEST_ERRORS);
        requestDuration = histogram(Metric.AWS_REQUEST_DURATION, REQUEST_SECONDS);
        manifests = counter(Metric.MANIFESTS);
        notifications = counter(Metric.NOTIFICATIONS);
        notificationAge = histogram(Metric.NOTIFICATION_AGE, AGE_SECONDS);
        reloadSuccessful = gauge(Metric.CONFIG_RELOAD_SUCCESSFUL);
        reloadSuccess = gauge(Metric.CONFIG_RELOAD_SUCCESS);
        storeErrors = counter(Metric.STORE_ERRORS);
        buildInfo(version, revision);
        eventsPending(eventsPending);
    }

    /**
     * Brings every series of a target into being, at 0.
     *
     * @param operations of AWS that are called for it, by AWS's names
     */
    public void target(Target target, Collection<String> operations) {
        String account = target.accountId();
        String region = target.region();
        pollDuration.initLabelValues(account, region);
        plannedRequests.initLabelValues(account, region);
        COUNTED.forEach(outcome -> polls.initLabelValues(account, region, word(outcome)));
        SKIPPED.forEach(reason -> skipped.initLabelValues(account, region, reason));
        operations.forEach(operation -> operation(target, operation));
    }

    /** Brings every series about the output manifests of a target into being, at 0. */
    public void manifestsOf(Target target) {
        ManifestResult.LABELS.forEach(result -> manifests.initLabelValues(target.accountId(), target.region(), result));
    }

    @Override
    public void attempted(Target target, String operation, Duration duration, @Nullable String errorCode) {
        String account = target.accountId();
        requests.labelValues(account, target.region(), operation).inc();
        if (!operation.equals(LONG_POLL)) {
            requestDuration.labelValues(account, target.region(), operation).observe(Seconds.of(duration));
        }
        if (errorCode != null) {
            String code = ErrorCodes.bounded(errorCode);
            requestErrors.labelValues(account, target.region(), operation, code).inc();
        }
    }

    /** A poll that was interrupted says nothing of how polls fare. */
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
    public void attempted(JobSnapshot job, ManifestResult result, boolean gaveUp) {
        Target target = Target.of(job.arn());
        manifests
                .labelValues(target.accountId(), target.region(), result.label())
                .inc();
    }

    /** Brings every series of the queues in these accounts and regions into being, at 0. */
    public void queues(Collection<Target> homes) {
        for (Target home : homes) {
            QUEUE_OPERATIONS.forEach(operation -> operation(home, operation));
            notificationAge.initLabelValues(home.accountId(), home.region());
            for (NotificationResult result : NotificationResult.values()) {
                notifications.initLabelValues(home.accountId(), home.region(), result.label());
            }
        }
    }

    /** So many notifications of a queue had this result. */
    public void notified(Target queue, NotificationResult result, int count) {
        notifications
                .labelValues(queue.accountId(), queue.region(), result.label())
                .inc(count);
    }

    /** A notification came that long after its event. */
    public void notificationReceived(Target queue, Duration age) {
        notificationAge.labelValues(queue.accountId(), queue.region()).observe(Seconds.of(age));
    }

    /** Jobs of a target were looked at between its cycles. */
    public void looked(Target target, LookResult result) {
        skipped.labelValues(target.accountId(), target.region(), "stale").inc(result.stale());
    }

    /** The configuration was loaded, and is in force. */
    public void configurationLoaded(Instant at) {
        reloadSuccessful.set(1);
        reloadSuccess.set(Seconds.of(at));
    }

    /** The configuration could not be loaded, and the old one stays. */
    public void configurationRejected() {
        reloadSuccessful.set(0);
    }

    /** The store could not be used. */
    public void storeFailed() {
        storeErrors.inc();
    }

    /** Adds the metrics of the JVM and of the process. They cost a good part of a start: to be called when it is done. */
    public RuntimeMetrics bindRuntime() {
        return new RuntimeMetrics(registry);
    }

    private void operation(Target target, String operation) {
        String account = target.accountId();
        String region = target.region();
        requests.initLabelValues(account, region, operation);
        if (!operation.equals(LONG_POLL)) {
            requestDuration.initLabelValues(account, region, operation);
        }
        ErrorCodes.ALL.forEach(code -> requestErrors.initLabelValues(account, region, operation, code));
    }

    private void buildInfo(String version, String revision) {
        Info info = Info.builder()
                .name(Metric.BUILD_INFO.fullName())
                .help(Metric.BUILD_INFO.help())
                .labelNames(Metric.BUILD_INFO.labelNameArray())
                .register(registry);
        info.setLabelValues(version, revision, Runtime.version().toString());
    }

    private void eventsPending(LongSupplier pending) {
        GaugeWithCallback.builder()
                .name(Metric.EVENTS_PENDING.fullName())
                .help(Metric.EVENTS_PENDING.help())
                .callback(callback -> {
                    try {
                        callback.call((double) pending.getAsLong());
                    } catch (StoreException e) {
                        storeFailed();
                    }
                })
                .register(registry);
    }

    private Counter counter(Metric metric) {
        return Counter.builder()
                .name(metric.fullName())
                .help(metric.help())
                .labelNames(metric.labelNameArray())
                .withoutExemplars()
                .register(registry);
    }

    private Gauge gauge(Metric metric) {
        return Gauge.builder()
                .name(metric.fullName())
                .help(metric.help())
                .labelNames(metric.labelNameArray())
                .withoutExemplars()
                .register(registry);
    }

    private Histogram histogram(Metric metric, double[] upperBounds) {
        return Histogram.builder()
                .name(metric.fullName())
                .help(metric.help())
                .labelNames(metric.labelNameArray())
                .withoutExemplars()
                .classicOnly()
                .classicUpperBounds(upperBounds)
                .register(registry);
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
