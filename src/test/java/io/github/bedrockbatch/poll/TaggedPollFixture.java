package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.arn;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.TagSource;
import io.github.bedrockbatch.testing.Stored;
import io.github.bedrockbatch.watch.DiscoverySelector;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Polls that need the tags of jobs. */
abstract class TaggedPollFixture extends TargetPollFixture {
    static final Map<String, String> SEARCH = Map.of("team", "search");
    static final Denied<Map<JobArn, JobTags>> DENIED = new Denied<>("AccessDeniedException", "no tag:GetResources");

    /** What was told of tags: why there were none, or nothing. */
    final List<String> told = new ArrayList<>();

    /** Polls every job, whose tags are shown. */
    final TargetPoll labelling() {
        return tagged(new Watches(Set.of(), List.of(EVERYTHING), Duration.ofHours(24), false, true));
    }

    /** Polls the jobs of a team, and what else selectors select. */
    final TargetPoll selecting(Map<String, String> wanted, DiscoverySelector... others) {
        List<DiscoverySelector> selectors = new ArrayList<>(List.of(others));
        selectors.add(new DiscoverySelector(Duration.ofDays(7), Optional.empty(), Optional.empty(), wanted));
        return tagged(new Watches(Set.of(), selectors, Duration.ofHours(24), false, false));
    }

    final TargetPoll tagged(Watches watches) {
        return tagged(watches, tags);
    }

    final TargetPoll tagged(Watches watches, TagSource source) {
        return tagged(watches, source, new TagMemory());
    }

    final TargetPoll tagged(Watches watches, TagSource source, TagMemory memory) {
        CycleLimits limits = new CycleLimits(Duration.ofSeconds(30), clock);
        return new TargetPoll(
                TARGET,
                () -> watches,
                bedrock,
                source,
                memory,
                store,
                clock,
                limits,
                LeaseHolder.ofSoleProcess(limits.steady()),
                List.of(new CycleListener() {
                    @Override
                    public void ended(CycleResult result) {
                        results.add(result);
                    }

                    @Override
                    public void tagsAsked(Target target, Optional<String> failure) {
                        told.add(failure.orElse(""));
                    }
                }));
    }

    /** The numbers of the jobs in the store. */
    final Set<JobArn> watched() {
        return Stored.jobs(store, TARGET).keySet().stream().collect(Collectors.toCollection(TreeSet::new));
    }

    final @Nullable JobTags tags(int number) {
        TrackedJob row = Stored.jobs(store, TARGET).get(arn(number));
        return row == null ? null : row.tags();
    }

    final long version(int number) {
        TrackedJob row = Stored.jobs(store, TARGET).get(arn(number));
        return row == null ? 0 : row.version();
    }
}
