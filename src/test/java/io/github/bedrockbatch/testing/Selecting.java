package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.config.AnchoredRegex;
import io.github.bedrockbatch.watch.DiscoverySelector;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Selectors of jobs. */
public final class Selecting {
    private Selecting() {}

    /** Selects every job that was submitted within this time. */
    public static DiscoverySelector everything(Duration submittedWithin) {
        return new DiscoverySelector(submittedWithin, Optional.empty(), Optional.empty(), Map.of());
    }

    /** Selects the jobs of the last week whose name matches. */
    public static DiscoverySelector named(String regex) {
        return new DiscoverySelector(
                Duration.ofDays(7), Optional.of(AnchoredRegex.of(regex)), Optional.empty(), Map.of());
    }
}
