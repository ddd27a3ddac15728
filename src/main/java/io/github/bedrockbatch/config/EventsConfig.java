package io.github.bedrockbatch.config;

/**
 * What transition events carry: {@code events}.
 *
 * @param includeMessage {@code events.include_message}: the failure message, which AWS marks sensitive
 */
public record EventsConfig(boolean includeMessage) {}
