package io.github.bedrockbatch.testing;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Tombstone;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.TrackedJob;
import java.util.List;
import java.util.Map;

/** What a store holds, whatever a cycle would read of it. */
public final class Stored {
    private Stored() {}

    /** Returns all rows of a target. */
    public static Map<JobArn, TrackedJob> jobs(JobStore store, Target target) {
        return store.changesSince(0).jobs().stream()
                .filter(row -> row.target().equals(target))
                .collect(toMap(TrackedJob::arn, identity()));
    }

    /** Returns the tombstones of some jobs. */
    public static Map<JobArn, Tombstone> tombstones(JobStore store, Target target, JobArn... arns) {
        return store.known(target, List.of(arns)).tombstones();
    }
}
