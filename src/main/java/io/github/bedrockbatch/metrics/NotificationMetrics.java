package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.notification.NotificationResult;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;

/** The metrics about notifications, by the account and region of their queue. */
public final class NotificationMetrics {
    private static final double[] AGE_SECONDS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600};

    private final Counter notifications;
    private final Histogram age;

    NotificationMetrics(Families families) {
        notifications = families.counter(Metric.NOTIFICATIONS);
        age = families.histogram(Metric.NOTIFICATION_AGE, AGE_SECONDS);
    }

    /** Brings every series of the queues in an account and region into being, at 0. */
    void initQueue(Target home) {
        age.initLabelValues(home.accountId(), home.region());
        for (NotificationResult result : NotificationResult.values()) {
            notifications.initLabelValues(home.accountId(), home.region(), result.label());
        }
    }

    /** Counts notifications of a queue by their result. */
    public void ended(Target queue, NotificationResult result, int count) {
        notifications
                .labelValues(queue.accountId(), queue.region(), result.label())
                .inc(count);
    }

    /** Observes how long after its event a notification came. */
    public void received(Target queue, Duration after) {
        age.labelValues(queue.accountId(), queue.region()).observe(Seconds.of(after));
    }
}
