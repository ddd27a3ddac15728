package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.notification.NotificationListener;
import io.github.bedrockbatch.notification.NotificationQueue;
import io.github.bedrockbatch.poll.HintResult;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.util.Locale;

/** The metrics about notifications, by the account and region of their queue. */
final class NotificationMetrics implements NotificationListener {
    private static final double[] AGE_SECONDS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600};

    private static final String MALFORMED = "malformed";

    private final Counter notifications;
    private final Histogram age;
    private final Gauge success;
    private final Counter skipped;

    /** Registers the metrics, and counts stale answers in one that there is already. */
    NotificationMetrics(Families families, Counter skipped) {
        this.notifications = families.counter(Metric.NOTIFICATIONS);
        this.age = families.histogram(Metric.NOTIFICATION_AGE, AGE_SECONDS);
        this.success = families.gauge(Metric.NOTIFICATION_QUEUE_SUCCESS);
        this.skipped = skipped;
    }

    /** Brings every series of the queues in an account and region into being, at 0. */
    void initQueue(Target home) {
        age.initLabelValues(home.accountId(), home.region());
        notifications.initLabelValues(home.accountId(), home.region(), MALFORMED);
        for (HintOutcome outcome : HintOutcome.values()) {
            notifications.initLabelValues(home.accountId(), home.region(), label(outcome));
        }
    }

    @Override
    public void received(NotificationQueue queue, Duration after) {
        age.labelValues(queue.home().accountId(), queue.home().region()).observe(Seconds.of(after));
    }

    @Override
    public void ended(NotificationQueue queue, HintOutcome outcome, int count) {
        count(queue.home(), label(outcome), count);
    }

    @Override
    public void malformed(NotificationQueue queue, int size, String reason) {
        count(queue.home(), MALFORMED, 1);
    }

    @Override
    public void looked(Target target, HintResult result) {
        skipped.labelValues(target.accountId(), target.region(), "stale").inc(result.stale());
    }

    @Override
    public void succeeded(NotificationQueue queue, Operation operation) {
        show(queue, operation, 1);
    }

    @Override
    public void failed(NotificationQueue queue, Operation operation, String reason) {
        show(queue, operation, 0);
    }

    /** Removes the queue's series, because an alert on one that is received from no more would never end. */
    @Override
    public void left(NotificationQueue queue) {
        success.remove(labels(queue));
    }

    private void show(NotificationQueue queue, Operation operation, double value) {
        if (operation == Operation.RECEIVE) {
            success.labelValues(labels(queue)).set(value);
        }
    }

    /** Returns account, region and the name at the end of the queue's URL. */
    private static String[] labels(NotificationQueue queue) {
        String name = queue.name();
        return new String[] {queue.home().accountId(), queue.home().region(), name.substring(name.lastIndexOf('/') + 1)
        };
    }

    private void count(Target home, String result, int count) {
        notifications.labelValues(home.accountId(), home.region(), result).inc(count);
    }

    private static String label(HintOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
