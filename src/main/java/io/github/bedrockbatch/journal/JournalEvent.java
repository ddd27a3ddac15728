package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.job.Transition;
import java.time.Instant;

/** What happened to a job and is to be told, counted and kept. */
public sealed interface JournalEvent {
    /** Returns the job as it was seen then. */
    JobSnapshot job();

    /** The job changed its status. */
    record Transitioned(Transition transition) implements JournalEvent {
        @Override
        public JobSnapshot job() {
            return transition.job();
        }
    }

    /** A finished job's counts have become final. */
    record Settled(JobSnapshot job, Instant settledAt) implements JournalEvent {}

    /** A finished job's output manifest was read. */
    record ManifestRead(JobSnapshot job, TokenCounts tokens, Instant readAt) implements JournalEvent {}
}
