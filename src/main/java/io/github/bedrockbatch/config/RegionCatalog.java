package io.github.bedrockbatch.config;

/** The AWS regions that exist in partitions that have Bedrock. */
@FunctionalInterface
public interface RegionCatalog {
    /** Returns whether {@code region}, for example {@code us-east-1}, is one of them. */
    boolean isKnown(String region);
}
