package io.github.bedrockbatch.watch;

import io.github.bedrockbatch.config.AnchoredRegex;
import io.github.bedrockbatch.config.DiscoveryConfig;
import io.github.bedrockbatch.job.JobSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Makes of what is configured the selectors that polls use. */
final class Selectors {
    private Selectors() {}

    /** A selector whose key is a hash of what it selects. */
    static DiscoverySelector of(DiscoveryConfig config) {
        String selects = String.join(
                "\n",
                config.submittedWithin().toString(),
                config.nameRegex().map(AnchoredRegex::source).orElse(""),
                config.modelRegex().map(AnchoredRegex::source).orElse(""));
        String key =
                UUID.nameUUIDFromBytes(selects.getBytes(StandardCharsets.UTF_8)).toString();
        return new DiscoverySelector(key, config.submittedWithin(), job -> selects(config, job));
    }

    private static boolean selects(DiscoveryConfig config, JobSnapshot job) {
        return config.nameRegex().map(regex -> regex.matches(job.name())).orElse(true)
                && config.modelRegex()
                        .map(regex -> regex.matches(job.modelId()))
                        .orElse(true);
    }
}
