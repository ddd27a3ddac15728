package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.Target;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Which series of the exporter's own counters are shown. A series that is not keeps its value, so that a counter goes on from there when what
 * it counts is configured again. The predicates are asked at each scrape, by any thread.
 *
 * @param targets whether the series about the polls and requests of a target are shown
 * @param queues whether those about the notifications of queues in an account and region are
 */
public record ShownSeries(Predicate<Target> targets, Predicate<Target> queues) {
    /** Every series is shown. */
    public static final ShownSeries ALL = new ShownSeries(target -> true, home -> true);

    /** Returns whether a series about a target is shown. */
    boolean isOfTarget(Labels labels) {
        return targets.test(target(labels));
    }

    /** Returns whether a series about the notifications of queues is shown. */
    boolean isOfQueue(Labels labels) {
        return queues.test(target(labels));
    }

    /** Returns whether a series about requests is shown: what is asked of a queue may be of an account and region that is polled too. */
    boolean isOfRequest(Labels labels) {
        return RequestMetrics.QUEUE_OPERATIONS.contains(labels.get("operation"))
                ? isOfQueue(labels)
                : isOfTarget(labels);
    }

    private static Target target(Labels labels) {
        return new Target(
                Objects.requireNonNull(labels.get("account_id")), Objects.requireNonNull(labels.get("region")));
    }
}
