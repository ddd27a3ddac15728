package io.github.bedrockbatch.report;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.notification.NotificationListener;
import io.github.bedrockbatch.notification.NotificationQueue;
import io.github.bedrockbatch.poll.HintResult;
import io.github.bedrockbatch.schedule.RunListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what is wrong with notifications. Thread-safe. */
public final class NotificationLog implements NotificationListener {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationLog.class);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final RunListener looks;
    private final InstantSource clock;
    private final LogOnChange troubles;
    private final Map<String, Instant> silentUntil = new ConcurrentHashMap<>();

    /**
     * Reports nothing yet.
     *
     * @param looks is told the results of refreshes
     */
    public NotificationLog(RunListener looks, InstantSource clock) {
        this.looks = looks;
        this.clock = clock;
        this.troubles = new LogOnChange(LOG, clock);
    }

    @Override
    public void malformed(NotificationQueue queue, int size, String reason) {
        Instant now = clock.instant();
        String kind = queue.name() + " " + reason;
        if (now.isBefore(silentUntil.getOrDefault(kind, Instant.MIN))) {
            return;
        }
        silentUntil.put(kind, now.plus(SILENCE));
        LOG.warn(
                "{}: deleted a message of {} characters: {}. Similar messages are not logged for a minute",
                queue.name(),
                size,
                reason);
    }

    @Override
    public void looked(Target target, HintResult result) {
        looks.succeeded(looksOf(target));
    }

    @Override
    public void lookFailed(Target target, Throwable cause) {
        looks.failed(looksOf(target), cause);
    }

    @Override
    public void succeeded(NotificationQueue queue, Operation operation) {
        troubles.succeeded(name(queue, operation));
    }

    @Override
    public void failed(NotificationQueue queue, Operation operation, String reason) {
        troubles.failed(name(queue, operation), reason, reason + " (polls continue)");
    }

    @Override
    public void left(NotificationQueue queue) {
        for (Operation operation : Operation.values()) {
            troubles.forget(name(queue, operation));
        }
    }

    /** Returns the name under which refreshes of a target are logged. */
    static String looksOf(Target target) {
        return "notifications of " + target.name();
    }

    private static String name(NotificationQueue queue, Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT) + " from " + queue.name();
    }
}
