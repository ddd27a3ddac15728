package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.RequestListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The metrics about requests to AWS: each attempt, also those that the SDK makes again. */
final class RequestMetrics implements RequestListener {
    /** Its duration says how rare messages are. */
    static final String LONG_POLL = "ReceiveMessage";

    /** What is asked of queues. */
    static final List<String> QUEUE_OPERATIONS = List.of(LONG_POLL, "DeleteMessageBatch");

    private static final double[] SECONDS = {0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60};

    private final Counter requests;
    private final Counter errors;
    private final Histogram duration;

    RequestMetrics(Families families) {
        requests = families.counter(Metric.AWS_REQUESTS);
        errors = families.counter(Metric.AWS_REQUEST_ERRORS);
        duration = families.histogram(Metric.AWS_REQUEST_DURATION, SECONDS);
    }

    /** Brings the counters of an operation into being, at 0. Its durations begin with the first request. */
    void initOperation(Target target, String operation) {
        String account = target.accountId();
        String region = target.region();
        requests.initLabelValues(account, region, operation);
        ErrorCodes.ALL.forEach(code -> errors.initLabelValues(account, region, operation, code));
    }

    @Override
    public void attempted(Target target, String operation, Duration took, @Nullable String errorCode) {
        String account = target.accountId();
        requests.labelValues(account, target.region(), operation).inc();
        if (!operation.equals(LONG_POLL)) {
            duration.labelValues(account, target.region(), operation).observe(Seconds.of(took));
        }
        if (errorCode != null) {
            String code = ErrorCodes.bounded(errorCode);
            errors.labelValues(account, target.region(), operation, code).inc();
        }
    }
}
