package io.github.bedrockbatch.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One selector of jobs that List shows: an item of {@code discovery}.
 *
 * @param regions {@code discovery[].regions}: AWS regions, or the one word {@code all}
 * @param accounts {@code discovery[].accounts}: 12 digits each; empty for all of {@code aws.accounts}
 * @param submittedWithin {@code discovery[].submitted_within}: how old a job may be that was not seen before
 * @param nameRegex {@code discovery[].name_regex}, of the job's name
 * @param modelRegex {@code discovery[].model_regex}, of the model's id
 * @param tags {@code discovery[].tags}: tags that a job must have with these values
 */
public record DiscoveryConfig(
        List<String> regions,
        List<String> accounts,
        Duration submittedWithin,
        Optional<AnchoredRegex> nameRegex,
        Optional<AnchoredRegex> modelRegex,
        Map<String, String> tags) {
    /** The word that stands for every region. */
    public static final String ALL = "all";

    /** The default of {@code submitted_within}. */
    public static final Duration SUBMITTED_WITHIN = Duration.ofDays(7);

    /** Copies the collections. */
    public DiscoveryConfig {
        regions = List.copyOf(regions);
        accounts = List.copyOf(accounts);
        tags = Map.copyOf(tags);
    }

    /** Selects every job of these regions that was submitted in the last seven days. */
    public static DiscoveryConfig ofRegions(List<String> regions) {
        return new DiscoveryConfig(regions, List.of(), SUBMITTED_WITHIN, Optional.empty(), Optional.empty(), Map.of());
    }

    /** Returns whether every region that Bedrock has is meant. */
    public boolean allRegions() {
        return regions.equals(List.of(ALL));
    }
}
