package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.view.Watching;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches what a test names.
 *
 * @param jobs that are watched; all of every target if it is null
 */
public record FakeWatching(
        Set<Target> targets,
        Set<String> unresolvedRegions,
        @Nullable Predicate<JobArn> jobs) implements Watching {
    /** Watches all jobs of some targets. */
    public FakeWatching(Set<Target> targets, Set<String> unresolvedRegions) {
        this(targets, unresolvedRegions, null);
    }

    /** Watches all jobs, but knows no target yet. */
    public FakeWatching() {
        this(Set.of(), Set.of());
    }

    @Override
    public boolean watchesAll(Target target) {
        return jobs == null;
    }

    @Override
    public boolean isWatched(JobArn job) {
        return jobs == null || jobs.test(job);
    }
}
