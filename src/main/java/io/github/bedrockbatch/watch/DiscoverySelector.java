package io.github.bedrockbatch.watch;

import io.github.bedrockbatch.config.AnchoredRegex;
import io.github.bedrockbatch.config.DiscoveryConfig;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.StableId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of a target's jobs are watched without being named.
 *
 * @param submittedWithin how old a job may be that was not seen before
 * @param nameRegex that the whole name of a job matches; empty for every name
 * @param modelRegex that the whole id of its model matches; empty for every model
 * @param tags that a job must have with these values; none for every job
 */
public record DiscoverySelector(
        Duration submittedWithin,
        Optional<AnchoredRegex> nameRegex,
        Optional<AnchoredRegex> modelRegex,
        Map<String, String> tags) {
    public DiscoverySelector {
        tags = Map.copyOf(tags);
    }

    static DiscoverySelector of(DiscoveryConfig config) {
        return new DiscoverySelector(config.submittedWithin(), config.nameRegex(), config.modelRegex(), config.tags());
    }

    /** Returns a hash of what is selected, under which walks are stored. A selector that was widened is a new watch. */
    public String key() {
        String name = source(nameRegex);
        String rest =
                StableId.of(submittedWithin.toString(), Integer.toString(name.length()), name, source(modelRegex));
        return tags.isEmpty()
                ? rest
                : StableId.of(
                        rest,
                        new TreeMap<>(tags)
                                .entrySet().stream()
                                        .map(DiscoverySelector::unambiguous)
                                        .collect(Collectors.joining()));
    }

    private static String unambiguous(Map.Entry<String, String> tag) {
        return tag.getKey().length() + "|" + tag.getKey() + "|" + tag.getValue().length() + "|" + tag.getValue() + "|";
    }

    /**
     * Returns whether a job is selected at a time.
     *
     * @param jobTags null while they are not known, which selects no job by its tags
     */
    public boolean selects(JobSnapshot job, @Nullable JobTags jobTags, Instant now) {
        return maySelect(job, now) && (tags.isEmpty() || (jobTags != null && jobTags.include(tags)));
    }

    /** Returns whether a job is selected at a time unless its tags forbid it. */
    public boolean maySelect(JobSnapshot job, Instant now) {
        return !job.submitTime().isBefore(now.minus(submittedWithin))
                && nameRegex.map(regex -> regex.matches(job.name())).orElse(true)
                && modelRegex.map(regex -> regex.matches(job.modelId())).orElse(true);
    }

    private static String source(Optional<AnchoredRegex> regex) {
        return regex.map(AnchoredRegex::source).orElse("");
    }
}
