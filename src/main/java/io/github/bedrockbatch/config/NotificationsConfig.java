package io.github.bedrockbatch.config;

import java.net.URI;
import java.util.List;

/**
 * EventBridge events after which a job is refreshed at once: {@code notifications}.
 *
 * @param sqsQueues {@code notifications.sqs_queues}, the queues' URLs
 */
public record NotificationsConfig(List<URI> sqsQueues) {
    /** Copies the list. */
    public NotificationsConfig {
        sqsQueues = List.copyOf(sqsQueues);
    }
}
