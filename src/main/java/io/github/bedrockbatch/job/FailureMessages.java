package io.github.bedrockbatch.job;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether the failure messages of jobs are shown, which AWS marks as sensitive. Event log, API and pages ask this class.
 *
 * @param included whether they are
 */
public record FailureMessages(boolean included) {
    /** Returns the message of a job; null if it has none or it is not to be told. */
    public @Nullable String of(JobSnapshot job) {
        return included ? job.message() : null;
    }
}
