package io.github.bedrockbatch.config;

/**
 * Whether output manifests are read for their tokens: {@code manifests}.
 *
 * @param enabled {@code manifests.enabled}
 */
public record ManifestsConfig(boolean enabled) {}
