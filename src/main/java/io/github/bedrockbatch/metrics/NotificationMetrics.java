package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.notification.NotificationListener;
import io.github.bedrockbatch.notification.NotificationQueue;
import io.github.bedrockbatch.notification.NotificationResult;
import io.github.bedrockbatch.poll.HintResult;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;

/** The metrics about notifications, by the account and region of their queue. */
final class NotificationMetrics implements NotificationListener {
    private static final double[] AGE_SECONDS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600};

    private final Counter notifications;
    private final Histogram age;
    private final Counter skipped;

    /** Registers the metrics, and counts stale answers in one that there is already. */
    NotificationMetrics(Families families, Counter skipped) {
        this.notifications = families.counter(Metric.NOTIFICATIONS);
        this.age = families.histogram(Metric.NOTIFICATION_AGE, AGE_SECONDS);
        this.skipped = skipped;
    }

    /** Brings every series of the queues in an account and region into being, at 0. */
    void queue(Target home) {
        age.initLabelValues(home.accountId(), home.region());
        for (NotificationResult result : NotificationResult.values()) {
            notifications.initLabelValues(home.accountId(), home.region(), result.label());
        }
    }

    @Override
    public void received(NotificationQueue queue, Duration after) {
        age.labelValues(queue.home().accountId(), queue.home().region()).observe(Seconds.of(after));
    }

    @Override
    public void ended(NotificationQueue queue, NotificationResult result, int count) {
        notifications
                .labelValues(queue.home().accountId(), queue.home().region(), result.label())
                .inc(count);
    }

    @Override
    public void looked(Target target, HintResult result) {
        skipped.labelValues(target.accountId(), target.region(), "stale").inc(result.stale());
    }
}
