package io.github.bedrockbatch.watch;

import io.github.bedrockbatch.config.AnchoredRegex;
import io.github.bedrockbatch.config.DiscoveryConfig;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.StableId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which of a target's jobs are watched without being named.
 *
 * @param submittedWithin how old a job may be that was not seen before
 * @param nameRegex that the whole name of a job matches; empty for every name
 * @param modelRegex that the whole id of its model matches; empty for every model
 */
public record DiscoverySelector(
        Duration submittedWithin, Optional<AnchoredRegex> nameRegex, Optional<AnchoredRegex> modelRegex) {
    static DiscoverySelector of(DiscoveryConfig config) {
        return new DiscoverySelector(config.submittedWithin(), config.nameRegex(), config.modelRegex());
    }

    /** Returns a hash of what is selected, under which walks are stored. A selector that was widened is a new watch. */
    public String key() {
        String name = source(nameRegex);
        return StableId.of(submittedWithin.toString(), Integer.toString(name.length()), name, source(modelRegex));
    }

    /** Returns whether a job is selected at a time. */
    public boolean selects(JobSnapshot job, Instant now) {
        return !job.submitTime().isBefore(now.minus(submittedWithin))
                && nameRegex.map(regex -> regex.matches(job.name())).orElse(true)
                && modelRegex.map(regex -> regex.matches(job.modelId())).orElse(true);
    }

    private static String source(Optional<AnchoredRegex> regex) {
        return regex.map(AnchoredRegex::source).orElse("");
    }
}
