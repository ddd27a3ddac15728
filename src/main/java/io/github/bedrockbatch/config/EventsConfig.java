package io.github.bedrockbatch.config;

import io.github.bedrockbatch.job.FailureMessages;

/**
 * What transition events carry: {@code events}.
 *
 * @param includeMessage {@code events.include_message}: the failure message, which AWS marks sensitive
 */
public record EventsConfig(boolean includeMessage) {
    /** Returns what decides whether failure messages are told. */
    public FailureMessages failureMessages() {
        return new FailureMessages(includeMessage);
    }
}
